import ArgumentParser
import ReviewStore
import Wording

/// `uploadprep review overdue`
struct ReviewOverdue: StoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "overdue",
    abstract: words("Lists candidates who have not reacted to a return in time.", "列出逾期未处理退回的考生。"))
  @OptionGroup var person: StaffOptions
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions
  var onlyReads: Bool { true }

  func run(on store: ReviewStore, with console: Console) throws -> ExitStatus {
    var filter = ConsoleFilter()
    filter.overdueOnly = true
    try eachEntry(of: filter, for: person.name, in: store) { line in
      try console.tell(
        line.json,
        people: [
          line.entry.registration.rawValue, line.entry.name, line.entry.site, line.reactBy?.forPeople ?? "",
        ].map(Printable.name).joined(separator: "  "))
    }
    return .done
  }
}
