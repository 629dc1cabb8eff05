import ArgumentParser
import ImageKit
import ReviewStore
import Wording

extension QueueOrder: ExpressibleByArgument {}

/// `uploadprep review queue`
struct ReviewQueue: StoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "queue", abstract: words("Lists what waits for a member of staff, longest first.", "列出待审核的考生，等待最久的在前。")
  )
  @OptionGroup var person: StaffOptions
  @Option(help: help("How many at most.", "最多列出多少条。", value: "n")) var limit: Int?
  @Option(
    help: help(
      "What comes first: who has waited longest (since), or whose pictures give most to say (findings).",
      "排序：等待最久在前（since），或图片问题最多在前（findings）。"))
  var sort = QueueOrder.since
  @Option(help: help("Goes on after this registration.", "从该报名号之后继续列出。", value: "reg")) var after: RegistrationNumber?
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions
  var onlyReads: Bool { true }

  func validate() throws { if let limit { try requirePositive(limit, "--limit") } }

  /// The number of entries fetched at a time.
  private static let pageSize = 500

  func run(on store: ReviewStore, with console: Console) throws -> ExitStatus {
    var after = after
    var left = limit ?? .max
    while left > 0 {
      let page = try store.queue(for: person.name, after: after, limit: min(left, Self.pageSize), by: sort)
      try page.forEach { try tell($0, on: console) }
      guard page.count == Self.pageSize else { break }
      after = page.last?.registration
      left -= page.count
    }
    return .done
  }

  private func tell(_ entry: QueueEntry, on console: Console) throws {
    try console.tell(
      entry.json,
      people: [
        entry.since.forPeople, entry.registration.rawValue, entry.name, entry.category, entry.site,
        console.text(entry.state.name), entry.claimedBy.map { console.text(Bilingual("(\($0))", "（\($0)）")) } ?? "",
        entry.complete ? "" : console.text(Bilingual("papers missing", "缺材料")),
        entry.remarks(in: console.language),
      ].filter { !$0.isEmpty }.map(Printable.name).joined(separator: "  "))
  }
}

extension QueueEntry {
  /// The findings about its pictures, as text.
  fileprivate func remarks(in language: Language) -> String {
    guard findings > 0 else { return "" }
    let count = Bilingual("⚠ \(findings) to look at", "⚠ \(findings) 处需留意")
    guard !sameUnder.isEmpty else { return count.text(in: language) }
    let numbers = Bilingual.list(sameUnder.map(\.rawValue))
    return Bilingual(
      "\(count.english), same page under \(numbers.english)", "\(count.chinese)，与 \(numbers.chinese) 有相同页面"
    ).text(in: language)
  }
}
