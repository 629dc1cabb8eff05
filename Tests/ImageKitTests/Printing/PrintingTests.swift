import Foundation
import Testing

@testable import ImageKit

@Suite("PDF of pictures") struct PrintingTests {
  private static func jpeg(_ width: Int, _ height: Int, grey: Bool = false) throws -> [UInt8] {
    var picture = PlanarPicture(luma: Plane(width: width, height: height), chroma: nil)
    for y in 0..<height { for x in 0..<width { picture.luma[x, y] = UInt8((x * 3 + y * 5) % 200 + 20) } }
    return try BudgetEncoder(maxBytes: 40_000, effort: .fast).encode(picture).bytes
  }

  private let pages = PicturePages(title: "R1", secondsSince1970: 1_700_000_000)

  @Test("Each picture stands on an A4 page of its own shape, byte for byte") func pictures() throws {
    let (upright, wide) = (try Self.jpeg(300, 400), try Self.jpeg(400, 300))
    let made = try pages.pdf(of: [
      PrintedPage(.picture(upright), caption: ["身份证（人像面）", "R1 · 张三"], mark: "1 / 3", bookmark: "身份证"),
      PrintedPage(.picture(wide), caption: ["身份证（国徽面）", "R1 · 张三"], mark: "2 / 3"),
      PrintedPage(.lines(["未上传", "学历证明"]), caption: ["R1"], mark: "3 / 3"),
    ])
    let pdf = PDFReader(made)
    #expect(pdf.pageSizes == [[595, 842], [842, 595], [595, 842]])
    #expect(pdf.jpegs == [upright, wide])
  }

  @Test("The same pages give the same bytes, with the time that was given") func deterministic() throws {
    let page = PrintedPage(.picture(try Self.jpeg(300, 400)), caption: ["审核 سلام ABC"], mark: "1 / 1")
    let made = try pages.pdf(of: [page])
    #expect(try pages.pdf(of: [page]) == made)
    #expect(String(decoding: made, as: UTF8.self).contains("(20231114221320Z)"))
  }

  @Test("A small picture is not enlarged beyond 100 pixels an inch, a large one fills the page") func size() throws {
    let sheet = Sheet(isOnItsSide: false, captionLines: 2)
    let small = sheet.place(of: try PictureFacts(of: try Self.jpeg(100, 200)))
    #expect(abs(small.width - 72) < 0.01 && abs(small.height - 144) < 0.01)
    let large = sheet.place(of: try PictureFacts(of: try Self.jpeg(1500, 1500)))
    #expect(abs(large.width - (sheet.width - 2 * Sheet.margin)) < 0.01)
    #expect(large.y + large.height < sheet.baseline(ofLine: 0) - Sheet.fontSize)
  }

  @Test("A character that no font draws is printed as its number; control characters are spaces") func oddText() throws
  {
    let text = try PageText(["a\u{0}b", "\u{10FFFD}", "\u{200D}"])
    #expect(text["a\u{0}b"].runs.map(\.text) == ["a b"])
    #expect(text["\u{10FFFD}"].runs.map(\.text).joined() == "[U+10FFFD]")
    // A joiner takes the font of the letter before it. Here there is none.
    #expect(text["\u{200D}"].runs.map(\.text).joined() == "[U+200D]")
  }

  @Test("Long captions become smaller instead of running off the page") func longCaption() throws {
    let text = String(repeating: "很长的名称", count: 40)
    let page = PrintedPage(.picture(try Self.jpeg(300, 400)), caption: [text], mark: "1 / 1")
    #expect(try PDFReader(pages.pdf(of: [page])).pageSizes == [[595, 842]])
    #expect(try PageText([text])[text].width > 150)
  }

  @Test("Captions of Latin and Chinese letters take some tens of kilobytes, whatever the letters") func fontsAreSmall()
    throws
  {
    let jpeg = try Self.jpeg(300, 400)
    let letters = String(String.UnicodeScalarView((0x21..<0x7F).map { Unicode.Scalar($0)! }))
    let pdf = try pages.pdf(of: [PrintedPage(.picture(jpeg), caption: [letters, "测试考生 IB 110", letters + "身份证"])])
    #expect(pdf.count - jpeg.count < 150_000)
  }

  @Test("What is no JPEG file is refused with its page") func notJPEG() throws {
    let good = PrintedPage(.picture(try Self.jpeg(300, 400)))
    for bad in [[], Array("not a picture".utf8), try Self.png()] {
      #expect(throws: PrintingError.notJPEG(page: 2)) {
        try pages.pdf(of: [good, PrintedPage(.picture(bad))])
      }
    }
  }

  private static func png() throws -> [UInt8] {
    try [UInt8](
      #require(
        Data(
          base64Encoded: "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==")
      ))
  }

  @Test("Many threads print at once") func threads() async throws {
    let jpeg = try Self.jpeg(300, 400)
    let pages = pages
    let expected = try pages.pdf(of: [PrintedPage(.picture(jpeg), caption: ["材料 1"])])
    try await withThrowingTaskGroup(of: [UInt8].self) { group in
      for _ in 0..<16 {
        group.addTask { try pages.pdf(of: [PrintedPage(.picture(jpeg), caption: ["材料 1"])]) }
      }
      for try await made in group { #expect(made == expected) }
    }
  }
}
