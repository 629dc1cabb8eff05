import Testing

@testable import ImageKit

@Suite("Planes") struct PlaneTests {
  /// 4 × 3 samples in rows of 6, with one extra row. A sample is 10 × row + column, and 99 in the padding.
  private let padded = Plane(
    width: 4, height: 3, stride: 6,
    samples: [
      0, 1, 2, 3, 99, 99,
      10, 11, 12, 13, 99, 99,
      20, 21, 22, 23, 99, 99,
      99, 99, 99, 99, 99, 99,
    ])

  @Test("A plane of one value has that value in every sample and no padding") func filled() {
    let plane = Plane(width: 3, height: 2, filledWith: 7)
    #expect(plane.stride == 3)
    #expect(plane.samples == [7, 7, 7, 7, 7, 7])
    #expect(Plane(width: 1, height: 1).samples == [0])
  }

  @Test("Columns and rows are addressed correctly with padding") func padding() {
    for y in 0..<3 {
      for x in 0..<4 { #expect(padded[x, y] == UInt8(10 * y + x)) }
    }
  }

  @Test("Setting a sample changes only that sample") func setting() {
    var plane = padded
    plane[3, 1] = 200
    #expect(plane[3, 1] == 200)
    #expect(
      zip(plane.samples, padded.samples).enumerated().filter { $0.element.0 != $0.element.1 }.map(\.offset) == [9])
  }

  @Test(
    "A crop has the samples of its part and no padding",
    arguments: [(0, 0, 4, 3), (1, 1, 3, 2), (3, 2, 1, 1), (0, 1, 4, 1)])
  func cropping(x: Int, y: Int, width: Int, height: Int) {
    let part = padded.cropped(x: x, y: y, width: width, height: height)
    #expect(part.width == width && part.height == height && part.stride == width)
    #expect(part.samples == (y..<y + height).flatMap { row in (x..<x + width).map { UInt8(10 * row + $0) } })
  }

  @Test("A picture's size is that of its luma, for any chroma size") func picture() {
    let chroma = Plane(width: 3, height: 2, filledWith: 128)
    let picture = PlanarPicture(
      luma: Plane(width: 5, height: 3), chroma: .init(blue: chroma, red: chroma), horizontalSubsampling: 2,
      verticalSubsampling: 2)
    #expect(picture.width == 5 && picture.height == 3)
  }
}
