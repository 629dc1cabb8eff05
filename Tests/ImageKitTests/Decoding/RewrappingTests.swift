import Testing

@testable import ImageKit

@Suite("Rewrapping") struct RewrappingTests {
  @Test("A rewrapped JPEG has the same pixels and no other data") func same() throws {
    let exif = ExifFixture.orientation(1).segment, comment = JPEGFixtures.segment(0xFE, [1, 2, 3])
    let file = JPEGFixtures.inserting([exif, comment], into: JPEGFixtures.baseline) + [9, 9, 9]
    let rewrapped = try #require(JPEGRewrapper(maxBytes: 1000).rewrap(file))
    #expect(rewrapped.count < file.count)
    #expect(try PictureFacts(of: rewrapped).isBarePicture)
    let before = try PictureDecoder().decode(file).picture, after = try PictureDecoder().decode(rewrapped).picture
    #expect(before.luma.samples == after.luma.samples)
    #expect(before.chroma?.blue.samples == after.chroma?.blue.samples)
  }

  @Test("A rewrapped JPEG is upright, where its edges allow", arguments: ExifOrientation.allCases)
  func upright(orientation: ExifOrientation) throws {
    // In 4:4:4, 40 × 24 pixels are whole MCUs in both orientations; in 4:2:0 they are not.
    let exif = ExifFixture.orientation(orientation.rawValue).segment
    let file = JPEGFixtures.inserting([exif], into: JPEGFixtures.progressive)
    let rewrapped = try #require(JPEGRewrapper(maxBytes: 2000).rewrap(file))
    let wanted = try PictureDecoder().decode(file).upright(), found = try PictureDecoder().decode(rewrapped)
    #expect(found.facts.isBarePicture)
    #expect((found.picture.width, found.picture.height) == (wanted.width, wanted.height))
    for y in 0..<wanted.height {
      for x in 0..<wanted.width where abs(Int(wanted.luma[x, y]) - Int(found.picture.luma[x, y])) > 2 {
        Issue.record("\(x), \(y)")
        return
      }
    }
    let ragged = JPEGFixtures.inserting([exif], into: JPEGFixtures.baseline)
    #expect((JPEGRewrapper(maxBytes: 2000).rewrap(ragged) == nil) == ![1, 5].contains(orientation.rawValue))
  }

  @Test("A file that does not fit, or is damaged, is not rewrapped") func refused() {
    #expect(JPEGRewrapper(maxBytes: 300).rewrap(JPEGFixtures.baseline) == nil)
    #expect(JPEGRewrapper(maxBytes: 1000).rewrap(Array(JPEGFixtures.baseline.dropLast(40))) == nil)
    #expect(JPEGRewrapper(maxBytes: 1000).rewrap(JPEGFixtures.inks) == nil)
    #expect(PNGRewrapper(maxBytes: 1000).rewrap(Array(HostileFileTests.png.dropLast(13))) == nil)
  }

  @Test("A rewrapped PNG keeps only the chunks of its picture") func png() throws {
    var fixture = PNGFixture.plain([1], type: 3)
    let plain = [PNGFixture.chunk("PLTE", [0, 0, 0, 200, 100, 50]), PNGFixture.chunk("tRNS", [255, 128])]
    fixture.chunks = plain + [PNGFixture.chunk("tEXt", Array("Author\0nobody".utf8)), PNGFixture.chunk("tIME", [7])]
    let rewrapped = try #require(PNGRewrapper(maxBytes: 1000).rewrap(fixture.bytes + [1, 2, 3]))
    fixture.chunks = plain
    #expect(rewrapped == fixture.bytes)
    fixture.chunks.append(PNGFixture.chunk("eXIf", ExifFixture.orientation(6).bytes))
    #expect(PNGRewrapper(maxBytes: 1000).rewrap(fixture.bytes) == nil)
  }
}
