import ImageKit
import Wording

/// A photo from which no picture was made.
struct SkippedPhoto: Sendable {
  /// Why no picture was made.
  enum Reason: String, Sendable {
    /// The file is itself a prepared picture.
    case ownResult = "own-result"
    /// Its prepared picture exists, is intact and is not older than the photo.
    case existing
    /// A manifest knows its prepared picture, and neither has changed.
    case unchanged
    /// This is a dry run.
    case dryRun = "dry-run"
  }

  /// The photo's path.
  let input: Path
  /// The path of its prepared picture, existing or planned.
  let output: Path?
  /// Why no picture was made.
  let reason: Reason
  /// What the run that made its picture told of it; empty where that is not known.
  let told: [MadePictures.Entry.Told]

  /// Whether a portal would accept its picture, as far as that is known.
  var ok: Bool { !told.contains { $0.severity == Finding.Severity.error.rawValue } }

  init(_ photo: Photo, _ reason: Reason, _ output: Path? = nil, told: [MadePictures.Entry.Told] = []) {
    self.told = told
    input = photo.input.path
    self.output = output
    self.reason = reason
  }

  /// `{"input":…,"output":…,"skipped":"own-result"}`; in a dry run `"dryRun":true` in place of `skipped`.
  var json: JSON {
    var line: JSON = ["input": .string(input.text)]
    if let output { line = line.adding(["output": .string(output.text)]) }
    line = line.adding(reason == .dryRun ? ["dryRun": true] : ["skipped": .string(reason.rawValue)])
    if reason == .unchanged {
      let findings = told.map { finding -> JSON in
        [
          "code": .string(finding.code), "severity": .string(finding.severity), "message": .string(finding.message),
        ]
      }
      line = line.adding(["findings": .array(findings)])
    }
    return line.adding(bytesOf: input, as: "inputEncoded").adding(bytesOf: output, as: "outputEncoded")
  }

  /// The photo as a line of text.
  func text(on console: Console) -> String {
    let names = [input.text, reason == .ownResult ? nil : output?.text].compactMap(\.self).map(Printable.name)
    let word =
      switch reason {
      case .ownResult, .existing, .unchanged: Bilingual("skipped", "已跳过")
      case .dryRun: Bilingual("would be made", "将会生成")
      }
    let line = "- " + names.joined(separator: " → ") + "  " + console.output.paint(console.text(word), .faint)
    return ([line] + told.map { "    " + $0.message }).joined(separator: "\n")
  }
}
