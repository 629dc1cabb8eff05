import CFreeType
import Foundation

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

  /// Radius of the two box blurs that soften the strokes' edges, in em. Soft edges cost a third fewer bytes than crisp
  /// ones and disturb print less, at nearly the same visibility.
  static let softness = 0.05

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
    let along = SIMD2(Float(emSize * 64 * cos(angle)), Float(emSize * 64 * sin(angle)))
    let radius = Int((Self.softness * emSize).rounded())
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
      return Glyph(&outline, softenedBy: radius, library)
    }
  }
}

extension StampMask.Glyph {
  /// Draws an outline in 64ths of a pixel, y up, and softens it; nil if it leaves no ink.
  fileprivate init?(_ outline: inout FT_Outline, softenedBy radius: Int, _ library: FT_Library?) {
    var box = FT_BBox()
    FT_Outline_Get_CBox(&outline, &box)
    // Two box blurs reach out by twice their radius.
    let margin = 2 * radius
    let left = box.xMin >> 6 - margin
    let bottom = box.yMin >> 6 - margin
    let width = (box.xMax + 63) >> 6 + margin - left
    let height = (box.yMax + 63) >> 6 + margin - bottom
    guard width > 2 * margin, height > 2 * margin else { return nil }
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
    if radius > 0 {
      for _ in 0..<2 {
        boxBlur(&coverage, lines: height, length: width, lineStride: width, step: 1, radius: radius)
        boxBlur(&coverage, lines: width, length: height, lineStride: 1, step: width, radius: radius)
      }
    }
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

/// Replaces each sample by the mean of those within `radius` along its line; beyond a line's ends there is no ink.
private func boxBlur(_ samples: inout [UInt8], lines: Int, length: Int, lineStride: Int, step: Int, radius: Int) {
  let size = 2 * radius + 1
  samples.withUnsafeMutableBufferPointer { samples in
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: length + 2 * size) { line in
      line.initialize(repeating: 0)
      for start in stride(from: 0, to: lines * lineStride, by: lineStride) {
        for i in 0..<length { line[i + radius + 1] = samples[start &+ i &* step] }
        var sum = 0
        for i in 1..<size { sum &+= Int(line[i]) }
        for i in 0..<length {
          sum &+= Int(line[i &+ size]) &- Int(line[i])
          samples[start &+ i &* step] = UInt8(truncatingIfNeeded: (sum &+ radius) / size)
        }
      }
    }
  }
}
