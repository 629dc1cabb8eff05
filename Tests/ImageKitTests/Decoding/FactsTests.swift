import Testing

@testable import ImageKit

@Suite("Facts about files") struct FactsTests {
  @Test("A JPEG's header gives size, subsampling and kind") func jpeg() throws {
    let facts = try PictureFacts(of: JPEGFixtures.baseline)
    #expect((facts.width, facts.height, facts.components, facts.bitDepth) == (40, 24, 3, 8))
    #expect(facts.chromaSubsampling == "4:2:0")
    #expect(!facts.isProgressive)
    #expect(facts.isBarePicture)
    #expect(try PictureFacts(of: JPEGFixtures.progressive).isProgressive)
    #expect(try PictureFacts(of: JPEGFixtures.progressive).chromaSubsampling == "4:4:4")
    #expect(try PictureFacts(of: JPEGFixtures.wide).chromaSubsampling == "4:1:1")
    #expect(try PictureFacts(of: JPEGFixtures.grey).chromaSubsampling == nil)
  }

  @Test("A GPS position in EXIF is noticed; a GPS directory with only a time is not one") func location() throws {
    var exif = ExifFixture()
    exif.location = [(0x0000, 1, 4, 0), (0x0007, 5, 3, 0)]
    #expect(ExifFacts(ByteView(exif.bytes[...]))?.hasLocation == false)
    exif.location = [(0x0001, 2, 2, 0), (0x0002, 5, 3, 0)]
    #expect(ExifFacts(ByteView(exif.bytes[...]))?.hasLocation == true)
    let facts = try PictureFacts(of: JPEGFixtures.inserting([exif.segment], into: JPEGFixtures.baseline))
    #expect(facts.hasLocation)
    #expect(!facts.isBarePicture)
    #expect(facts.metadata.map(\.kind) == [.exif])
  }

  @Test("EXIF with bad offsets, loops or a truncated end is read as far as possible") func brokenExif() throws {
    var circle = ExifFixture.orientation(6)
    circle.next = 8
    #expect(ExifFacts(ByteView(circle.bytes[...]))?.orientation == .turnClockwise)
    var beyond = ExifFixture.orientation(6)
    beyond.offset = 0x7FFF_FFFF
    #expect(ExifFacts(ByteView(beyond.bytes[...]))?.orientation == .upright)
    var hostile = ExifFixture.orientation(8)
    hostile.entries += [(0x010F, 2, 0xFFFF_FFFF, 0xFFFF_FFF0), (0x8769, 4, 1, 0xFFFF_FFFF), (0x8825, 4, 1, 8)]
    #expect(ExifFacts(ByteView(hostile.bytes[...]))?.orientation == .turnCounterclockwise)
    let sound = ExifFixture.orientation(3).bytes
    for count in 0..<sound.count { _ = ExifFacts(ByteView(sound[..<count])) }
    #expect(ExifFacts(ByteView(ExifFixture.orientation(99).bytes[...]))?.orientation == .upright)
  }

  @Test("Further pictures and bytes after the first one are counted") func trailing() throws {
    let two = JPEGFixtures.baseline + [0, 0] + JPEGFixtures.grey
    let facts = try PictureFacts(of: two)
    #expect(facts.pictureCount == 2)
    #expect(facts.trailingBytes == JPEGFixtures.grey.count + 2)
    #expect((facts.width, facts.components) == (40, 3))
    let film = JPEGFixtures.baseline + [0, 0, 0, 24] + Array("ftypmp42".utf8)
    #expect(try PictureFacts(of: film).metadata.map(\.kind) == [.video])
  }

  @Test(
    "Gain maps, depth maps and previews after a photo do not count as further pictures",
    arguments: ["<x hdrgm='http://ns.adobe.com/hdr-gain-map/1.0/'>", "<apdi:AuxiliaryImageType>"])
  func helpers(mark: String) throws {
    let xmp = JPEGFixtures.segment(0xE1, Array("http://ns.adobe.com/xap/1.0/\0".utf8) + Array(mark.utf8))
    let map = JPEGFixtures.inserting([xmp], into: JPEGFixtures.grey)
    // The photo itself has the marker too.
    let photo = JPEGFixtures.inserting([xmp], into: JPEGFixtures.baseline)
    #expect(try PictureFacts(of: photo + map).pictureCount == 1)
    #expect(try PictureFacts(of: photo + map + JPEGFixtures.grey).pictureCount == 2)
    let iso = JPEGFixtures.segment(0xE2, Array("urn:iso:std:iso:ts:21496:-1\0".utf8) + [0, 0, 0, 0])
    #expect(try PictureFacts(of: photo + JPEGFixtures.inserting([iso], into: JPEGFixtures.grey)).pictureCount == 1)
    let index = multiPictureIndex(types: [0x030000, 0x010001, 0x000000])
    #expect(
      try PictureFacts(of: JPEGFixtures.inserting([index], into: photo) + JPEGFixtures.grey + map).pictureCount == 1)
    let stereo = multiPictureIndex(types: [0x020002, 0x020002])
    #expect(try PictureFacts(of: JPEGFixtures.inserting([stereo], into: photo) + JPEGFixtures.grey).pictureCount == 2)
  }

  /// A multi-picture index with pictures of these types (CIPA DC-007, 5.2.3).
  private func multiPictureIndex(types: [UInt32]) -> [UInt8] {
    func bytes(_ value: UInt32) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) } }
    let count = UInt32(types.count)
    var index = Array("MPF\0MM".utf8) + [0, 42] + bytes(8) + [0, 2]
    index += [0xB0, 1, 0, 4] + bytes(1) + bytes(count) + [0xB0, 2, 0, 7] + bytes(16 * count) + bytes(38) + bytes(0)
    for type in types { index += bytes(type) + [UInt8](repeating: 0, count: 12) }
    return JPEGFixtures.segment(0xE2, index)
  }

  @Test("A profile in several segments is joined, and one with a missing segment is broken") func profile() throws {
    func part(_ number: UInt8, of count: UInt8) -> [UInt8] {
      JPEGFixtures.segment(0xE2, Array("ICC_PROFILE\0".utf8) + [number, count, number, number])
    }
    let whole = try JPEGHeader(
      of: JPEGFixtures.inserting([part(2, of: 2), part(1, of: 2)], into: JPEGFixtures.baseline))
    #expect(whole.profile == [1, 1, 2, 2])
    let twice = [part(1, of: 2), part(2, of: 2), part(1, of: 2), part(2, of: 2)]
    #expect(try JPEGHeader(of: JPEGFixtures.inserting(twice, into: JPEGFixtures.baseline)).profile == [1, 1, 2, 2])
    let other = JPEGFixtures.segment(0xE2, Array("ICC_PROFILE\0".utf8) + [1, 2, 9, 9])
    #expect(
      try JPEGHeader(of: JPEGFixtures.inserting(twice + [other], into: JPEGFixtures.baseline)).profile == nil)
    for parts in [
      [part(1, of: 2)], [part(1, of: 2), part(1, of: 2)], [part(0, of: 1)], [part(1, of: 1), part(2, of: 2)],
    ] {
      let file = JPEGFixtures.inserting(parts, into: JPEGFixtures.baseline)
      guard case .broken = try PictureFacts(of: file).colourProfile else {
        Issue.record("not broken")
        continue
      }
      #expect(try PictureDecoder().decode(file).flaws.count == 1)
    }
  }

  @Test("An animated PNG gives its number of frames, and its default picture is the photo") func animation() throws {
    var fixture = PNGFixture.plain([200, 10, 10], type: 2)
    fixture.chunks = [PNGFixture.chunk("acTL", [0, 0, 0, 5, 0, 0, 0, 0])]
    #expect(try PictureFacts(of: fixture.bytes).pictureCount == 5)
    #expect(try PictureDecoder().decode(fixture.bytes).flaws.isEmpty)
  }

  @Test("A camera's raw photo has its own format name, not TIFF's") func raw() {
    func found(_ bytes: [UInt8]) -> ForeignFormat? { ForeignFormat(sniffing: bytes) }
    // A little-endian TIFF directory with entries of type SHORT, or of type ASCII with four bytes.
    func tiff(_ entries: [(tag: UInt16, value: UInt16)], maker: String? = nil) -> [UInt8] {
      let count = entries.count + (maker == nil ? 0 : 1)
      var bytes = Array("II*\0".utf8) + [8, 0, 0, 0, UInt8(count), 0]
      func add(_ number: UInt16) { bytes += [UInt8(number & 255), UInt8(number >> 8)] }
      for (tag, value) in entries {
        for number in [tag, 3, 1, 0, value, 0] { add(number) }
      }
      if let maker {
        for number in [0x010F, 2, UInt16(maker.utf8.count), 0, UInt16(bytes.count + 16), 0] { add(number) }
        bytes += [0, 0, 0, 0] + Array(maker.utf8)
      }
      return bytes
    }
    #expect(found([0, 0, 0, 24] + Array("ftypcrx ".utf8)) == .cr3)
    #expect(found(Array("II*\0".utf8) + [16, 0, 0, 0] + Array("CR".utf8) + [2, 0]) == .cr2)
    #expect(found(tiff([(0x014A, 9)], maker: "NIKON CORPORATION\0")) == .nef)
    #expect(found(tiff([(0x0103, 32767)], maker: "SONY\0\0\0\0")) == .arw)
    #expect(found(tiff([(0x0103, 65535)], maker: "PENTAX Corporation\0")) == .pef)
    #expect(found(tiff([(0xC612, 1)])) == .dng)
    #expect(found(tiff([(0x0103, 65000)], maker: "Hasselblad\0")) == .raw)
    #expect(found(tiff([(0x0103, 1)], maker: "EPSON\0\0\0")) == .tiff)
    #expect(found(Array("FUJIFILMCCD-RAW ".utf8)) == .raf)
    #expect(DecodingError.notAPicture(found: .cr2).explanation.chinese.contains("RAW 原片（CR2）"))
  }

  @Test("A file that is not a picture is named by its format, so that people know what to do") func foreign() {
    func found(_ bytes: [UInt8]) -> ForeignFormat? { ForeignFormat(sniffing: bytes) }
    #expect(found(Array("II*\0".utf8) + [8, 0, 0, 0, 0, 0]) == .tiff)
    #expect(found(Array("%PDF-1.7".utf8)) == .pdf)
    #expect(found(Array("姓名：张三".utf8)) == .text)
    #expect(found([0, 1, 2, 3]) == nil)
    #expect(throws: DecodingError.empty) { try PictureFacts(of: []) }
    #expect(throws: DecodingError.notAPicture(found: .text)) { try PictureDecoder().decode(Array("hello".utf8)) }
  }
}
