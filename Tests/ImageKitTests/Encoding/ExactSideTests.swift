import Testing

@testable import ImageKit

@Suite("Pictures scaled to a given side") struct ExactSideTests {
  /// A grey picture with a red block from 1/8 to 3/8 of the width, 4:2:0.
  private func picture(width: Int, height: Int) -> PlanarPicture {
    let (across, down) = ((width + 1) / 2, (height + 1) / 2)
    var red = Plane(width: across, height: down, filledWith: 128)
    for y in 0..<down { for x in (across / 8)..<(across * 3 / 8) { red[x, y] = 200 } }
    return PlanarPicture(
      luma: Plane(width: width, height: height, filledWith: 140),
      chroma: .init(blue: Plane(width: across, height: down, filledWith: 128), red: red),
      horizontalSubsampling: 2, verticalSubsampling: 2)
  }

  @Test(
    "The long side is as requested, and the short one is rounded to the nearest pixel",
    arguments: [(3000, 4000, 413, 310), (4000, 3000, 413, 310), (3024, 4032, 1001, 751), (800, 600, 599, 449)])
  func sides(width: Int, height: Int, side: Int, short: Int) throws {
    let encoder = BudgetEncoder(maxBytes: 200_000, maxSide: side)
    let made = try encoder.encode(picture(width: width, height: height))
    #expect(max(made.width, made.height) == side)
    #expect(min(made.width, made.height) == short)
    let decoded = try PictureDecoder().decode(made.bytes)
    #expect(decoded.flaws.isEmpty && decoded.facts.width == made.width)
  }

  @Test("Colours keep their position where a side is no multiple of the chroma sample") func colours() {
    let scaled = picture(width: 3000, height: 4000).scaled(by: 413.0 / 4000)
    let red = scaled.chroma!.red
    #expect(red.width == 155 && red.height == 207)
    // An edge is where half of the step is reached: at columns 375 and 1125 of 3,000.
    let row = (0..<red.width).map { red[$0, 100] }
    let first = row.firstIndex { $0 >= 164 }!, last = row.lastIndex { $0 >= 164 }!
    #expect(abs(Double(first) - 375.0 / 3000 * 155) < 1)
    #expect(abs(Double(last + 1) - 1125.0 / 3000 * 155) < 1)
  }

  @Test("A file of this encoder is distinguished from other JPEGs") func own() throws {
    let made = try BudgetEncoder(maxBytes: 50_000).encode(picture(width: 640, height: 480)).bytes
    #expect(BudgetEncoder.wrote(made))
    let others = JPEGRewrapper(maxBytes: 100_000).rewrap(made)
    #expect(!BudgetEncoder.wrote(try #require(others)))
    #expect(!BudgetEncoder.wrote(Array(made.dropLast(2))))
    #expect(!BudgetEncoder.wrote(made[..<2] + [0xFF, 0xFE, 0, 3, 65] + made[2...]))
    #expect(!BudgetEncoder.wrote([]))
  }
}
