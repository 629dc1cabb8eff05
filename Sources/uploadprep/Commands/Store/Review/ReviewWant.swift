import ArgumentParser
import ReviewStore

/// `uploadprep review want`
struct ReviewWant: ReviewAct {
  static let configuration = CommandConfiguration(
    commandName: "want", abstract: words("Asks for another picture, or a missing one.", "要求更换或补充图片。"))
  @OptionGroup var picture: PlaceArguments
  @OptionGroup var note: NoteOptions
  @OptionGroup var act: ActOptions
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions

  func run(on store: ReviewStore, with console: Console) throws -> ExitStatus {
    let status = try store.want(
      picture.place, of: picture.registration, note: note.words(in: store), as: act.staff,
      version: act.version)
    try console.tell(status.json, people: status.line(in: console.language))
    return .done
  }
}
