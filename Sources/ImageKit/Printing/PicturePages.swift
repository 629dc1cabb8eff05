import CCairo
import Glibc

/// A PDF of A4 pages with pictures and captions.
///
/// JPEG files go in byte for byte, text stays text. The same pages give the same bytes on every run with the same library
/// and fonts.
///
/// ```swift
/// let pages = PicturePages(title: "R1", secondsSince1970: 1_700_000_000)
/// let pdf = try pages.pdf(of: [PrintedPage(.picture(jpeg), caption: ["Identity card"])])
/// ```
public struct PicturePages: Sendable {
  /// The document's title.
  public let title: String
  /// The document's time. It is part of the file, so it must not be the time at which the file is made.
  public let secondsSince1970: Int

  /// A document.
  public init(title: String, secondsSince1970: Int) {
    self.title = title
    self.secondsSince1970 = secondsSince1970
  }

  /// Makes the file. A picture's page lies on its side if the picture does. A picture is enlarged to at most 100 pixels an
  /// inch.
  ///
  /// - Throws: ``PrintingError``, and ``WatermarkError`` when there is no font for the captions.
  public func pdf(of pages: [PrintedPage]) throws -> [UInt8] {
    let text = try PageText(pages.flatMap(\.texts))
    let file = PDFFile()
    file.set(CAIRO_PDF_METADATA_TITLE, title)
    file.set(CAIRO_PDF_METADATA_CREATOR, "uploadprep")
    file.set(CAIRO_PDF_METADATA_CREATE_DATE, date)
    for (index, page) in pages.enumerated() {
      if let bookmark = page.bookmark { file.mark(page: index + 1, as: bookmark) }
      switch page.content {
      case .picture(let bytes):
        guard let facts = try? PictureFacts(of: bytes), facts.format == .jpeg else {
          throw PrintingError.notJPEG(page: index + 1)
        }
        let sheet = Sheet(isOnItsSide: facts.width > facts.height, captionLines: page.caption.count)
        file.begin(sheet)
        try draw(page, text, sheet, on: file.page)
        try file.show(bytes, width: facts.width, height: facts.height, in: sheet.place(of: facts))
      case .lines(let lines):
        let sheet = Sheet(isOnItsSide: false, captionLines: page.caption.count)
        file.begin(sheet)
        try draw(page, text, sheet, on: file.page)
        for (number, line) in lines.enumerated() {
          try text[line].draw(
            on: file.page, x: Sheet.margin, y: Sheet.margin + 14 + Double(number) * 20, size: number == 0 ? 14 : 11,
            atMost: sheet.width - 2 * Sheet.margin)
        }
      }
      file.end()
    }
    return try file.bytes()
  }

  private func draw(_ page: PrintedPage, _ text: PageText, _ sheet: Sheet, on canvas: OpaquePointer) throws {
    let room = sheet.width - 2 * Sheet.margin
    let mark = text[page.mark]
    let marked = mark.width * Sheet.fontSize
    try mark.draw(
      on: canvas, x: sheet.width - Sheet.margin - marked, y: sheet.baseline(ofLine: 0), size: Sheet.fontSize)
    for (number, line) in page.caption.enumerated() {
      try text[line].draw(
        on: canvas, x: Sheet.margin, y: sheet.baseline(ofLine: number), size: Sheet.fontSize,
        atMost: number == 0 && marked > 0 ? room - marked - Sheet.leading : room)
    }
  }

  /// ISO 8601 in UTC, without fractions, as cairo takes it.
  private var date: String {
    var (time, fields) = (time_t(secondsSince1970), tm())
    gmtime_r(&time, &fields)
    var text = [CChar](repeating: 0, count: 32)
    let count = strftime(&text, text.count, "%Y-%m-%dT%H:%M:%SZ", &fields)
    return String(decoding: text[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}
