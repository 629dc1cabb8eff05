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
    try eachEntry(of: filter, for: person.name, in: store) { line in
      let view = try store.staffView(of: line.entry.registration, as: person.name)
      try console.tell(
        line.json.adding(["appeal": view.appeal?.json ?? .null]),
        people: [
          line.entry.registration.rawValue, line.entry.name, line.entry.site, view.appeal?.words ?? "",
        ].map(Printable.name).joined(separator: "  "))
    }
    return .done
  }
}

/// `uploadprep review uphold`
struct ReviewUphold: NotedReviewAct {
  static let configuration = CommandConfiguration(
    commandName: "uphold", abstract: words("Decides appeals: the rejection stands.", "复核：维持审核拒绝。"))
  @Argument(help: help("Registration numbers.", "报名号，可多个。", value: "reg")) var registrations: [RegistrationNumber]
  @OptionGroup var note: NoteOptions
  @OptionGroup var act: ActOptions
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions

  func act(on registration: RegistrationNumber, note: String, in store: ReviewStore) throws -> Status {
    try store.decideAppeal(of: registration, .upheld, note: note, as: act.staff, version: act.version)
  }
}

/// `uploadprep review grant`
struct ReviewGrant: NotedReviewAct {
  static let configuration = CommandConfiguration(
    commandName: "grant",
    abstract: words("Decides appeals: the rejection is taken back.", "复核：撤销审核拒绝，重新审核。"))
  @Argument(help: help("Registration numbers.", "报名号，可多个。", value: "reg")) var registrations: [RegistrationNumber]
  @OptionGroup var note: NoteOptions
  @OptionGroup var act: ActOptions
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions

  func act(on registration: RegistrationNumber, note: String, in store: ReviewStore) throws -> Status {
    try store.decideAppeal(of: registration, .granted, note: note, as: act.staff, version: act.version)
  }
}
