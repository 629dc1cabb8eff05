import ArgumentParser
import ReviewStore

/// `uploadprep review return`
struct ReviewReturn: ReviewAct {
  static let configuration = CommandConfiguration(
    commandName: "return", abstract: words("Returns applications to the candidates.", "退回。"))
  @Argument(help: help("Registration numbers.", "报名号，可多个。", value: "reg")) var registrations: [RegistrationNumber]
  @OptionGroup var note: NoteOptions
  @OptionGroup var act: ActOptions
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions

  func run(on store: ReviewStore, with console: Console) throws -> ExitStatus {
    let words = try note.words(in: store)
    return try each(registrations, with: console) {
      try store.giveBack($0, note: words, as: act.staff, version: act.version)
    }
  }
}
