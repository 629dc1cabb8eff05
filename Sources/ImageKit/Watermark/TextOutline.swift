import CFreeType

/// One line of text as outlines, in units of the em: x to the right along the baseline, y up from it.
///
/// Glyphs stand one behind the other by their advance. There is no kerning, no ligature and no shaping: Chinese and
/// Latin need none, and a combining mark falls where its font puts it. The outlines are plain values, so that any
/// number of threads may draw from them.
struct TextOutline: Sendable {
  /// One glyph's contours, already moved to its place in the line.
  struct Glyph: Sendable {
    /// The contours' points, on and off the curve.
    var points: [SIMD2<Float>]
    /// FreeType's tag for each point: on the curve, conic or cubic control point.
    var tags: [UInt8]
    /// The last point of each contour.
    var contourEnds: [Int]
  }

  /// The glyphs that leave ink.
  let glyphs: [Glyph]
  /// The lower left corner of the box around all points.
  let lower: SIMD2<Float>
  /// The upper right corner of the box around all points.
  let upper: SIMD2<Float>

  /// Lays out `characters`, each drawn by the font that fontconfig finds for it.
  init(_ characters: [Unicode.Scalar]) throws(WatermarkError) {
    let faces = FontFinder.faces(for: Set(characters))
    let fonts = try OpenFonts(faces.values)
    var glyphs: [Glyph] = []
    var missing: [Unicode.Scalar] = []
    var pen: Float = 0
    for character in characters {
      guard let face = faces[character], let (glyph, advance) = fonts.glyph(of: character, in: face, at: pen) else {
        if !missing.contains(character) { missing.append(character) }
        continue
      }
      if !glyph.points.isEmpty { glyphs.append(glyph) }
      pen += advance
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

/// The font files of one text, open while it is laid out.
///
/// FreeType reads of a file only the tables it needs and the glyphs it is asked for, so that a 20 MB collection costs
/// no more than a small font.
private final class OpenFonts {
  private var library: FT_Library?
  private var faces: [FontFinder.Face: FT_Face] = [:]

  init(_ wanted: some Sequence<FontFinder.Face>) throws(WatermarkError) {
    guard FT_Init_FreeType(&library) == 0 else { throw .unreadableFont(path: "FreeType") }
    for face in wanted where faces[face] == nil {
      var opened: FT_Face?
      guard FT_New_Face(library, face.path, FT_Long(face.index), &opened) == 0, let opened else {
        throw .unreadableFont(path: face.path)
      }
      faces[face] = opened
    }
  }

  deinit {
    // Closes the faces too.
    FT_Done_FreeType(library)
  }

  /// A character's glyph with its baseline's start at `pen`, and its advance, both in em; nil where the font has no
  /// outline for it, as a font of coloured bitmaps has none.
  func glyph(
    of character: Unicode.Scalar, in face: FontFinder.Face, at pen: Float
  ) -> (TextOutline.Glyph, advance: Float)? {
    guard let face = faces[face], face.pointee.units_per_EM > 0 else { return nil }
    let index = FT_Get_Char_Index(face, FT_ULong(character.value))
    guard index != 0, FT_Load_Glyph(face, index, FT_Int32(FT_LOAD_NO_SCALE | FT_LOAD_NO_BITMAP)) == 0,
      let slot = face.pointee.glyph, slot.pointee.format == FT_GLYPH_FORMAT_OUTLINE
    else { return nil }
    let perUnit = 1 / Float(face.pointee.units_per_EM)
    let outline = slot.pointee.outline
    let count = Int(outline.n_points)
    let glyph = TextOutline.Glyph(
      points: (0..<count).map {
        SIMD2(Float(outline.points[$0].x) * perUnit + pen, Float(outline.points[$0].y) * perUnit)
      },
      tags: (0..<count).map { UInt8(truncatingIfNeeded: outline.tags[$0]) },
      contourEnds: (0..<Int(outline.n_contours)).map { Int(outline.contours[$0]) })
    return (glyph, Float(slot.pointee.metrics.horiAdvance) * perUnit)
  }
}
