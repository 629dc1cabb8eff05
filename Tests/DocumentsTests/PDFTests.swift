import Documents
import ImageKit
import Testing

/// The pages of PDF documents, read by the built helper.
@Suite("PDF") struct PDFTests {
  private let reader = PageReader()

  private func picture(_ document: [UInt8], page: Int? = nil, longSide: Int = 800) throws -> DecodedPicture {
    try PictureDecoder().decode(reader.picture(of: document, page: page, longSide: longSide).file)
  }

  @Test("A page is drawn at the resolution that is asked for, black on white") func drawn() throws {
    let picture = try picture(PDFFile(pages: 1).bytes).picture
    #expect((picture.width, picture.height) == (566, 800))
    #expect(picture.chroma == nil)
    let luma = picture.luma
    // The square from (100, 100) to (200, 300) points, with the origin at the bottom.
    func level(_ x: Double, _ y: Double) -> UInt8 {
      luma.samples[Int((842 - y) * 800 / 842) * luma.stride + Int(x * 800 / 842)]
    }
    #expect(level(150, 200) == 0)
    #expect(level(50, 200) == 255 && level(150, 400) == 255)
  }

  @Test("The page that is asked for is drawn, and there is none beyond the last") func chosen() throws {
    let document = PDFFile(pages: 3).bytes
    #expect(try reader.pageCount(of: document) == 3)
    let page = try reader.picture(of: document, page: 2)
    #expect((page.number, page.count) == (2, 3))
    #expect(reader.error(document) == .severalPages(3))
    #expect(reader.error(document, page: 4) == .noSuchPage(4, of: 3))
    #expect(reader.error(document, page: 0) == .noSuchPage(0, of: 3))
    #expect(reader.error(document, page: -1) == .noSuchPage(-1, of: 3))
  }

  @Test("Text in fonts that are not inside the document is drawn, Chinese too") func fonts() throws {
    var document = PDFFile()
    let latin = document.add("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")
    let part = document.add(
      "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light"
        + "/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/DW 1000>>")
    let chinese = document.add(
      "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[\(part) 0 R]>>")
    document.addPage(
      "BT /A 90 Tf 50 600 Td (Ag) Tj /B 90 Tf 0 -300 Td <4E2D56FD> Tj ET",
      resources: "/Font<</A \(latin) 0 R/B \(chinese) 0 R>>")
    let luma = try picture(document.bytes).picture.luma
    func darkest(_ rows: Range<Int>) -> UInt8 {
      luma.samples[rows.lowerBound * luma.stride..<rows.upperBound * luma.stride].min()!
    }
    #expect(darkest(100..<300) < 64)
    #expect(darkest(400..<600) < 64)
  }

  @Test("A scanned page comes at its own resolution, not larger") func scanned() throws {
    var document = PDFFile()
    let scan = document.add(
      stream: String(repeating: "0", count: 100 * 141),
      "/Type/XObject/Subtype/Image/Width 100/Height 141/BitsPerComponent 8/ColorSpace/DeviceGray")
    document.addPage("595 0 0 842 0 0 cm /S Do", resources: "/XObject<</S \(scan) 0 R>>")
    let picture = try picture(document.bytes, longSide: 3508).picture
    #expect(abs(picture.height - 142) <= 2)
  }

  @Test("Scripts, launched programs and addresses are not run, and the page is drawn") func scripts() throws {
    var document = PDFFile(pages: 1)
    document.catalogue =
      "/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>/AA<</WC<</S/Launch/F(/bin/sh)>>>>"
      + "/URI<</Base(http://localhost/)>>/Names<</JavaScript<</Names[(a)<</S/JavaScript/JS(b)>>]>>>>"
    #expect(try picture(document.bytes).picture.height == 800)
  }

  @Test("Every page is measured as it stands, in millimetres") func sizes() throws {
    var document = PDFFile(pages: 1)
    document.addPage("", box: "0 0 842 595")
    document.addPage("", box: "0 0 612 792", "/Rotate 90")
    document.addPage("", box: "0 0 100 100")
    let sizes = try reader.pageSizes(of: document.bytes)
    #expect(sizes.map(\.paper) == ["A4", "A4", "Letter", nil])
    #expect(
      sizes.map { $0.millimetres.map { [Int($0.across.rounded()), Int($0.down.rounded())] } }
        == [[210, 297], [297, 210], [279, 216], [35, 35]])
    #expect(sizes.allSatisfy { $0.pixels == nil && $0.dpi == nil })
    #expect(throws: DocumentError.damaged(.pdf)) { try reader.pageSizes(of: Array("%PDF-1.4\n".utf8)) }
  }

  @Test("A locked document is told as that") func locked() {
    var document = PDFFile(pages: 1)
    let secret = String(repeating: "a", count: 32)
    let lock = document.add("<</Filter/Standard/V 1/R 2/O(\(secret))/U(\(secret))/P -4>>")
    document.trailer = "/Encrypt \(lock) 0 R/ID[(x)(x)]"
    #expect(reader.error(document.bytes) == .locked(.pdf))
  }

  @Test("A document on which poppler gives up is told as one that cannot be read") func exits() {
    var document = PDFFile()
    let picture = document.add(
      stream: "x",
      "/Type/XObject/Subtype/Image/Width 2000000000/Height 2000000000/BitsPerComponent 8/ColorSpace/DeviceGray")
    document.addPage("595 0 0 842 0 0 cm /I Do", resources: "/XObject<</I \(picture) 0 R>>")
    #expect(reader.error(document.bytes) == .crashed(.pdf))
    // Braces that poppler follows until its stack is full.
    var nested = PDFFile()
    let depth = 50_000
    let code = String(repeating: "{", count: depth) + String(repeating: "}", count: depth)
    let function = nested.add(stream: code, "/FunctionType 4/Domain[0 1 0 1]/Range[0 1]")
    let shade = nested.add("<</ShadingType 1/ColorSpace/DeviceGray/Function \(function) 0 R>>")
    nested.addPage("/S sh", resources: "/Shading<</S \(shade) 0 R>>")
    #expect(reader.error(nested.bytes) == .crashed(.pdf))
  }

  @Test("Damage is told as damage") func damaged() {
    let whole = PDFFile(pages: 1).bytes
    #expect(reader.error(Array(whole.prefix(100))) == .damaged(.pdf))
    #expect(reader.error(Array("%PDF-1.4\n".utf8)) == .damaged(.pdf))
    #expect(
      reader.error(Array("%PDF-1.4\n".utf8) + (0..<5000).map { UInt8(truncatingIfNeeded: $0 * 73) }) == .damaged(.pdf))
    var circle = PDFFile(pages: 1)
    circle.tree = "<</Type/Pages/Kids[2 0 R]/Count 1>>"
    #expect(reader.error(circle.bytes) == .damaged(.pdf))
  }

  @Test("A picture that contains itself is drawn without end to it") func recursion() throws {
    var document = PDFFile()
    let own = document.objects.count + 3
    _ = document.add(
      stream: "/X Do /X Do", "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X \(own) 0 R>>>>")
    document.addPage("/X Do /X Do", resources: "/XObject<</X \(own) 0 R>>")
    #expect(try picture(document.bytes).picture.height == 800)
  }

  @Test("Ten thousand pages are counted and refused") func manyPages() {
    var document = PDFFile()
    document.pages = Array(repeating: 0, count: 10_000).map { _ in
      document.add("<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>")
    }
    #expect(reader.error(document.bytes, page: 1) == .tooManyPages(10_000, limit: 1000))
  }

  @Test("A page of a million points is refused", arguments: ["0 0 1000000 1000000", "0 0 1000000 1"])
  func hugePage(box: String) {
    #expect(reader.error(PDFFile(pages: 1, box: box).bytes) == .pageSize(.pdf))
  }

  @Test("What takes too much memory is stopped, and said so") func memory() {
    var document = PDFFile()
    document.addPage(String(repeating: "q ", count: 2_000_000))
    #expect(reader.error(document.bytes) == .outOfMemory(.pdf))
  }

  @Test("What takes too long is stopped, and said so") func time() {
    var impatient = reader
    impatient.milliseconds = 1
    #expect(throws: DocumentError.tookTooLong(.pdf)) { try impatient.picture(of: PDFFile(pages: 1).bytes) }
  }
}
