import ImageKit
import Wording

/// How many files came through, and over what they failed.
struct CheckSummary: Sendable {
  /// Files of each verdict.
  private(set) var verdicts: [CheckedFile.Verdict: Int] = [:]
  /// Files with each finding.
  private(set) var findings: [Finding.Code: Int] = [:]

  /// Counts one file.
  mutating func count(_ file: CheckedFile) {
    verdicts[file.verdict, default: 0] += 1
    for code in Set(file.findings.map(\.code)) { findings[code, default: 0] += 1 }
  }

  /// All files.
  var checked: Int { verdicts.values.reduce(0, +) }
  /// Files that a portal would refuse.
  var failed: Int { verdicts[.failed] ?? 0 }
  /// Files that a portal would take.
  var passed: Int { checked - failed }

  /// The contract's object.
  func json(seconds: Double) -> JSON {
    [
      "summary": [
        "checked": .integer(checked), "passed": .integer(passed), "failed": .integer(failed),
        "seconds": .number((seconds * 1000).rounded() / 1000),
      ]
    ]
  }

  /// A line for people.
  func text(on console: Console) -> String {
    let sentence = Bilingual(
      "\(checked) checked: \(passed) can be uploaded, \(failed) cannot.",
      "共检查 \(checked) 个文件：\(passed) 个可上传，\(failed) 个不可上传。")
    return console.output.paint(console.text(sentence), failed == 0 ? .good : .bad)
  }
}
