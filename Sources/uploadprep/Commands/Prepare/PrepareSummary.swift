import Wording

/// How many photos came through.
struct PrepareSummary: Sendable {
  /// Results that a portal takes.
  private(set) var prepared = 0
  /// Photos whose results are there already, and results among the inputs.
  private(set) var skipped = 0
  /// Photos of which nothing could be made, or nothing that a portal takes.
  private(set) var failed = 0
  /// Photos of which only was told what would be done.
  private(set) var planned = 0

  /// A summary that counts results which were found in folders as skipped.
  init(skipped: Int) { self.skipped = skipped }

  /// Counts what became of a photo.
  mutating func count(_ result: Result<PhotoWork.Outcome, Failure>) {
    switch result {
    case .success(.prepared(let photo)): if photo.ok { prepared += 1 } else { failed += 1 }
    case .success(.passedOver(let photo)): if photo.reason == .dryRun { planned += 1 } else { skipped += 1 }
    case .failure: failed += 1
    }
  }

  /// All of them.
  var total: Int { prepared + skipped + failed + planned }

  /// The contract's object.
  func json(seconds: Double) -> JSON {
    let summary: JSON = [
      "prepared": .integer(prepared), "skipped": .integer(skipped), "failed": .integer(failed),
      "seconds": .number((seconds * 1000).rounded() / 1000),
    ]
    return ["summary": planned > 0 ? summary.adding(["planned": .integer(planned)]) : summary]
  }

  /// A line for people.
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
