import ArgumentParser
import ImageKit
import ReviewStore

/// `uploadprep review queue`
struct ReviewQueue: StoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "queue", abstract: words("Lists what waits for a member of staff, longest first.", "列出待审核的考生，等待最久的在前。")
  )
  @OptionGroup var person: StaffOptions
  @Option(help: help("How many at most.", "最多列出多少条。", value: "n")) var limit = 100
  @Option(help: help("Goes on after this registration.", "从该报名号之后继续列出。", value: "reg")) var after: String?
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions

  func validate() throws { try requirePositive(limit, "--limit") }

  func run(on store: ReviewStore, with console: Console) throws -> ExitStatus {
    for entry in try store.queue(for: person.name, after: after, limit: limit) {
      try console.tell(
        [
          "registration": .string(entry.registration), "name": .string(entry.name),
          "category": .string(entry.category), "site": .string(entry.site), "state": .string(entry.state.rawValue),
          "since": .time(entry.since), "claimedBy": .optional(entry.claimedBy), "version": .integer(entry.version),
        ],
        people: [
          entry.since.forPeople, entry.registration, entry.name, entry.category, entry.site,
          console.text(entry.state.name), entry.claimedBy.map { "(\($0))" } ?? "",
        ].map(Printable.name).joined(separator: "  "))
    }
    return .done
  }
}
