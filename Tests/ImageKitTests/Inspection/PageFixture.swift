@testable import ImageKit

/// A photographed page of text drawn for a test, Chinese by default.
struct PageFixture {
  /// The page's luma.
  var plane: Plane

  private static let sentences = [
    "兹证明该同志在我单位临床岗位试用期间表现良好", "医师资格考试报名材料照片应当清晰完整且方向端正",
    "姓名性别出生年月学历专业工作单位联系电话", "经考核合格同意推荐参加国家医师资格考试特此证明",
    "单位意见负责人签字并加盖公章后方为有效", "身份证明编号与报名信息不一致的材料将被退回",
  ]
  private static let latinSentences = [
    "The photograph shall be sharp whole and upright", "has worked here as a resident under our guidance",
    "Signed and sealed by the head of the department", "Materials that differ from the form are returned",
  ]

  /// A page that was drawn already.
  init(plane: Plane) { self.plane = plane }

  /// A square page full of lines of text, with characters of `em` pixels and a little noise.
  init(side: Int = 900, em: Double = 30, paper: UInt8 = 215, ink: UInt8 = 40, isLatin: Bool = false) throws {
    // Drawn at twice the size in black and white and then halved, which gives edges as sharp as a good camera's.
    var large = Plane(width: 2 * side, height: 2 * side, filledWith: paper)
    let masks = try (isLatin ? Self.latinSentences : Self.sentences).map { text in
      let length = Double(text.count) * (isLatin ? 1 : 2) * em
      return (StampMask(try TextOutline(Array(text.unicodeScalars)), emSize: 2 * em, angle: 0), length)
    }
    var number = 0
    for y in stride(from: 4 * em, to: Double(2 * side) - 3 * em, by: 3.4 * em) {
      var x = 3 * em
      while true {
        let (mask, length) = masks[number % masks.count]
        number += 1
        // The last word of a line must fit; the first is drawn in any case.
        guard x + length < Double(2 * side) - 3 * em || x == 3 * em else { break }
        Self.draw(mask, on: &large, x: Int(x + length / 2), y: Int(y), ink: ink)
        x += length + 2 * em
      }
    }
    plane = PlaneScaler.halve(large)
    var random = Xorshift(seed: 5)
    plane.samples.withUnsafeMutableBufferPointer { samples in
      for index in samples.indices {
        samples[index] = UInt8(clamping: Int(samples[index]) + Int(random.next() % 7) - 3)
      }
    }
  }

  /// Draws text centred at a point, in one grey level.
  static func draw(_ mask: StampMask, on plane: inout Plane, x: Int, y: Int, ink: UInt8) {
    let (width, height) = (plane.width, plane.height)
    plane.samples.withUnsafeMutableBufferPointer { samples in
      for glyph in mask.glyphs {
        for (index, span) in glyph.spans.enumerated() {
          let row = y + glyph.top + index
          guard row >= 0, row < height else { continue }
          for offset in span where glyph.coverage[index * glyph.width + offset] >= 128 {
            let column = x + glyph.left + offset
            if column >= 0, column < width { samples[row * width + column] = ink }
          }
        }
      }
    }
  }

  /// The page out of focus: in each of `passes` passes, every sample is averaged with its neighbour, along rows and
  /// along columns. Each pass adds half a square pixel to the variance.
  func blurred(passes: Int) -> Plane {
    var plane = plane
    let (width, height) = (plane.width, plane.height)
    plane.samples.withUnsafeMutableBufferPointer { samples in
      func smooth(from start: Int, count: Int, step: Int) {
        var before = Int(samples[start])
        for index in 1..<count - 1 {
          let at = start + index * step
          let here = Int(samples[at])
          samples[at] = UInt8((before + 2 * here + Int(samples[at + step]) + 2) / 4)
          before = here
        }
      }
      for _ in 0..<passes {
        for row in 0..<height { smooth(from: row * width, count: width, step: 1) }
        for column in 0..<width { smooth(from: column, count: height, step: width) }
      }
    }
    return plane
  }
}

extension Plane {
  /// The plane with the default watermark.
  func stamped() throws -> Plane {
    var picture = PlanarPicture(luma: self, chroma: nil)
    try Watermark(text: Watermark.defaultText).stamp(&picture)
    return picture.luma
  }
}
