import ArgumentParser
import ReviewStore

/// `uploadprep audit`
struct AuditCommand: StoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit", abstract: words("Shows the log of changes.", "查看操作日志。"))
  @Argument(help: help("Only this registration's.", "只看某一报名号。", value: "reg")) var registration: String?
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions

  func run(on store: ReviewStore, with console: Console) throws -> ExitStatus {
    try store.eachAuditEntry(of: registration) { entry in
      try console.tell(
        [
          "sequence": .integer(entry.sequence), "time": .time(entry.time), "actor": .string(entry.actor),
          "action": .string(entry.action), "subject": .string(entry.subject), "before": .string(entry.before),
          "after": .string(entry.after), "hash": .string(entry.hash),
        ],
        people: ["\(entry.sequence)", entry.time.forPeople, entry.actor, entry.action, entry.subject, entry.after]
          .map(Printable.name).joined(separator: "  "))
    }
    return .done
  }
}
