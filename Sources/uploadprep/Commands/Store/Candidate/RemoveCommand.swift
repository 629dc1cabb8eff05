import ArgumentParser
import ReviewStore

/// `uploadprep remove`
struct RemoveCommand: StoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove", abstract: words("Removes a picture.", "删除一张图片。"))
  @OptionGroup var picture: PlaceArguments
  @Option(
    name: .customLong("as"),
    help: help(
      "The clerk who removes it for the candidate. Default: the candidate.", "以经办人身份代删，默认为考生本人。", value: "clerk"))
  var clerk: StaffName?
  @OptionGroup var seen: VersionOption
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions

  func run(on store: ReviewStore, with console: Console) throws -> ExitStatus {
    let status = try store.remove(
      picture.place, of: picture.registration, version: seen.version, by: clerk)
    try console.tell(status.json, people: status.line(in: console.language))
    return .done
  }
}
