import ImageKit
import Wording

/// Counts checked files by verdict and by finding.
struct CheckSummary: Sendable {
  /// The rules that were checked.
  let rules: RunRules
  /// The folders of persons that were judged as a whole.
  var sets: [CheckedSet] = []
  /// The number of files with each verdict.
  private(set) var verdicts: [CheckedFile.Verdict: Int] = [:]
  /// The number of files with each finding.
  private(set) var findings: [Finding.Code: Int] = [:]

  /// A summary of no files.
  init(rules: RunRules) { self.rules = rules }

  /// Counts one file.
  mutating func count(_ file: CheckedFile) {
    verdicts[file.verdict, default: 0] += 1
    for code in Set(file.findings.map(\.code)) { findings[code, default: 0] += 1 }
  }

  /// The number of all files.
  var checked: Int { verdicts.values.reduce(0, +) }
  /// The number of files that a portal would refuse.
  var failed: Int { verdicts[.failed] ?? 0 }
  /// The number of files that a portal would accept.
  var passed: Int { checked - failed }

  /// The JSON object of the contract.
  func json(seconds: Double, in language: Language) -> JSON {
    let summary: JSON = [
      "checked": .integer(checked), "passed": .integer(passed), "failed": .integer(failed),
      "seconds": .number((seconds * 1000).rounded() / 1000),
    ]
    return ["summary": summary.adding(rules.json(in: language))]
  }

  /// A line for people.
  func text(on console: Console) -> String {
    let sentence = Bilingual(
      "\(checked) checked: \(passed) can be uploaded, \(failed) cannot.",
      "共检查 \(checked) 个文件：\(passed) 个可上传，\(failed) 个不可上传。")
    return console.output.paint(console.text(sentence), failed == 0 ? .good : .bad)
  }
}
