import Testing

@testable import ImageKit

@Suite("Complete PNG files with minor errors") struct UntidyPNGTests {
  private static let palette = PNGFixture.chunk("PLTE", [10, 20, 30, 200, 100, 50])

  private static func damaged(_ chunk: [UInt8]) -> [UInt8] { chunk.dropLast() + [chunk.last! ^ 1] }

  /// A grey picture, 6 × 6, with a different value at every pixel.
  private static var original: PNGFixture {
    var fixture = PNGFixture(width: 6, height: 6, type: 0)
    for y in 0..<6 { fixture.rows += [0] + (0..<6).map { UInt8(y * 40 + $0) } }
    return fixture
  }

  private static func with(_ chunk: [UInt8]) -> [UInt8] {
    var fixture = original
    fixture.chunks = [chunk]
    return fixture.bytes
  }

  private static let signature = 8, header = 25

  static let variants: [(name: String, file: [UInt8])] = {
    let file = original.bytes, data = PNGFixture.stored(original.rows)
    let idat = Array(file[(signature + header)..<(file.count - 12)])
    let gamma = PNGFixture.chunk("gAMA", [0, 1, 0x86, 0xA0])
    var list: [(String, [UInt8])] = [
      ("a damaged text", with(damaged(PNGFixture.chunk("tEXt", Array("Author\0nobody".utf8))))),
      ("a damaged gamma", with(damaged(gamma))),
      ("a damaged sRGB", with(damaged(PNGFixture.chunk("sRGB", [0])))),
      ("a damaged colour code", with(damaged(PNGFixture.chunk("cICP", [9, 16, 0, 1])))),
      ("a damaged orientation", with(damaged(PNGFixture.chunk("eXIf", ExifFixture.orientation(6).bytes)))),
      ("a damaged transparency", with(damaged(PNGFixture.chunk("tRNS", [0, 40])))),
      ("a damaged end", damaged(file)),
      ("no end", file.dropLast(12)), ("half an end", file.dropLast(7)),
      ("no checksum behind the data", file.dropLast(16)),
      ("a trailer", file + [1, 2, 3, 4, 5, 6, 7, 8, 9]),
      ("another header at the end", file.dropLast(12) + file[signature..<(signature + header)] + file.suffix(12)),
      ("bytes behind the data", original.file(data: data + [UInt8](repeating: 0, count: 40))),
      ("more rows than the header tells", original.file(data: PNGFixture.stored(original.rows + original.rows))),
      ("many more rows", original.file(data: PNGFixture.stored(original.rows + [UInt8](repeating: 3, count: 300_000)))),
      ("no checksum in the data", original.file(data: data.dropLast(4))),
    ]
    list.append(("the data twice", file.dropLast(12) + idat + file.suffix(12)))
    return list
  }()

  @Test("Every pixel is decoded, no damage is reported, and the result is clean", arguments: variants.map(\.name))
  func whole(name: String) throws {
    let file = Self.variants.first { $0.name == name }!.file
    let decoded = try PictureDecoder().decode(file)
    let wanted = try PictureDecoder().decode(Self.original.bytes).picture
    #expect(decoded.flaws.filter { !$0.isUntidiness } == [])
    #expect(decoded.picture.luma.samples == wanted.luma.samples)
    #expect(decoded.facts.orientation == .upright)
    #expect(try PictureDecoder().verify(file).flaws == decoded.flaws)
    let prepared = try Preparation().prepare(file)
    #expect(prepared.route != .handedThrough)
    #expect(prepared.findings.map(\.code) == [.tooSmall])
    #expect(try PictureDecoder().verify(prepared.bytes).flaws == [])
    #expect(try PictureFacts(of: prepared.bytes).isBarePicture)
  }

  @Test("With errors around intact image data, the result is a PNG of the same pixels") func rewrapped()
    throws
  {
    let file = Self.with(Self.damaged(PNGFixture.chunk("gAMA", [0, 1, 0x86, 0xA0]))).dropLast(12)
    let prepared = try Preparation().prepare(Array(file))
    #expect(prepared.route == .rewrapped)
    #expect(prepared.bytes == Self.original.bytes)
  }

  @Test("Transparency before the palette is ignored, as in browsers") func order() throws {
    var fixture = PNGFixture.plain([1], type: 3)
    fixture.chunks = [PNGFixture.chunk("tRNS", [0, 0]), Self.palette]
    let decoded = try PictureDecoder().decode(fixture.bytes)
    #expect(decoded.flaws.filter { !$0.isUntidiness } == [])
    #expect(DecodingTests.isNear(DecodingTests.rgb(decoded.picture, 1, 1), [200, 100, 50], within: 2))
  }

  @Test("A wrong checksum of header, palette or image data is damage, and so is a missing row") func torn() throws {
    let file = Self.original.bytes
    func isDamaged(_ file: [UInt8]) -> Bool {
      let decoded = (try? PictureDecoder().decode(file))?.flaws.contains(where: \.isDamage) ?? true
      let verified = (try? PictureDecoder().verify(file))?.flaws.contains(where: \.isDamage) ?? true
      return decoded && verified
    }
    func changing(_ index: Int) -> [UInt8] {
      var file = file
      file[index] ^= 1
      return file
    }
    let rows = Self.original.rows
    #expect(isDamaged(changing(Self.signature + Self.header - 1)))
    #expect(isDamaged(changing(file.count - 13)))
    #expect(isDamaged(changing(file.count - 30)))
    #expect(isDamaged(Self.original.file(data: PNGFixture.stored(rows.dropLast(7)))))
    #expect(isDamaged(Self.original.file(data: PNGFixture.stored(rows.dropLast(1)))))
    var indexed = PNGFixture.plain([1], type: 3)
    indexed.chunks = [Self.damaged(Self.palette)]
    #expect(isDamaged(indexed.bytes))
    // The checksum of image data is verified even where so much data follows the last row that it is not decompressed.
    var long = Self.original.file(data: PNGFixture.stored(rows + [UInt8](repeating: 3, count: 300_000)))
    long[long.count - 13] ^= 1
    #expect(isDamaged(long))
  }
}
