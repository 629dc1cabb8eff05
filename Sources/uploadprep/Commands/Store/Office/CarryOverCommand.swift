import ArgumentParser
import ImageKit
import ReviewStore
import Wording

/// `uploadprep carry-over`
struct CarryOverCommand: StoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "carry-over",
    abstract: words("Takes over what passed last year, as the policy says.", "按考区规则沿用上一年已通过的材料。"))
  @Option(help: help("Last year's store; it is only read.", "上一年的审核库（只读）。", value: "path")) var from: Path
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions

  func run(on store: ReviewStore, with console: Console) throws -> ExitStatus {
    let summary = try store.carryOver(from: from.text)
    for (registration, refusal) in summary.refused.sorted(by: { $0.key < $1.key }) {
      console.report(Failure(review: refusal, input: registration.rawValue))
    }
    try console.tell(
      [
        "from": .string(from.text), "registrations": .integer(summary.registrations),
        "pictures": .integer(summary.pictures), "unmatched": .integer(summary.unmatched),
        "refused": .integer(summary.refused.count),
      ],
      people: console.text(
        Bilingual(
          "Candidates who took something over: \(summary.registrations), pictures: \(summary.pictures). Passed last year and not registered: \(summary.unmatched).",
          "\(summary.registrations) 名考生沿用了 \(summary.pictures) 张图片；上一年通过者中有 \(summary.unmatched) 名今年未报名。")))
    return summary.refused.isEmpty ? .done : .failed
  }
}
