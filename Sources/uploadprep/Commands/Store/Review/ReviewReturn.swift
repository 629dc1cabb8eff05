import ArgumentParser
import ReviewStore

/// `uploadprep review return`
struct ReviewReturn: NotedReviewAct {
  static let configuration = CommandConfiguration(
    commandName: "return", abstract: words("Returns applications to the candidates.", "退回。"))
  @Argument(help: help("Registration numbers.", "报名号，可多个。", value: "reg")) var registrations: [RegistrationNumber]
  @OptionGroup var note: NoteOptions
  @OptionGroup var act: ActOptions
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions

  func act(on registration: RegistrationNumber, note: String, in store: ReviewStore) throws -> Status {
    try store.giveBack(registration, note: note, as: act.staff, version: act.version)
  }
}
