import ImageKit
import Wording

/// What was found of one file.
struct CheckedFile: Sendable {
  /// How a file came through.
  enum Verdict: String, CaseIterable { case failed, doubtful, fine }

  /// Its path, for people and programs.
  let path: String
  /// Its path's bytes, where the path shows not all of them; see ``Path/percentEncoded``.
  let pathEncoded: String?
  /// Its size in bytes; nil where it was not read.
  let bytes: Int?
  /// Whose it is, where each candidate has a folder: that folder's name. nil where it lies in the working directory.
  let candidate: String?
  /// What the file says of its picture; nil where there is none.
  let facts: PictureFacts?
  /// What was noticed.
  var findings: [Finding]
  /// What its picture looks like.
  let hash: PerceptualHash?
  /// The page in the upright picture, where it was looked for and is surely seen.
  let page: PageOutline?
  /// A small JPEG of the picture, upright.
  let thumbnail: [UInt8]?

  init(_ input: Input, inspection: Inspection, thumbnail: [UInt8]?) {
    path = input.text
    pathEncoded = input.path.percentEncoded
    candidate = input.candidate
    bytes = inspection.byteCount
    facts = inspection.facts
    findings = inspection.findings
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

  /// Whether the portal would take it.
  var ok: Bool { verdict != .failed }

  /// How it came through.
  var verdict: Verdict {
    findings.contains { $0.severity == .error } ? .failed : findings.isEmpty ? .fine : .doubtful
  }

  /// The contract's object.
  func json(in language: Language) -> JSON {
    let line: JSON = [
      "path": .string(path), "ok": .bool(ok), "format": .optional(facts?.format.rawValue),
      "width": .optional(facts?.width), "height": .optional(facts?.height), "bytes": .optional(bytes),
      "orientation": .optional(facts?.orientation.rawValue),
      "findings": .list(findings.map { $0.json(in: language) }),
    ]
    return pathEncoded.map { line.adding(["pathEncoded": .string($0)]) } ?? line
  }

  /// A line for people, and one more for each finding.
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
