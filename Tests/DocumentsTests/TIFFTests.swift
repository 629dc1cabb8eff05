import Documents
import ImageKit
import Testing

/// The pages of TIFF files, read by the built helper.
@Suite("TIFF") struct TIFFTests {
  private let reader = PageReader()

  /// The grey levels of a picture of a file with one page, in rows.
  private func levels(_ page: TIFFFile.Page) throws -> [[UInt8]] {
    let decoded = try PictureDecoder().decode(reader.picture(of: TIFFFile(pages: [page]).bytes).file)
    let luma = decoded.picture.luma
    return (0..<luma.height).map { Array(luma.samples[$0 * luma.stride..<$0 * luma.stride + luma.width]) }
  }

  @Test("Grey levels come as they are") func grey() throws {
    #expect(try levels(.init(width: 2, height: 2, data: [0, 80, 160, 255])) == [[0, 80], [160, 255]])
  }

  @Test("Black and white comes as grey, whichever of them is zero") func bilevel() throws {
    let page = TIFFFile.Page(width: 4, height: 1, bits: 1, photometric: 0, data: [0b0101_0000])
    #expect(try levels(page) == [[255, 0, 255, 0]])
    var other = page
    other.photometric = 1
    #expect(try levels(other) == [[0, 255, 0, 255]])
  }

  @Test("Sixteen bits become eight") func deep() throws {
    #expect(try levels(.init(width: 2, height: 1, bits: 16, data: [0, 0, 0xFF, 0xFF])) == [[0, 255]])
  }

  @Test("Colours and inks are converted") func colour() throws {
    let red = try levels(.init(width: 1, height: 1, samples: 3, photometric: 2, data: [255, 0, 0]))
    #expect(abs(Int(red[0][0]) - 76) <= 1)
    let white = try levels(.init(width: 1, height: 1, samples: 4, photometric: 5, data: [0, 0, 0, 0]))
    let black = try levels(.init(width: 1, height: 1, samples: 4, photometric: 5, data: [0, 0, 0, 255]))
    #expect(white == [[255]] && black == [[0]])
  }

  @Test("Packed bytes are unpacked") func packed() throws {
    // PackBits: three copies of 7, then two bytes as they are.
    let page = TIFFFile.Page(width: 5, height: 1, compression: 32773, data: [0xFE, 7, 1, 1, 2])
    #expect(try levels(page) == [[7, 7, 7, 1, 2]])
  }

  @Test("The orientation is passed on", arguments: 1...8) func orientation(number: Int) throws {
    let file = TIFFFile(pages: [.init(width: 4, height: 2, orientation: number, data: Array(1...8))])
    let facts = try PictureFacts(of: reader.picture(of: file.bytes).file)
    #expect((facts.width, facts.height, facts.orientation.rawValue) == (4, 2, number))
  }

  @Test("Pages are counted without previews, and the one that is asked for is read") func pages() throws {
    let pages = [10, 20, 30].map { TIFFFile.Page(width: 2, height: 1, data: [$0, $0]) }
    var file = TIFFFile(pages: pages)
    file.pages.insert(.init(width: 1, height: 1, kind: 1, data: [99]), at: 1)
    #expect(try reader.pageCount(of: file.bytes) == 3)
    let second = try reader.picture(of: file.bytes, page: 2)
    #expect(try PictureDecoder().decode(second.file).picture.luma.samples.first == 20)
    #expect(reader.error(file.bytes) == .severalPages(3))
    #expect(reader.error(file.bytes, page: 4) == .noSuchPage(4, of: 3))
  }

  @Test("Every page is measured in pixels, and on paper where the resolution is known") func sizes() throws {
    let pages: [TIFFFile.Page] = [
      .init(width: 4, height: 2, data: Array(1...8)), .init(width: 1, height: 1, kind: 1, data: [99]),
      .init(width: 827, height: 1169, orientation: 6, dpi: 100, data: [0]),
    ]
    let sizes = try reader.pageSizes(of: TIFFFile(pages: pages).bytes)
    #expect(sizes.map { $0.pixels.map { [$0.across, $0.down] } } == [[4, 2], [1169, 827]])
    #expect(sizes.map(\.paper) == [nil, "A4"] && sizes[1].dpi?.across == 100 && sizes[0].millimetres == nil)
  }

  @Test("A page that lacks a part is damaged, not half shown") func truncated() {
    var page = TIFFFile.Page(width: 300, height: 300, data: [1, 2, 3])
    #expect(reader.error(TIFFFile(pages: [page]).bytes) == .damaged(.tiff))
    page.data = [UInt8](repeating: 1, count: 90_000)
    #expect(reader.error(Array(TIFFFile(pages: [page]).bytes.prefix(50_000))) == .damaged(.tiff))
    #expect(reader.error(Array("II*\0".utf8)) == .damaged(.tiff))
  }

  @Test("A chain of pages that bites its tail ends") func circle() {
    var bytes = TIFFFile(pages: [.init(width: 1, height: 1, data: [1])]).bytes
    bytes.replaceSubrange(bytes.count - 4..<bytes.count, with: bytes[4..<8])
    #expect(throws: Never.self) { try reader.picture(of: bytes, page: 1) }
  }

  @Test("A page that claims too many pixels is refused before memory is taken") func bomb() {
    let page = TIFFFile.Page(width: 60_000, height: 60_000, bits: 1, data: [0])
    #expect(reader.error(TIFFFile(pages: [page]).bytes) == .pageSize(.tiff))
  }

  @Test("A very large scan is reduced to what is used of pictures") func reduced() throws {
    let page = TIFFFile.Page(width: 6000, height: 6000, data: [UInt8](repeating: 200, count: 36_000_000))
    let picture = try reader.picture(of: TIFFFile(pages: [page]).bytes)
    let facts = try PictureFacts(of: picture.file)
    #expect((facts.width, facts.height) == (3000, 3000))
  }

  @Test("An unknown compression is told as unsupported") func unsupported() {
    #expect(
      reader.error(TIFFFile(pages: [.init(width: 1, height: 1, compression: 4711, data: [0])]).bytes)
        == .unsupported(.tiff))
  }
}
