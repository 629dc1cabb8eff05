import ArgumentParser
import ReviewStore

/// `uploadprep review appeals`
struct ReviewAppeals: StoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "appeals", abstract: words("Lists appeals that are not decided yet.", "列出待处理的复核申请。"))
  @OptionGroup var person: StaffOptions
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions
  var onlyReads: Bool { true }

  func run(on store: ReviewStore, with console: Console) throws -> ExitStatus {
    var filter = ConsoleFilter()
    filter.appealsOnly = true
    filter.limit = 500
    while true {
      let entries = try store.console(filter, for: person.name)
      for line in entries {
        let view = try store.staffView(of: line.entry.registration, as: person.name)
        try console.tell(
          line.json.adding(["appeal": view.appeal?.json ?? .null]),
          people: [
            line.entry.registration.rawValue, line.entry.name, line.entry.site, view.appeal?.words ?? "",
          ].map(Printable.name).joined(separator: "  "))
      }
      guard entries.count == filter.limit else { return .done }
      filter.after = entries.last?.entry.registration
    }
  }
}

/// `uploadprep review uphold`
struct ReviewUphold: ReviewAct {
  static let configuration = CommandConfiguration(
    commandName: "uphold", abstract: words("Decides appeals: the rejection stands.", "复核：维持审核拒绝。"))
  @Argument(help: help("Registration numbers.", "报名号，可多个。", value: "reg")) var registrations: [RegistrationNumber]
  @OptionGroup var note: NoteOptions
  @OptionGroup var act: ActOptions
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions

  func run(on store: ReviewStore, with console: Console) throws -> ExitStatus {
    let words = try note.words(in: store)
    return try each(registrations, with: console) {
      try store.decideAppeal(of: $0, .upheld, note: words, as: act.staff, version: act.version)
    }
  }
}

/// `uploadprep review grant`
struct ReviewGrant: ReviewAct {
  static let configuration = CommandConfiguration(
    commandName: "grant",
    abstract: words("Decides appeals: the rejection is taken back.", "复核：撤销审核拒绝，重新审核。"))
  @Argument(help: help("Registration numbers.", "报名号，可多个。", value: "reg")) var registrations: [RegistrationNumber]
  @OptionGroup var note: NoteOptions
  @OptionGroup var act: ActOptions
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions

  func run(on store: ReviewStore, with console: Console) throws -> ExitStatus {
    let words = try note.words(in: store)
    return try each(registrations, with: console) {
      try store.decideAppeal(of: $0, .granted, note: words, as: act.staff, version: act.version)
    }
  }
}
