import Testing

@testable import ImageKit

@Suite("Decoding") struct DecodingTests {
  /// A pixel's colour, for comparison with a tolerance.
  static func rgb(_ picture: PlanarPicture, _ x: Int, _ y: Int) -> [Int] {
    let luma = Double(picture.luma[x, y])
    let column = x / picture.horizontalSubsampling, row = y / picture.verticalSubsampling
    let blue = picture.chroma.map { Double($0.blue[column, row]) - 128 } ?? 0
    let red = picture.chroma.map { Double($0.red[column, row]) - 128 } ?? 0
    return [luma + 1.402 * red, luma - 0.344 * blue - 0.714 * red, luma + 1.772 * blue].map { Int($0.rounded()) }
  }

  static func isNear(_ colour: [Int], _ wanted: [Int], within tolerance: Int) -> Bool {
    zip(colour, wanted).allSatisfy { abs($0 - $1) <= tolerance }
  }

  @Test(
    "Every kind of JPEG decodes to the same picture",
    arguments: NamedFile.coloured)
  func kinds(file: NamedFile) throws {
    let decoded = try PictureDecoder().decode(file.bytes)
    let picture = decoded.picture
    #expect(decoded.flaws.isEmpty)
    #expect((picture.width, picture.height) == (40, 24))
    #expect(Self.isNear(Self.rgb(picture, 4, 4), [200, 60, 40], within: 12))
    #expect(Self.isNear(Self.rgb(picture, 36, 4), [40, 80, 190], within: 12))
    #expect(Self.isNear(Self.rgb(picture, 36, 20), [230, 230, 220], within: 12))
  }

  @Test("A grey JPEG has no chroma") func grey() throws {
    let picture = try PictureDecoder().decode(JPEGFixtures.grey).picture
    #expect(picture.chroma == nil)
    #expect(abs(Int(picture.luma[4, 4]) - 100) < 8)
  }

  @Test(
    "A picture larger than requested is decoded at a reduced size",
    arguments: [NamedFile.coloured[0], NamedFile.coloured[2]])
  func reduced(named: NamedFile) throws {
    let file = named.bytes
    var limits = DecodingLimits()
    for most in [959, 500, 240, 60, 15] {
      limits.maxDecodedPixels = most
      let picture = try PictureDecoder(limits: limits).decode(file).picture
      #expect(picture.width * picture.height <= most)
      #expect(Self.isNear(Self.rgb(picture, 0, 0), [200, 60, 40], within: 16))
    }
    #expect(try PictureDecoder().examine(file).picture.width == 5)
  }

  @Test("A large PNG is reduced by averaging boxes", arguments: [false, true]) func reducedPNG(grey: Bool)
    throws
  {
    var limits = DecodingLimits()
    limits.maxDecodedPixels = 20
    let fixture = PNGFixture.plain(grey ? [70] : [70, 90, 110], width: 11, height: 7, type: grey ? 0 : 2)
    let picture = try PictureDecoder(limits: limits).decode(fixture.bytes).picture
    #expect((picture.width, picture.height) == (4, 3))
    #expect(Self.isNear(Self.rgb(picture, 3, 2), grey ? [70, 70, 70] : [70, 90, 110], within: 2))
  }

  @Test("Every kind of PNG sample decodes to the same colour") func samples() throws {
    let palette = PNGFixture.chunk("PLTE", [1, 2, 3, 200, 100, 50])
    func colour(_ fixture: PNGFixture) throws -> [Int] {
      let decoded = try PictureDecoder().decode(fixture.bytes)
      #expect(decoded.flaws.isEmpty)
      return Self.rgb(decoded.picture, 3, 3)
    }
    let wanted = [200, 100, 50]
    #expect(Self.isNear(try colour(.plain([200, 100, 50], type: 2)), wanted, within: 2))
    #expect(Self.isNear(try colour(.plain([200, 200, 100, 100, 50, 50], depth: 16, type: 2)), wanted, within: 2))
    #expect(Self.isNear(try colour(.plain([200, 100, 50, 255], type: 6)), wanted, within: 2))
    var indexed = PNGFixture.plain([1], type: 3)
    indexed.chunks = [palette]
    #expect(Self.isNear(try colour(indexed), wanted, within: 2))
    // Two pixels of four bits in every byte.
    var nibbles = PNGFixture(depth: 4, type: 3, rows: [0, 0x11, 0x11, 0, 0x11, 0x11, 0, 0x11, 0x11, 0, 0x11, 0x11])
    nibbles.chunks = [palette]
    #expect(Self.isNear(try colour(nibbles), wanted, within: 2))
    #expect(try colour(.plain([77], type: 0)) == [77, 77, 77])
    #expect(try PictureDecoder().decode(PNGFixture.plain([77], type: 0).bytes).picture.chroma == nil)
  }

  @Test("A transparent PNG is composited on white") func transparency() throws {
    let half = try PictureDecoder().decode(PNGFixture.plain([0, 0, 0, 128], type: 6).bytes).picture
    #expect(Self.isNear(Self.rgb(half, 0, 0), [127, 127, 127], within: 1))
    let none = try PictureDecoder().decode(PNGFixture.plain([10, 0], type: 4).bytes).picture
    #expect(none.luma[0, 0] == 255)
    var keyed = PNGFixture.plain([10, 20, 30], type: 2)
    keyed.chunks = [PNGFixture.chunk("tRNS", [0, 10, 0, 20, 0, 30])]
    #expect(try PictureDecoder().decode(keyed.bytes).picture.luma[2, 2] == 255)
  }

  @Test("An interlaced PNG is assembled from its passes") func interlaced() throws {
    // 5 × 5 grey pixels with the value row × 10 + column.
    let passes = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
    var fixture = PNGFixture(width: 5, height: 5, type: 0, interlaced: true)
    for (x, y, dx, dy) in passes where x < 5 && y < 5 {
      for row in stride(from: y, to: 5, by: dy) {
        fixture.rows += [0] + stride(from: x, to: 5, by: dx).map { UInt8(row * 10 + $0) }
      }
    }
    let decoded = try PictureDecoder().decode(fixture.bytes)
    #expect(decoded.flaws.isEmpty)
    for y in 0..<5 { for x in 0..<5 { #expect(decoded.picture.luma[x, y] == UInt8(y * 10 + x)) } }
  }

  @Test("A PNG's gamma is converted to that of sRGB, unless it is already") func gamma() throws {
    var fixture = PNGFixture.plain([55], type: 0)
    fixture.chunks = [PNGFixture.chunk("gAMA", [0, 1, 0x86, 0xA0])]  // 1.0: linear light
    #expect(abs(Int(try PictureDecoder().decode(fixture.bytes).picture.luma[0, 0]) - 128) <= 1)
    fixture.chunks = [PNGFixture.chunk("gAMA", [0, 0, 0xB1, 0x8F])]  // 0.45455
    #expect(try PictureDecoder().decode(fixture.bytes).picture.luma[0, 0] == 55)
    #expect(try PictureFacts(of: fixture.bytes).isBarePicture)
  }
}
