import ArgumentParser
import ReviewStore

/// `uploadprep review reject`
struct ReviewReject: ReviewAct {
  static let configuration = CommandConfiguration(
    commandName: "reject",
    abstract: words("Rejects applications whose candidates do not qualify.", "审核拒绝（不符合条件）。"))
  @Argument(help: help("Registration numbers.", "报名号，可多个。", value: "reg")) var registrations: [RegistrationNumber]
  @OptionGroup var note: NoteOptions
  @OptionGroup var act: ActOptions
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions

  func run(on store: ReviewStore, with console: Console) throws -> ExitStatus {
    let words = try note.words(in: store)
    return try each(registrations, with: console) {
      try store.reject($0, note: words, as: act.staff, version: act.version)
    }
  }
}
