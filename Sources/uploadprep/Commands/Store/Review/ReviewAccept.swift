import ArgumentParser
import ReviewStore

/// `uploadprep review accept`
struct ReviewAccept: ReviewAct {
  static let configuration = CommandConfiguration(
    commandName: "accept", abstract: words("Finds a picture good.", "图片审核通过。"))
  @OptionGroup var picture: PlaceArguments
  @OptionGroup var act: ActOptions
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions

  func run(on store: ReviewStore, with console: Console) throws -> ExitStatus {
    let status = try store.accept(picture.place, of: picture.registration, as: act.staff, version: act.version)
    try console.tell(status.json, people: status.line(in: console.language))
    return .done
  }
}
