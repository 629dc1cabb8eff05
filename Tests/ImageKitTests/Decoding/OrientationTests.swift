import Testing

@testable import ImageKit

@Suite("Orientation") struct OrientationTests {
  /// The sides of the upright picture at which the stored picture's first row and first column are (Exif 2.32, 4.6.4
  /// A).
  static let sides: [ExifOrientation: (row: String, column: String)] = [
    .upright: ("top", "left"), .mirrored: ("top", "right"), .upsideDown: ("bottom", "right"),
    .flipped: ("bottom", "left"), .transposed: ("left", "top"), .turnClockwise: ("right", "top"),
    .transversed: ("right", "bottom"), .turnCounterclockwise: ("left", "bottom"),
  ]

  @Test(
    "Every orientation puts the first row and column where EXIF defines them", arguments: ExifOrientation.allCases
  )
  func definition(orientation: ExifOrientation) throws {
    // Larger than a tile, with odd sides and padding, so that all edge cases occur.
    let width = 131, height = 67, stride = 140
    var stored = Plane(
      width: width, height: height, stride: stride, samples: [UInt8](repeating: 0, count: stride * height))
    for y in 0..<height { for x in 0..<width { stored[x, y] = UInt8((x * 7 + y * 13) % 251) } }
    let upright = stored.upright(from: orientation)
    #expect(upright.width == (orientation.exchangesSides ? height : width))
    let sides = try #require(Self.sides[orientation])
    func place(_ side: String, _ distance: Int) -> (x: Int?, y: Int?) {
      switch side {
      case "top": (nil, distance)
      case "bottom": (nil, upright.height - 1 - distance)
      case "left": (distance, nil)
      default: (upright.width - 1 - distance, nil)
      }
    }
    var wrong = 0
    for y in 0..<height {
      for x in 0..<width {
        let row = place(sides.row, y), column = place(sides.column, x)
        if upright[(row.x ?? column.x)!, (row.y ?? column.y)!] != stored[x, y] { wrong += 1 }
      }
    }
    #expect(wrong == 0)
  }

  @Test("A rotation swaps the chroma subsampling with the sides") func subsampling() {
    let chroma = PlanarPicture.Chroma(
      blue: Plane(width: 4, height: 5, filledWith: 90), red: Plane(width: 4, height: 5, filledWith: 160))
    let stored = PlanarPicture(luma: Plane(width: 7, height: 5), chroma: chroma, horizontalSubsampling: 2)
    let upright = stored.upright(from: .turnClockwise)
    #expect((upright.width, upright.height) == (5, 7))
    #expect((upright.horizontalSubsampling, upright.verticalSubsampling) == (1, 2))
    #expect(upright.chroma?.blue.height == 4)
  }

  @Test("EXIF's orientation is read in either byte order", arguments: ExifOrientation.allCases, [false, true])
  func exif(orientation: ExifOrientation, littleEndian: Bool) throws {
    let exif = ExifFixture.orientation(orientation.rawValue, littleEndian: littleEndian)
    let jpeg = JPEGFixtures.inserting([exif.segment], into: JPEGFixtures.baseline)
    #expect(try PictureFacts(of: jpeg).orientation == orientation)
    var png = PNGFixture.plain([9, 9, 9], type: 2)
    png.chunks = [PNGFixture.chunk("eXIf", exif.bytes)]
    var opened = png
    opened.chunks = [PNGFixture.chunk("eXIf", Array("Exif\0\0".utf8) + exif.bytes)]
    #expect(try PictureFacts(of: opened.bytes).orientation == PictureFacts(of: png.bytes).orientation)
    #expect(try PictureFacts(of: png.bytes).orientation == orientation)
  }
}
