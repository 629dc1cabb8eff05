import Documents
import ImageKit
import Wording

/// What `check` finds out about a PDF or TIFF: no portal takes it, but a page of it can be made into a picture.
struct CheckedDocument: Sendable {
  /// The document's format.
  let kind: DocumentKind
  /// The file's size in bytes.
  let byteCount: Int
  /// The number of pages; nil where the document cannot be read.
  let pageCount: Int?
  /// The findings.
  let findings: [Finding]
  /// Whether it can be opened only with a password.
  let isLocked: Bool

  /// Looks at a document. Nil if the bytes are none.
  ///
  /// - Parameters:
  ///   - name: The file's name, for the command to type.
  ///   - formats: The formats that the portal takes.
  init?(_ bytes: [UInt8], named name: String, formats: Set<PictureFormat>, reader: PageReader) {
    guard let kind = DocumentKind(sniffing: bytes) else { return nil }
    self.init(
      kind, byteCount: bytes.count, named: name, formats: formats,
      pageCount: Result { () throws(DocumentError) in try reader.pageCount(of: bytes) })
  }

  /// A document of which the number of pages is known, or why it is not.
  init(
    _ kind: DocumentKind, byteCount: Int, named name: String, formats: Set<PictureFormat>,
    pageCount counted: Result<Int, DocumentError>
  ) {
    self.kind = kind
    self.byteCount = byteCount
    isLocked = counted == .failure(.locked(kind))
    let taken = formats.map(\.name).sorted().joined(separator: "/")
    func wrongFormat(_ message: Bilingual) -> Finding { Finding(.wrongFormat, .error, message) }
    switch counted {
    case .success(let count):
      pageCount = count
      let file = Printable.name(name)
      let page = count == 1 ? "" : " --page 1"
      findings = [
        wrongFormat(
          Bilingual(
            "This is a \(kind.name) document of \(count) \(count == 1 ? "page" : "pages"), and the portal takes \(taken). "
              + "Run `uploadprep prepare \(file)\(page)`.",
            "这是共 \(count) 页的 \(kind.name) 文档，系统只接受 \(taken)。请用 `uploadprep prepare \(file)\(page)` 转换。"))
      ]
    case .failure(let error):
      pageCount = nil
      let isOurs = error.isOurs
      let plain = wrongFormat(
        Bilingual(
          "This is a \(kind.name) document, and the portal takes \(taken).", "这是 \(kind.name) 文档，系统只接受 \(taken)。"))
      // What is wrong with this system says nothing about the document, but why its pages were not counted.
      findings =
        isOurs
        ? [wrongFormat(plain.message.followed(by: error.explanation))]
        : [plain, Finding(.unreadable, .error, error.explanation)]
    }
  }
}
