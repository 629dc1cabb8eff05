import ArgumentParser
import ReviewStore
import Wording

/// `uploadprep audit`
struct AuditCommand: StoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit", abstract: words("Shows the log of changes.", "查看操作日志。"))
  @Argument(help: help("Only this registration's.", "只看某一报名号。", value: "reg")) var registration: RegistrationNumber?
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions
  var onlyReads: Bool { true }

  func run(on store: ReviewStore, with console: Console) throws -> ExitStatus {
    var count = 0
    try store.eachAuditEntry(of: registration?.rawValue) { entry in
      count += 1
      try console.tell(
        entry.json,
        people: ([
          "\(entry.sequence)", entry.time.forPeople, console.text(entry.actorName), console.text(entry.actionName),
          console.text(entry.subjectName),
        ] + [
          entry.changes(under: store.policy).map(console.text).joined(separator: console.text(Bilingual(", ", "，")))
        ]).map(Printable.name).joined(separator: "  "))
    }
    if let registration, count == 0 {
      // An unknown registration has no audit entries. It is refused as by any other command.
      _ = try store.status(of: registration)
    }
    return .done
  }
}
