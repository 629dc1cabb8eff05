import CCairo
import CHarfBuzz

/// Lines of text, shaped as for a watermark, which a PDF keeps as text: it can be searched and copied.
struct PageText {
  /// Glyphs of one font, from left to right.
  struct Run {
    let face: FontFinder.Face
    /// The script, by HarfBuzz's number.
    let script: UInt32
    let text: String
    /// The glyphs with their places in the line, in em; y grows downwards.
    let glyphs: [cairo_glyph_t]
    /// Which glyphs stand for which bytes of the text, in the order of the text.
    let clusters: [cairo_text_cluster_t]
    let isRightToLeft: Bool
  }

  /// One line.
  struct Line {
    let runs: [Run]
    /// In em.
    let width: Double
  }

  private var lines: [String: Line] = [:]

  /// Shapes texts.
  ///
  /// - Throws: ``WatermarkError`` when no font can be read. A character that no font draws is replaced by its number.
  init(_ texts: [String]) throws(WatermarkError) {
    var lettered: [(text: String, characters: [Unicode.Scalar], faces: [FontFinder.Face])] = []
    for text in Set(texts) {
      var characters = text.unicodeScalars.map(Self.printable)
      var found = FontFinder.faces(for: characters, weight: .regular)
      if found.contains(nil) {
        characters = zip(characters, found).flatMap { $1 == nil ? Self.number(of: $0) : [$0] }
        found = FontFinder.faces(for: characters, weight: .regular)
      }
      let missing = zip(characters, found).filter { $0.1 == nil }.map(\.0)
      guard missing.isEmpty else { throw .noFont(missing: missing) }
      lettered.append((text, characters, found.compactMap(\.self)))
    }
    let fonts = try OpenFonts(Set(lettered.flatMap(\.faces)))
    for (text, characters, faces) in lettered { lines[text] = Self.line(characters, faces, fonts) }
  }

  /// The line of a text that was given; empty for another.
  subscript(_ text: String) -> Line { lines[text] ?? Line(runs: [], width: 0) }

  private static func line(_ characters: [Unicode.Scalar], _ faces: [FontFinder.Face], _ fonts: OpenFonts) -> Line {
    guard !characters.isEmpty else { return Line(runs: [], width: 0) }
    var pen: Float = 0
    let runs = TextRun.visual(characters, faces: faces).map { run in
      var glyphs: [cairo_glyph_t] = []
      var groups: [(character: Int, glyphs: Int)] = []
      for shaped in fonts.shape(run, of: characters) {
        glyphs.append(
          cairo_glyph_t(
            index: UInt(shaped.index), x: Double(pen + shaped.offset.x), y: Double(-shaped.offset.y)))
        pen += shaped.advance
        if groups.last?.character == shaped.character {
          groups[groups.count - 1].glyphs += 1
        } else {
          groups.append((shaped.character, 1))
        }
      }
      if run.isRightToLeft { groups.reverse() }
      // A group's characters go up to the beginning of the next group.
      let ends = groups.dropFirst().map(\.character) + [run.range.upperBound]
      var start = run.range.lowerBound
      let clusters = zip(groups, ends).map { group, end in
        defer { start = end }
        let bytes = characters[start..<max(start, end)].reduce(0) { $0 + UTF8.width($1) }
        return cairo_text_cluster_t(num_bytes: CInt(bytes), num_glyphs: CInt(group.glyphs))
      }
      var text = String.UnicodeScalarView()
      text.append(contentsOf: characters[run.range])
      return Run(
        face: run.face, script: run.script.rawValue, text: String(text), glyphs: glyphs, clusters: clusters,
        isRightToLeft: run.isRightToLeft)
    }
    return Line(runs: runs, width: Double(pen))
  }

  /// Control characters become spaces.
  private static func printable(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    scalar.properties.generalCategory == .control ? " " : scalar
  }

  private static func number(of scalar: Unicode.Scalar) -> [Unicode.Scalar] {
    Array("[U+\(String(scalar.value, radix: 16, uppercase: true))]".unicodeScalars)
  }
}

extension PageText.Line {
  /// Draws the line with its left end at a place, in points, at most a width wide.
  ///
  /// - Returns: the width that it took.
  @discardableResult
  func draw(
    on page: OpaquePointer, x: Double, y: Double, size: Double, atMost room: Double = .infinity
  ) throws(WatermarkError) -> Double {
    guard !runs.isEmpty else { return 0 }
    let size = min(size, room / max(width, 0.001))
    cairo_set_font_size(page, size)
    for run in runs {
      cairo_set_font_face(page, try PageFonts.face(run.face, script: run.script))
      let glyphs = run.glyphs.map { cairo_glyph_t(index: $0.index, x: x + $0.x * size, y: y + $0.y * size) }
      let flags = cairo_text_cluster_flags_t(
        rawValue: run.isRightToLeft ? CAIRO_TEXT_CLUSTER_FLAG_BACKWARD.rawValue : 0)
      cairo_show_text_glyphs(
        page, run.text, CInt(run.text.utf8.count), glyphs, CInt(glyphs.count), run.clusters,
        CInt(run.clusters.count), flags)
    }
    return width * size
  }
}
