import CFreeType

/// One copy of a line of text, drawn at its size and angle: how much of each pixel its ink covers.
///
/// Each glyph has a small mask of its own, because the box around a whole slanted line would be mostly empty.
struct StampMask: Sendable {
  /// One glyph's coverage.
  struct Glyph: Sendable {
    /// Columns from the copy's centre to the mask's left side.
    let left: Int
    /// Rows from the copy's centre down to the mask's top.
    let top: Int
    /// Columns.
    let width: Int
    /// Coverage of each pixel, 0 to 255, row after row.
    let coverage: [UInt8]
    /// For each row, the columns that hold ink.
    let spans: [Range<Int>]
  }

  /// The glyphs, from first to last.
  let glyphs: [Glyph]

  /// Draws a line so that the middle of its ink is at the copy's centre.
  ///
  /// - Parameters:
  ///   - emSize: pixels an em.
  ///   - angle: radians by which the line rises to the right.
  init(_ line: TextOutline, emSize: Double, angle: Double) {
    // A FreeType library must not be shared between threads; one of our own costs less than a tenth of a millisecond.
    var library: FT_Library?
    guard FT_Init_FreeType(&library) == 0 else {
      glyphs = []
      return
    }
    defer { FT_Done_FreeType(library) }
    let centre = (line.lower + line.upper) / 2
    // FreeType's outlines are in 64ths of a pixel.
    let along = SIMD2(Float(emSize * 64 * cosine(angle)), Float(emSize * 64 * sine(angle)))
    glyphs = line.glyphs.compactMap { glyph in
      var outline = FT_Outline()
      guard FT_Outline_New(library, FT_UInt(glyph.points.count), FT_Int(glyph.contourEnds.count), &outline) == 0 else {
        return nil
      }
      defer { FT_Outline_Done(library, &outline) }
      for (i, point) in glyph.points.enumerated() {
        let p = point - centre
        outline.points[i].x = FT_Pos((p.x * along.x - p.y * along.y).rounded())
        outline.points[i].y = FT_Pos((p.x * along.y + p.y * along.x).rounded())
        outline.tags[i] = .init(truncatingIfNeeded: glyph.tags[i])
      }
      for (i, end) in glyph.contourEnds.enumerated() { outline.contours[i] = numericCast(end) }
      return Glyph(&outline, library)
    }
  }
}

extension StampMask.Glyph {
  /// Draws an outline in 64ths of a pixel, y up; nil if it leaves no ink.
  fileprivate init?(_ outline: inout FT_Outline, _ library: FT_Library?) {
    var box = FT_BBox()
    FT_Outline_Get_CBox(&outline, &box)
    let left = box.xMin >> 6
    let bottom = box.yMin >> 6
    let width = ((box.xMax + 63) >> 6) - left
    let height = ((box.yMax + 63) >> 6) - bottom
    guard width > 0, height > 0 else { return nil }
    FT_Outline_Translate(&outline, -left * 64, -bottom * 64)
    var coverage = [UInt8](repeating: 0, count: width * height)
    let status = coverage.withUnsafeMutableBufferPointer { buffer in
      var bitmap = FT_Bitmap()
      bitmap.rows = UInt32(height)
      bitmap.width = UInt32(width)
      bitmap.pitch = Int32(width)
      bitmap.buffer = buffer.baseAddress
      bitmap.num_grays = 256
      bitmap.pixel_mode = UInt8(FT_PIXEL_MODE_GRAY.rawValue)
      return FT_Outline_Get_Bitmap(library, &outline, &bitmap)
    }
    guard status == 0 else { return nil }
    self.left = left
    self.top = -(bottom + height)
    self.width = width
    self.coverage = coverage
    spans = (0..<height).map { row in
      let pixels = coverage[row * width..<(row + 1) * width]
      guard let first = pixels.firstIndex(where: { $0 > 0 }), let last = pixels.lastIndex(where: { $0 > 0 }) else {
        return 0..<0
      }
      return first - row * width..<last + 1 - row * width
    }
  }
}
