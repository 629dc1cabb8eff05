import Wording

/// A photo of which nothing was made.
struct PassedPhoto: Sendable {
  /// Why nothing was made.
  enum Reason: String, Sendable {
    /// It is a result itself.
    case ownResult = "own-result"
    /// Its result is there, whole and no older.
    case existing
    /// Only what would be done was asked for.
    case dryRun = "dry-run"
  }

  /// The photo's path.
  let input: Path
  /// Where its result is, or would be.
  let output: Path?
  /// Why nothing was made.
  let reason: Reason

  init(_ photo: Photo, _ reason: Reason, _ output: Path? = nil) {
    input = photo.input.path
    self.output = output
    self.reason = reason
  }

  /// `{"input":…,"output":…,"skipped":"own-result"}`; for what would be done, `"dryRun":true` instead.
  var json: JSON {
    var line: JSON = ["input": .string(input.text)]
    if let output { line = line.adding(["output": .string(output.text)]) }
    line = line.adding(reason == .dryRun ? ["dryRun": true] : ["skipped": .string(reason.rawValue)])
    return line.adding(bytesOf: input, as: "inputEncoded").adding(bytesOf: output, as: "outputEncoded")
  }

  /// A line for people.
  func text(on console: Console) -> String {
    let names = [input.text, reason == .ownResult ? nil : output?.text].compactMap(\.self).map(Printable.name)
    let word =
      switch reason {
      case .ownResult, .existing: Bilingual("skipped", "已跳过")
      case .dryRun: Bilingual("would be made", "将会生成")
      }
    return "- " + names.joined(separator: " → ") + "  " + console.output.paint(console.text(word), .faint)
  }
}
