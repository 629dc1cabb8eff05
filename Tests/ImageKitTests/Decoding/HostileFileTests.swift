import Testing

@testable import ImageKit

@Suite("Malformed and hostile files") struct HostileFileTests {
  static let png = PNGFixture.plain([200, 100, 50], width: 9, height: 9, type: 2).bytes

  @Test(
    "A file truncated anywhere fails or has a flaw, unless every pixel is there",
    arguments: NamedFile.all)
  func prefixes(named: NamedFile) throws {
    let file = named.bytes
    let whole = try PictureDecoder().decode(file).picture
    var silent: [Int] = []
    for count in 0..<file.count {
      let prefix = Array(file[..<count])
      let decoded = try? PictureDecoder().decode(prefix)
      let verified = try? PictureDecoder().verify(prefix)
      let isWhole = decoded.map {
        $0.picture.luma.samples == whole.luma.samples && $0.picture.chroma?.red.samples == whole.chroma?.red.samples
      }
      for flaws in [decoded?.flaws, verified?.flaws] {
        guard let flaws, !flaws.contains(.truncated) else { continue }
        if isWhole != true || !flaws.contains(where: \.isUntidiness) { silent.append(count) }
      }
    }
    #expect(silent.isEmpty)
  }

  @Test("A file with any one byte changed ends in a picture or an error", arguments: NamedFile.all)
  func flippedBytes(named: NamedFile) {
    let file = named.bytes
    for index in file.indices {
      for change: UInt8 in [0x01, 0x80, 0xFF] {
        var changed = file
        changed[index] ^= change
        _ = try? PictureDecoder().decode(changed)
        _ = JPEGRewrapper(maxBytes: 10_000).rewrap(changed)
        _ = PNGRewrapper(maxBytes: 10_000).rewrap(changed)
      }
    }
  }

  /// Whether decoding a file reports no flaw.
  private func isSound(_ decode: () throws -> [DecodedPicture.Flaw]) -> Bool {
    (try? !decode().contains { !$0.isUntidiness }) ?? false
  }

  @Test("Verification without pixels finds the same flaws as decoding", arguments: NamedFile.all)
  func verifying(named: NamedFile) {
    let file = named.bytes
    var mistaken: [Int] = []
    for index in file.indices {
      for change: UInt8 in [0, 0x01, 0x80, 0xFF] {
        var changed = file
        changed[index] ^= change
        let verified = isSound { try PictureDecoder().verify(changed).flaws }
        let decoded = isSound { try PictureDecoder().decode(changed).flaws }
        if verified != decoded { mistaken.append(index) }
      }
    }
    #expect(mistaken.isEmpty)
  }

  @Test("A changed byte of PNG image data is found") func checksum() throws {
    var file = Self.png
    file[file.count - 30] ^= 1
    let flaws = try PictureDecoder().verify(file).flaws
    guard case .corrupt = try #require(flaws.first) else {
      Issue.record("\(flaws)")
      return
    }
  }

  @Test("Corrupt entropy data of a JPEG is found") func entropy() throws {
    var file = JPEGFixtures.restarts
    // A restart marker with another number than the expected one.
    let marker = try #require(file.indices.dropLast().last { file[$0] == 0xFF && (0xD0...0xD7).contains(file[$0 + 1]) })
    file[marker + 1] ^= 3
    let flaws = try PictureDecoder().verify(file).flaws
    #expect(flaws.contains { if case .corrupt = $0 { true } else { false } })
  }

  @Test("A header that declares more than the limit is refused before memory is allocated") func giants() throws {
    #expect(throws: DecodingError.tooManyPixels(width: 65500, height: 65500, limit: 200_000_000)) {
      try PictureDecoder().decode(Self.resized(JPEGFixtures.baseline, width: 65500, height: 65500))
    }
    // Four samples per pixel with two bytes each.
    let deep = PNGFixture(width: 10_000, height: 10_000, depth: 16, type: 6, rows: [0, 0, 0]).bytes
    #expect(throws: DecodingError.tooManyPixels(width: 10_000, height: 10_000, limit: 75_000_000)) {
      try PictureDecoder().decode(deep)
    }
    let png = PNGFixture(width: 65500, height: 65500, rows: [0, 0, 0]).bytes
    #expect(throws: DecodingError.tooManyPixels(width: 65500, height: 65500, limit: 200_000_000)) {
      try PictureDecoder().decode(png)
    }
    // A whole row is held in memory, and a hundred million short rows take time.
    for (width, height) in [(100_000_000, 1), (1, 100_000_000)] {
      let line = PNGFixture(width: width, height: height, rows: [0, 0, 0]).bytes
      #expect(throws: DecodingError.sideTooLong(width: width, height: height, limit: 65_535)) {
        try PictureDecoder().decode(line)
      }
    }
    #expect(throws: DecodingError.tooManyBytes(count: 329, limit: 300)) {
      var limits = DecodingLimits()
      limits.maxBytes = 300
      _ = try PictureDecoder(limits: limits).decode(JPEGFixtures.baseline)
    }
  }

  @Test("A header that declares more than the bytes can hold is refused before memory is allocated") func hollow() {
    #expect(throws: DecodingError.truncated(.jpeg)) {
      try PictureDecoder().decode(Self.resized(JPEGFixtures.baseline, width: 14000, height: 14000))
    }
    #expect(throws: DecodingError.truncated(.png)) {
      try PictureDecoder().decode(PNGFixture(width: 14000, height: 14000, rows: [0, 0, 0]).bytes)
    }
  }

  @Test("A picture without width or height is refused") func nothing() {
    #expect(throws: DecodingError.self) {
      try PictureDecoder().decode(Self.resized(JPEGFixtures.baseline, width: 0, height: 9))
    }
    #expect(throws: DecodingError.self) {
      try PictureDecoder().decode(Self.resized(JPEGFixtures.baseline, width: 9, height: 0))
    }
    #expect(throws: DecodingError.self) { try PictureDecoder().decode(PNGFixture(width: 0, height: 4).bytes) }
  }

  @Test("Kinds of JPEG that browsers do not show are reported") func unsupported() {
    func isUnsupported(_ file: [UInt8]) -> Bool {
      do {
        _ = try PictureDecoder().decode(file)
        return false
      } catch {
        if case .unsupported = error { return true }
        return false
      }
    }
    #expect(isUnsupported(JPEGFixtures.arithmetic))
    var deep = JPEGFixtures.baseline
    deep[Self.frame(deep) + 4] = 12
    #expect(isUnsupported(deep))
    var lossless = JPEGFixtures.baseline
    lossless[Self.frame(lossless) + 1] = 0xC3
    #expect(isUnsupported(lossless))
  }

  @Test("A progressive JPEG of thousands of scans is refused") func scans() throws {
    var file = JPEGFixtures.progressive
    let last = try #require(file.indices.dropLast().last { file[$0] == 0xFF && file[$0 + 1] == 0xDA })
    let scan = Array(file[last..<file.count - 2])
    file = Array(file[..<last] + [[UInt8]](repeating: scan, count: 5000).joined() + [0xFF, 0xD9])
    #expect(throws: DecodingError.self) { try PictureDecoder().decode(file) }
    // Repeated scans also cause warnings; with a high limit on warnings, the limit on scans applies.
    var limits = DecodingLimits()
    limits.maxWarnings = .max
    #expect(throws: DecodingError.tooManyScans) { try PictureDecoder(limits: limits).decode(file) }
    #expect(JPEGRewrapper(maxBytes: 100_000_000).rewrap(file) == nil)
  }

  @Test("Chunks that decompress to a huge size are skipped or limited", arguments: ["zTXt", "iTXt", "iCCP"])
  func bombs(type: String) throws {
    var fixture = PNGFixture.plain([200, 100, 50], type: 2)
    let bomb = PNGFixture.bomb(50_000_000)
    fixture.chunks = [PNGFixture.chunk(type, Array("a\0".utf8) + (type == "iTXt" ? [1, 0, 0, 0] : [0]) + bomb)]
    let decoded = try PictureDecoder().decode(fixture.bytes)
    #expect(decoded.picture.width == 4)
    let isProfile = decoded.flaws.contains { if case .brokenProfile = $0 { true } else { false } }
    #expect(isProfile == (type == "iCCP"))
  }

  @Test("Image data that decompresses to more than the picture is cut off with a flaw") func overlong() throws {
    let file = PNGFixture(width: 16, height: 16, type: 0).file(data: PNGFixture.bomb(50_000_000))
    #expect(try !PictureDecoder().decode(file).flaws.isEmpty)
  }

  /// The position of a JPEG's frame header.
  static func frame(_ file: [UInt8]) -> Int {
    file.indices.dropLast().first { file[$0] == 0xFF && (0xC0...0xC2).contains(file[$0 + 1]) }!
  }

  /// A JPEG whose frame header declares a wrong size.
  static func resized(_ file: [UInt8], width: Int, height: Int) -> [UInt8] {
    var file = file
    let start = frame(file) + 5
    for (index, value) in [height >> 8, height & 255, width >> 8, width & 255].enumerated() {
      file[start + index] = UInt8(value)
    }
    return file
  }
}
