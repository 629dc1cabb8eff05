import Wording

/// Counts photos by outcome.
struct PrepareSummary: Sendable {
  /// Pictures made that a portal accepts.
  private(set) var prepared = 0
  /// Photos whose pictures exist already, and prepared pictures among the inputs.
  private(set) var skipped = 0
  /// Photos from which no picture, or no acceptable picture, could be made.
  private(set) var failed = 0
  /// Photos of a dry run.
  private(set) var planned = 0

  /// A summary whose skipped count begins with the prepared pictures found in folders.
  init(skipped: Int) { self.skipped = skipped }

  /// Counts one photo.
  mutating func count(_ result: Result<PhotoWork.Outcome, Failure>) {
    switch result {
    case .success(.prepared(let photo)): if photo.ok { prepared += 1 } else { failed += 1 }
    case .success(.skipped(let photo)):
      if photo.reason == .dryRun { planned += 1 } else if photo.ok { skipped += 1 } else { failed += 1 }
    case .failure: failed += 1
    }
  }

  /// The number of all photos.
  var total: Int { prepared + skipped + failed + planned }

  /// The JSON object of the contract.
  func json(seconds: Double, _ run: RunRules, in language: Language) -> JSON {
    let summary: JSON = [
      "prepared": .integer(prepared), "skipped": .integer(skipped), "failed": .integer(failed),
      "seconds": .number((seconds * 1000).rounded() / 1000),
    ]
    let rules = run.id == nil ? summary : summary.adding(run.json(in: language))
    return ["summary": planned > 0 ? rules.adding(["planned": .integer(planned)]) : rules]
  }

  /// A line of text.
  func text(on console: Console) -> String {
    let sentence =
      planned > 0
      ? Bilingual(
        "\(planned) would be made, \(skipped) skipped, \(failed) cannot.",
        "将生成 \(planned) 张，跳过 \(skipped) 张，\(failed) 张无法处理。")
      : Bilingual(
        "\(prepared) prepared, \(skipped) skipped, \(failed) failed.",
        "已处理 \(prepared) 张，跳过 \(skipped) 张，失败 \(failed) 张。")
    return console.output.paint(console.text(sentence), failed == 0 ? .good : .bad)
  }
}
