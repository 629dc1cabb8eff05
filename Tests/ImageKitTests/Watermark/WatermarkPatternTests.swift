import Testing

@testable import ImageKit

@Suite("Placement of the watermark's copies") struct WatermarkPatternTests {
  /// Sizes from the smallest accepted picture to 12 megapixels, and strips of 8:1 in both directions.
  static let sizes = [
    (200, 200), (201, 307), (640, 480), (480, 640), (1000, 1000), (1080, 2400), (2448, 3264), (3264, 2448),
    (4032, 3024),
    (1920, 1080), (8000, 1000), (1000, 8000), (1600, 200), (200, 1600), (3000, 1001), (997, 1409),
  ]

  @Test("Every crop of a third by a third contains a whole copy of the default text", arguments: sizes)
  func everyCrop(width: Int, height: Int) throws {
    for strength in Watermark.Strength.allCases {
      let watermark = try Watermark(text: Watermark.defaultText, strength: strength)
      let boxes = inkBoxes(of: watermark, width: width, height: height)
      #expect(cropWithoutCopy(width: width, height: height, boxes: boxes) == nil)
    }
  }

  @Test("This holds for every size and aspect ratio")
  func manySizes() throws {
    let watermark = try Watermark(text: Watermark.defaultText)
    for width in stride(from: 200, through: 1700, by: 250) {
      for height in stride(from: 200, through: 1700, by: 130) {
        let boxes = inkBoxes(of: watermark, width: width, height: height)
        #expect(cropWithoutCopy(width: width, height: height, boxes: boxes) == nil, "\(width) × \(height)")
      }
    }
  }

  @Test("The text is as large as this allows: on an 8-megapixel photo at least 55 pixels") func large() throws {
    let watermark = try Watermark(text: Watermark.defaultText)
    #expect(watermark.pattern(width: 2448, height: 3264).emSize > 55)
    #expect(watermark.pattern(width: 3264, height: 2448).emSize > 55)
  }

  @Test("A long text keeps a readable size, and at least one copy of it is whole", arguments: sizes)
  func longText(width: Int, height: Int) throws {
    let watermark = try Watermark(text: "仅用于山东省医师资格考试 20210001 2021-02-11")
    let standard = try Watermark(text: Watermark.defaultText).pattern(width: width, height: height)
    let pattern = watermark.pattern(width: width, height: height)
    #expect(pattern.emSize >= standard.emSize * 0.3)
    let boxes = inkBoxes(of: watermark, width: width, height: height)
    #expect(boxes.contains { $0.left >= 0 && $0.top >= 0 && $0.right <= width && $0.bottom <= height })
  }

  @Test("The faint watermark runs across the protective one") func faintCrosses() throws {
    let protective = try Watermark(text: "甲").pattern(width: 1000, height: 1400)
    let faint = try Watermark(text: "甲", strength: .faint).pattern(width: 1000, height: 1400)
    #expect(protective.angle > 0)
    #expect(faint.angle < 0)
  }

  // MARK: Measurements

  struct Box {
    var left, top, right, bottom: Int
  }

  /// The bounding boxes of all copies' ink, as drawn.
  func inkBoxes(of watermark: Watermark, width: Int, height: Int) -> [Box] {
    let pattern = watermark.pattern(width: width, height: height)
    let mask = StampMask(watermark.line, emSize: pattern.emSize, angle: pattern.angle)
    var box = Box(left: .max, top: .max, right: .min, bottom: .min)
    for glyph in mask.glyphs {
      for (row, span) in glyph.spans.enumerated() where !span.isEmpty {
        box.left = min(box.left, glyph.left + span.lowerBound)
        box.right = max(box.right, glyph.left + span.upperBound)
        box.top = min(box.top, glyph.top + row)
        box.bottom = max(box.bottom, glyph.top + row + 1)
      }
    }
    return pattern.centres.map {
      Box(left: $0.x + box.left, top: $0.y + box.top, right: $0.x + box.right, bottom: $0.y + box.bottom)
    }
  }

  /// The upper left corner of a crop of a third by a third that contains no box; nil if there is none.
  ///
  /// A crop without a box stays one when it is moved up or left until it would include one. So only corners just below
  /// or right of a box's own corner, and those at the picture's border, need to be checked.
  func cropWithoutCopy(width: Int, height: Int, boxes: [Box]) -> (x: Int, y: Int)? {
    let (cropWidth, cropHeight) = (width / 3, height / 3)
    let tops = Set(boxes.map { $0.top + 1 } + [0]).filter { (0...height - cropHeight).contains($0) }
    for y in tops {
      let inside = boxes.filter { $0.top >= y && $0.bottom <= y + cropHeight }
      let lefts = Set(inside.map { $0.left + 1 } + [0]).filter { (0...width - cropWidth).contains($0) }
      for x in lefts where !inside.contains(where: { $0.left >= x && $0.right <= x + cropWidth }) { return (x, y) }
    }
    return nil
  }
}
