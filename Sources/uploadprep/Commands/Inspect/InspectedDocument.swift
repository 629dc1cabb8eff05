import Documents
import ImageKit
import Wording

/// What `inspect` tells about a PDF or TIFF: its pages and their sizes, and whether it is locked.
struct InspectedDocument: Sendable {
  /// The page that a picture was made of.
  struct Page: Sendable {
    /// The page's number, from 1.
    let number: Int
    /// The number of pages.
    let count: Int
    /// The document's format.
    let kind: DocumentKind
    /// The document's size in bytes.
    let byteCount: Int
  }

  private let path: String
  private let bytes: [UInt8]
  private let reader: PageReader
  private let sizes: [PageSize]
  private let checked: CheckedDocument
  /// Why the document cannot be read; nil if it can.
  let error: DocumentError?

  /// Looks at a document.
  ///
  /// - Parameter formats: The formats that the portal takes.
  init(_ bytes: [UInt8], _ kind: DocumentKind, path: String, reader: PageReader, formats: Set<PictureFormat>) {
    (self.path, self.bytes, self.reader) = (path, bytes, reader)
    let measured = Result { () throws(DocumentError) in try reader.pageSizes(of: bytes) }
    switch measured {
    case .success(let found): (sizes, error) = (found, nil)
    case .failure(let reason): (sizes, error) = ([], reason)
    }
    checked = CheckedDocument(
      kind, byteCount: bytes.count, named: path, formats: formats, pageCount: measured.map(\.count))
  }

  /// Whether it can be opened only with a password.
  var isLocked: Bool { checked.isLocked }

  /// One page, inspected like a picture. Rules about the file do not concern it: the page is no file yet.
  func picture(
    of number: Int, _ rules: PictureRules, limits: DecodingLimits
  ) throws(Failure) -> (inspection: Inspection, page: Page?) {
    var rules = rules
    let page: DocumentPage
    do {
      page = try reader.picture(
        of: bytes, page: number, longSide: PageReader.longSide(toFill: rules.bytes.made.upperBound))
    } catch {
      throw Failure(any: Failure(error), input: path)
    }
    (rules.bytes, rules.dpi, rules.fileName) = (PictureRules.Bytes(), nil, PictureRules.FileName())
    rules.formats = Set(PictureFormat.allCases)
    var inspector = Inspector(rules: rules, decodingLimits: limits)
    inspector.makesThumbnail = false
    let inspection = inspector.inspect(page.file, fileName: nil)
    return (inspection, Page(number: page.number, count: page.count, kind: checked.kind, byteCount: bytes.count))
  }

  /// `path, ok, format, bytes, locked, pages, pageSizes, findings`
  func json(in language: Language) -> JSON {
    [
      "path": .string(path), "ok": false, "format": .string(checked.kind.rawValue), "bytes": .integer(bytes.count),
      "locked": .bool(isLocked), "pages": .optional(checked.pageCount),
      "pageSizes": .list(sizes.enumerated().map { $1.json(number: $0 + 1) }),
      "findings": .list(checked.findings.map { $0.json(in: language) }),
    ]
  }

  /// One line per fact, and one per group of pages of the same size.
  func text(on console: Console) -> String {
    var rows = [
      (Bilingual("Format", "格式"), Bilingual(checked.kind.name, checked.kind.name)),
      (Bilingual("Size", "文件大小"), InspectionSheet.size(bytes.count)),
      (
        Bilingual("Locked", "密码保护"),
        isLocked ? Bilingual("yes: it opens only with a password", "有，须输入密码才能打开") : Bilingual("no", "无")
      ),
    ]
    if let count = checked.pageCount { rows.append((Bilingual("Pages", "页数"), Bilingual("\(count)", "\(count)"))) }
    var first = 0
    while first < sizes.count {
      let next = sizes[first...].firstIndex { $0 != sizes[first] } ?? sizes.count
      let pages = next - first == 1 ? "\(next)" : "\(first + 1)–\(next)"
      rows.append((Bilingual("Page \(pages)", "第 \(pages) 页"), sizes[first].words))
      first = next
    }
    return InspectionSheet.text(path, rows, isOK: false, checked.findings, on: console)
  }
}

extension PageSize {
  /// `page, width, height` in pixels, `widthMillimetres, heightMillimetres, paper, dpi`; null what is not known.
  fileprivate func json(number: Int) -> JSON {
    func rounded(_ value: Double?) -> JSON { .optional(value.map { ($0 * 10).rounded() / 10 }) }
    return [
      "page": .integer(number), "width": .optional(pixels?.across), "height": .optional(pixels?.down),
      "widthMillimetres": rounded(millimetres?.across), "heightMillimetres": rounded(millimetres?.down),
      "paper": .optional(paper), "dpi": rounded(dpi.flatMap { $0.across == $0.down ? $0.across : nil }),
    ]
  }

  /// The size in pixels and on paper: `2480 × 3508 pixels, 210 × 297 mm, A4`.
  fileprivate var words: Bilingual {
    var parts: [Bilingual] = []
    if let pixels {
      let figures = "\(pixels.across) × \(pixels.down)"
      parts.append(Bilingual("\(figures) pixels", "\(figures) 像素"))
    }
    if let dpi {
      let figures = dpi.across == dpi.down ? whole(dpi.across) : "\(whole(dpi.across)) × \(whole(dpi.down))"
      parts.append(Bilingual("\(figures) dpi", "\(figures) dpi"))
    }
    if let millimetres {
      let figures = "\(whole(millimetres.across)) × \(whole(millimetres.down))"
      parts.append(Bilingual("\(figures) mm", "\(figures) 毫米"))
    }
    if let paper { parts.append(Bilingual(paper, paper)) }
    return Bilingual.list(parts)
  }

  /// A number without a fraction, as text.
  private func whole(_ number: Double) -> String { String(Int(exactly: number.rounded()) ?? .max) }
}
