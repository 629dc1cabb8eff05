import ArgumentParser
import ReviewStore

/// `uploadprep review return`
struct ReviewReturn: NotedReviewAct {
  static let configuration = CommandConfiguration(
    commandName: "return", abstract: words("Returns applications to the candidates.", "退回。"))
  @Argument(help: help("Registration numbers.", "报名号，可多个。", value: "reg")) var registrations: [RegistrationNumber]
  @Option(
    help: help(
      "Asks for another picture of this material in the same act, with the same note.",
      "同时要求更换该材料的图片，意见相同。", value: "material"))
  var wanting: MaterialID?
  @OptionGroup var note: NoteOptions
  @OptionGroup var act: ActOptions
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions

  func act(on registration: RegistrationNumber, note: String, in store: ReviewStore) throws -> Status {
    try store.giveBack(registration, note: note, wanting: wanting, as: act.staff, version: act.version)
  }
}
