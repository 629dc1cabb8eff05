import Testing

@testable import ImageKit

@Suite("Preparation") struct PreparationTests {
  /// A photo-like file: smooth shading with detail of a fixed pattern, so that bytes matter.
  static func photo(width: Int = 640, height: Int = 480, bytes: Int = 90_000) throws -> [UInt8] {
    var luma = Plane(width: width, height: height)
    var seed: UInt32 = 1
    for y in 0..<height {
      for x in 0..<width {
        seed = seed &* 1_664_525 &+ 1_013_904_223
        let shade = 60 + 120 * x / width + Int(seed >> 27)
        luma[x, y] = UInt8(clamping: shade + (x / 8 + y / 8) % 2 * 20)
      }
    }
    let grey = PlanarPicture(luma: luma, chroma: nil)
    return try BudgetEncoder(maxBytes: bytes).encode(grey).bytes
  }

  @Test("A photo over the budget comes out under it, and is a picture of the same shape") func budget() throws {
    var options = Preparation.Options()
    options.maxBytes = 30_000
    let prepared = try Preparation(options).prepare(Self.photo())
    #expect(prepared.bytes.count <= 30_000)
    #expect(prepared.route == .encoded)
    #expect(prepared.inputWidth == 640)
    #expect(abs(Double(prepared.width) / Double(prepared.height) - 4.0 / 3) < 0.02)
    let again = try PictureDecoder().decode(prepared.bytes)
    #expect(again.facts.width == prepared.width)
    #expect(again.flaws.isEmpty)
  }

  @Test("A photo that was cut off is refused, and the error says so") func truncated() throws {
    let photo = try Self.photo()
    #expect(throws: DecodingError.truncated(.jpeg)) {
      try Preparation().prepare(Array(photo.prefix(photo.count / 2)))
    }
  }

  @Test("The stamp changes the picture and is reported") func stamp() throws {
    var options = Preparation.Options()
    options.maxBytes = 60_000
    let plain = try Preparation(options).prepare(Self.photo())
    options.watermark = try Watermark(text: Watermark.defaultText)
    let stamped = try Preparation(options).prepare(Self.photo())
    #expect(!plain.watermarked)
    #expect(stamped.watermarked)
    #expect(stamped.bytes != plain.bytes)
  }
}
