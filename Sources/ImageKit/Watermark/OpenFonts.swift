import CFreeType
import CHarfBuzz

/// The font files of one text, open while it is laid out.
///
/// Only the tables and glyphs that are needed are read, so that a 20 MB collection costs no more than a small font.
final class OpenFonts {
  /// A shaped glyph, with its position relative to the pen, in em.
  struct ShapedGlyph {
    /// Which of the font's glyphs.
    let index: UInt32
    /// Which character of the line it begins with.
    let character: Int
    /// From the pen to the glyph's origin.
    let offset: SIMD2<Float>
    /// How far the pen moves on.
    let advance: Float
  }

  private struct Open {
    let outlines: FT_Face
    let shaping: OpaquePointer
    let unit: Float
  }

  private var library: FT_Library?
  private var fonts: [FontFinder.Face: Open] = [:]

  init(_ wanted: some Sequence<FontFinder.Face>) throws(WatermarkError) {
    guard FT_Init_FreeType(&library) == 0 else { throw .unreadableFont(path: "FreeType") }
    for face in wanted where fonts[face] == nil {
      var opened: FT_Face?
      guard FT_New_Face(library, face.path, FT_Long(face.index), &opened) == 0, let opened,
        opened.pointee.units_per_EM > 0
      else { throw .unreadableFont(path: face.path) }
      // The font keeps its face, and the face the file.
      let file = hb_blob_create_from_file(face.path)
      let tables = hb_face_create(file, UInt32(face.index & 0xFFFF))
      let shaping = hb_font_create(tables)!
      hb_face_destroy(tables)
      hb_blob_destroy(file)
      // Fontconfig counts a variable font's named instances from 1, in the upper half.
      if face.index >> 16 > 0 { hb_font_set_var_named_instance(shaping, UInt32(face.index >> 16 - 1)) }
      let unitsPerEm = Int32(opened.pointee.units_per_EM)
      hb_font_set_scale(shaping, unitsPerEm, unitsPerEm)
      fonts[face] = Open(outlines: opened, shaping: shaping, unit: 1 / Float(unitsPerEm))
    }
  }

  deinit {
    for font in fonts.values { hb_font_destroy(font.shaping) }
    // Closes the faces too.
    FT_Done_FreeType(library)
  }

  /// The glyphs of a run from left to right.
  func shape(_ run: TextRun, of characters: [Unicode.Scalar]) -> [ShapedGlyph] {
    guard let font = fonts[run.face], let buffer = hb_buffer_create() else { return [] }
    defer { hb_buffer_destroy(buffer) }
    let text = characters.map(\.value)
    // The whole line is passed as context, so that letters join across the ends of a run.
    hb_buffer_add_codepoints(buffer, text, Int32(text.count), UInt32(run.range.lowerBound), Int32(run.range.count))
    hb_buffer_set_direction(buffer, run.isRightToLeft ? HB_DIRECTION_RTL : HB_DIRECTION_LTR)
    hb_buffer_set_script(buffer, run.script)
    hb_buffer_set_language(buffer, hb_language_from_string("zh-cn", -1))
    hb_shape(font.shaping, buffer, nil, 0)
    var count: UInt32 = 0
    guard let infos = hb_buffer_get_glyph_infos(buffer, &count),
      let positions = hb_buffer_get_glyph_positions(buffer, &count)
    else { return [] }
    return (0..<Int(count)).map { i in
      ShapedGlyph(
        index: infos[i].codepoint, character: Int(infos[i].cluster),
        offset: SIMD2(Float(positions[i].x_offset), Float(positions[i].y_offset)) * font.unit,
        advance: Float(positions[i].x_advance) * font.unit)
    }
  }

  /// The outline of a glyph with its origin at `place`, in em; nil where the font has none, as a font of coloured bitmaps
  /// has none.
  func outline(of index: UInt32, in face: FontFinder.Face, at place: SIMD2<Float>) -> TextOutline.Glyph? {
    guard index != 0, let font = fonts[face],
      FT_Load_Glyph(font.outlines, index, FT_Int32(FT_LOAD_NO_SCALE | FT_LOAD_NO_BITMAP)) == 0,
      let slot = font.outlines.pointee.glyph, slot.pointee.format == FT_GLYPH_FORMAT_OUTLINE
    else { return nil }
    let outline = slot.pointee.outline
    let count = Int(outline.n_points)
    return TextOutline.Glyph(
      points: (0..<count).map {
        SIMD2(Float(outline.points[$0].x), Float(outline.points[$0].y)) * font.unit + place
      },
      tags: (0..<count).map { UInt8(truncatingIfNeeded: outline.tags[$0]) },
      contourEnds: (0..<Int(outline.n_contours)).map { Int(outline.contours[$0]) })
  }
}
