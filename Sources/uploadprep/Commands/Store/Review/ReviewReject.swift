import ArgumentParser
import ReviewStore

/// `uploadprep review reject`
struct ReviewReject: NotedReviewAct {
  static let configuration = CommandConfiguration(
    commandName: "reject",
    abstract: words("Rejects applications whose candidates do not qualify.", "审核拒绝（不符合条件）。"))
  @Argument(help: help("Registration numbers.", "报名号，可多个。", value: "reg")) var registrations: [RegistrationNumber]
  @OptionGroup var note: NoteOptions
  @OptionGroup var act: ActOptions
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions

  func act(on registration: RegistrationNumber, note: String, in store: ReviewStore) throws -> Status {
    try store.reject(registration, note: note, as: act.staff, version: act.version)
  }
}
