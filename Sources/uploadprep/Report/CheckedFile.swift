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
  /// A small JPEG of the picture, upright.
  let thumbnail: [UInt8]?

  init(_ input: Input, inspection: Inspection, thumbnail: [UInt8]?) {
    path = input.text
    pathEncoded = input.path.percentEncoded
    candidate = input.candidate
    bytes = inspection.byteCount
    facts = inspection.facts
    findings = inspection.findings.map(\.withCommand)
    hash = inspection.hash
    page = inspection.page
    self.thumbnail = thumbnail
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
      "path": .string(path), "ok": .bool(ok), "format": .optional(facts?.format.rawValue),
      "width": .optional(facts?.width), "height": .optional(facts?.height), "bytes": .optional(bytes),
      "orientation": .optional(facts?.orientation.rawValue),
      "findings": .list(findings.map { $0.json(in: language) }),
    ]
    return pathEncoded.map { line.adding(["pathEncoded": .string($0)]) } ?? line
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
    return ([line] + findings.map { $0.line(on: console) }).joined(separator: "\n")
  }
}
