import CPages
import Glibc
import ImageKit

/// Makes pictures of the pages of PDF and TIFF documents.
///
/// A separate program, `uploadprep-pages`, reads the document. It may use some memory and time, and nothing else: no file,
/// no network, no other program. So whatever a document does to it, this process gets a picture or an error.
///
/// ```swift
/// let page = try PageReader().picture(of: bytes, page: 2)
/// let prepared = try Preparation().prepare(page.file)
/// ```
public struct PageReader: Sendable {
  /// The path of the reading program.
  public var helper: String
  /// Limits on the pictures in a TIFF.
  public var limits: DecodingLimits
  /// After how many milliseconds the program is stopped. It has its own limit on processor time; this one also holds
  /// where it waits.
  public var milliseconds = 60_000

  /// The name of the reading program.
  static let helperName = "uploadprep-pages"

  /// A reader.
  ///
  /// - Parameter helper: The path of the reading program; nil for the one that is installed with this program.
  public init(limits: DecodingLimits = DecodingLimits(), helper: String? = nil) {
    self.limits = limits
    self.helper = helper ?? Self.installedHelper
  }

  /// The reading program in the folder of the running program, or in `../libexec`. It is not searched for in `PATH`,
  /// where anybody might put another one.
  static let installedHelper: String = {
    guard let folder = cpages_program_folder() else { return helperName }
    defer { free(folder) }
    let own = String(cString: folder)
    let places = ["\(own)/\(helperName)", "\(own)/../libexec/\(helperName)"]
    return places.first { access($0, X_OK) == 0 } ?? places[0]
  }()

  /// The long side of a page of a PDF, in pixels, that is sure to fill a number of bytes: A4 at 300 dpi, and more where
  /// there is more room. The encoder reduces it to what is clearest.
  public static func longSide(toFill bytes: Int) -> Int {
    min(4900, max(3508, Int(3508 * (Double(bytes) / 300_000).squareRoot())))
  }

  /// How many pages a document has.
  public func pageCount(of document: [UInt8]) throws(DocumentError) -> Int {
    let kind = try kind(of: document)
    return try ask(document, kind, page: CPAGES_COUNT, longSide: 0).pages
  }

  /// The size of every page of a document, in their order.
  public func pageSizes(of document: [UInt8]) throws(DocumentError) -> [PageSize] {
    let kind = try kind(of: document)
    let answer = try ask(document, kind, page: CPAGES_MEASURE, longSide: 0)
    let stride = MemoryLayout<cpages_size>.stride
    guard answer.file.count == answer.pages * stride else { throw .wrongAnswer }
    return answer.file.withUnsafeBytes { bytes in
      (0..<answer.pages).map { PageSize(bytes.loadUnaligned(fromByteOffset: $0 * stride, as: cpages_size.self), kind) }
    }
  }

  /// A page as a picture.
  ///
  /// - Parameters:
  ///   - document: The whole file.
  ///   - page: The page, from 1; nil for the only page.
  ///   - longSide: The long side of a page of a PDF, in pixels. A scanned page comes at its own resolution if that is
  ///     lower. The page of a TIFF comes as it is, reduced if it has very many pixels.
  public func picture(
    of document: [UInt8], page: Int? = nil, longSide: Int = PageReader.longSide(toFill: 0)
  ) throws(DocumentError) -> DocumentPage {
    let kind = try kind(of: document)
    if let page, page < 1 {
      throw .noSuchPage(page, of: try pageCount(of: document))
    }
    let answer = try ask(document, kind, page: Int32(clamping: page ?? 0), longSide: longSide)
    guard PictureFormat(sniffing: answer.file) == .png else { throw .wrongAnswer }
    return DocumentPage(file: answer.file, number: page ?? 1, count: answer.pages)
  }

  private func kind(of document: [UInt8]) throws(DocumentError) -> DocumentKind {
    guard let kind = DocumentKind(sniffing: document) else { throw .damaged(.pdf) }
    return kind
  }

  /// Runs the program on a document.
  private func ask(
    _ document: [UInt8], _ kind: DocumentKind, page: Int32, longSide: Int
  ) throws(DocumentError) -> (pages: Int, file: [UInt8]) {
    var record = cpages_record()
    var bytes: UnsafeMutablePointer<UInt8>?
    var count = 0
    var detail: Int32 = 0
    let end = helper.withCString { helper in
      kind.rawValue.withCString { kind in
        document.withUnsafeBufferPointer { document in
          var request = cpages_request(
            helper: helper, kind: kind, page: page, long_side: UInt32(clamping: longSide),
            most_pixels: UInt64(max(0, limits.maxPixels)), document: document.baseAddress,
            document_count: document.count, most_answer: max(0, limits.maxBytes),
            milliseconds: UInt32(clamping: milliseconds))
          return cpages_ask(&request, &record, &bytes, &count, &detail)
        }
      }
    }
    defer { free(bytes) }
    switch end {
    case CPAGES_ANSWERED: break
    case CPAGES_TIMED_OUT: throw .tookTooLong(kind)
    case CPAGES_NOT_STARTED: throw detail == ENOMEM ? .outOfMemory(kind) : .readerMissing(path: helper)
    default: throw detail == 0 ? .wrongAnswer : .crashed(kind)
    }
    let pages = Int(record.pages)
    if let error = Self.error(cpages_code(record.code), kind, page: Int(page), pages: pages) { throw error }
    return (pages, bytes.map { [UInt8](UnsafeBufferPointer(start: $0, count: count)) } ?? [])
  }

  /// What a code of the program means; nil if it succeeded.
  private static func error(_ code: cpages_code, _ kind: DocumentKind, page: Int, pages: Int) -> DocumentError? {
    switch code {
    case CPAGES_OK: nil
    case CPAGES_LOCKED: .locked(kind)
    case CPAGES_DAMAGED: .damaged(kind)
    case CPAGES_NO_SUCH_PAGE: .noSuchPage(page, of: pages)
    case CPAGES_SEVERAL_PAGES: .severalPages(pages)
    case CPAGES_TOO_MANY_PAGES: .tooManyPages(pages, limit: Int(CPAGES_MOST_PAGES))
    case CPAGES_PAGE_SIZE: .pageSize(kind)
    case CPAGES_NO_MEMORY: .outOfMemory(kind)
    case CPAGES_UNSUPPORTED: .unsupported(kind)
    case CPAGES_MISSING_FONT: .missingFont
    case CPAGES_NOT_CONFINED: .notConfined
    default: .wrongAnswer
    }
  }
}

/// A page of a document, as a picture.
public struct DocumentPage: Sendable {
  /// A PNG file.
  public let file: [UInt8]
  /// The page's number, from 1.
  public let number: Int
  /// The number of pages in the document.
  public let count: Int
}
