/// One line of text as outlines, in units of the em: x to the right along the baseline, y up from it.
///
/// The text is shaped: letters join, stack and are reordered by the rules of their script and font, and runs of both
/// directions are in visual order. The outlines are plain values, so any number of threads may draw them.
struct TextOutline: Sendable {
  /// The contours of one glyph, or of several that touch, already moved to their place in the line.
  struct Glyph: Sendable {
    /// The contours' points, on and off the curve.
    var points: [SIMD2<Float>]
    /// FreeType's tag for each point: on the curve, conic or cubic control point.
    var tags: [UInt8]
    /// The last point of each contour.
    var contourEnds: [Int]

    /// Adds a glyph that is drawn together with this one.
    fileprivate mutating func add(_ other: Glyph) {
      contourEnds += other.contourEnds.map { $0 + points.count }
      points += other.points
      tags += other.tags
    }
  }

  /// The visible glyphs.
  let glyphs: [Glyph]
  /// The lower left corner of the box around all points.
  let lower: SIMD2<Float>
  /// The upper right corner of the box around all points.
  let upper: SIMD2<Float>

  /// Lays out `characters`, each drawn by the font that fontconfig finds for it.
  init(_ characters: [Unicode.Scalar]) throws(WatermarkError) {
    let found = FontFinder.faces(for: characters)
    var missing: [Unicode.Scalar] = []
    func note(_ character: Unicode.Scalar) { if !missing.contains(character) { missing.append(character) } }
    for (character, face) in zip(characters, found) where face == nil { note(character) }
    guard missing.isEmpty else { throw .noFont(missing: missing) }
    let faces = found.compactMap { $0 }
    guard !faces.isEmpty else { throw .emptyText }
    let fonts = try OpenFonts(faces)
    var glyphs: [Glyph] = []
    var pen: Float = 0
    for run in TextRun.visual(characters, faces: faces) {
      // The glyphs of one character, and in some scripts of one word, are drawn in one go.
      var together: (glyph: Glyph, character: Int)?
      func finish() {
        if let glyph = together?.glyph { glyphs.append(glyph) }
        together = nil
      }
      for shaped in fonts.shape(run, of: characters) {
        let character = characters[shaped.character]
        let place = SIMD2(pen, 0) + shaped.offset
        pen += shaped.advance
        guard let glyph = fonts.outline(of: shaped.index, in: run.face, at: place) else {
          // A box in place of a missing letter could be mistaken for the text.
          if !character.properties.isDefaultIgnorableCodePoint { note(character) }
          continue
        }
        if glyph.points.isEmpty {
          if character == " " { finish() }
          continue
        }
        if let current = together, run.joinsLetters || current.character == shaped.character {
          together?.glyph.add(glyph)
        } else {
          finish()
          together = (glyph, shaped.character)
        }
      }
      finish()
    }
    guard missing.isEmpty else { throw .noFont(missing: missing) }
    guard let first = glyphs.first else { throw .emptyText }
    self.glyphs = glyphs
    var (lower, upper) = (first.points[0], first.points[0])
    for point in glyphs.lazy.flatMap(\.points) {
      lower = pointwiseMin(lower, point)
      upper = pointwiseMax(upper, point)
    }
    self.lower = lower
    self.upper = upper
  }
}
