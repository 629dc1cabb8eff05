import ImageKit
import Wording

/// The result of checking one file.
struct CheckedFile: Sendable {
  /// The overall result for a file.
  enum Verdict: String, CaseIterable { case failed, doubtful, fine }

  /// The path as text.
  let path: String
  /// The path percent-encoded, where the text loses bytes; see ``Path/percentEncoded``.
  let pathEncoded: String?
  /// The file's size in bytes; nil where it was not read.
  let bytes: Int?
  /// The name of the candidate's folder; nil where it is the working directory. See ``Input/candidate``.
  let candidate: String?
  /// Format, size and orientation from the file; nil where it is not a picture.
  let facts: PictureFacts?
  /// The findings.
  var findings: [Finding]
  /// The perceptual hash of the picture.
  let hash: PerceptualHash?
  /// The page in the upright picture; nil where it was not looked for, or not found with confidence.
  let page: PageOutline?
  /// Which paper it shows; nil where it was not looked for, or is undecided.
  let paper: PaperKind?
  /// Whether the card bears the number of `--id-number`; nil where none was compared.
  let number: CardNumberAnswer.Kind?
  /// A small JPEG of the picture, upright.
  let thumbnail: [UInt8]?
  /// The format, where the file is a document of pages: `pdf` or `tiff`.
  let documentFormat: String?
  /// The number of pages of such a document; nil where it cannot be read.
  let pageCount: Int?

  init(_ input: Input, inspection: Inspection, thumbnail: [UInt8]?) {
    path = input.text
    pathEncoded = input.path.percentEncoded
    candidate = input.candidate
    bytes = inspection.byteCount
    facts = inspection.facts
    findings = inspection.findings.map(\.withCommand)
    hash = inspection.hash
    page = inspection.page
    paper = inspection.paper?.kind
    number = inspection.number
    self.thumbnail = thumbnail
    documentFormat = nil
    pageCount = nil
  }

  /// A PDF or TIFF document.
  ///
  /// - Parameters:
  ///   - format: `pdf` or `tiff`.
  ///   - pageCount: The number of pages; nil where the document cannot be read.
  init(_ input: Input, document format: String, pageCount: Int?, bytes: Int, findings: [Finding]) {
    path = input.text
    pathEncoded = input.path.percentEncoded
    candidate = input.candidate
    self.bytes = bytes
    facts = nil
    hash = nil
    page = nil
    paper = nil
    number = nil
    thumbnail = nil
    documentFormat = format
    self.pageCount = pageCount
    self.findings = findings
  }

  /// A file that could not be read at all.
  init(_ input: Input, unreadableFor reason: Failure) {
    path = input.text
    pathEncoded = input.path.percentEncoded
    candidate = input.candidate
    bytes = nil
    facts = nil
    thumbnail = nil
    hash = nil
    page = nil
    paper = nil
    number = nil
    documentFormat = nil
    pageCount = nil
    let codes: [Finding.Code] = reason.code == "too-many-bytes" ? [.unreadable, .tooManyBytes] : [.unreadable]
    findings = codes.map { Finding($0, .error, reason.message) }
  }

  /// Whether a portal would accept it.
  var ok: Bool { verdict != .failed }

  /// Failed where a finding is an error, doubtful where there are only warnings, else fine.
  var verdict: Verdict {
    findings.contains { $0.severity == .error } ? .failed : findings.isEmpty ? .fine : .doubtful
  }

  /// The JSON object of the contract.
  func json(in language: Language) -> JSON {
    let line: JSON = [
      "path": .string(path), "ok": .bool(ok), "format": .optional(facts?.format.rawValue ?? documentFormat),
      "width": .optional(facts?.width), "height": .optional(facts?.height), "bytes": .optional(bytes),
      "orientation": .optional(facts?.orientation.rawValue),
      "findings": .list(findings.map { $0.json(in: language) }),
    ]
    var whole = pageCount.map { line.adding(["pages": .integer($0)]) } ?? line
    if let paper { whole = whole.adding(["paper": .string(paper.rawValue)]) }
    if let number { whole = whole.adding(["number": .string(number.rawValue)]) }
    return pathEncoded.map { whole.adding(["pathEncoded": .string($0)]) } ?? whole
  }

  /// A line of text for the file, and one more for each finding.
  func text(on console: Console) -> String {
    let mark =
      switch verdict {
      case .failed: console.output.paint("✗", .bad)
      case .doubtful: console.output.paint("!", .doubtful)
      case .fine: console.output.paint("✓", .good)
      }
    let size = facts.map { "\($0.width)×\($0.height)" }
    let details = [size, bytes.map(ByteCount.size)].compactMap { $0 }.joined(
      separator: console.text(Bilingual(", ", "，")))
    let name = console.output.paint(Printable.name(path), .strong)
    let line = "\(mark) \(name)  " + console.output.paint(details, .faint)
    let number = (number?.words).map { "  " + console.text($0) }
    return ([line, number].compactMap(\.self) + findings.map { $0.line(on: console) }).joined(separator: "\n")
  }
}

extension CardNumberAnswer.Kind {
  /// What people read; nil where a finding says it.
  fileprivate var words: Bilingual? {
    switch self {
    case .same: Bilingual("bears the expected number", "证件号码与给出的一致")
    case .other: nil
    case .undecided: Bilingual("its number could not be read: compare it", "证件号码未能识别，请人工核对")
    }
  }
}
