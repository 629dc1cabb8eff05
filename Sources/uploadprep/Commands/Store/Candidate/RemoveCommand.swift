import ArgumentParser
import ReviewStore

/// `uploadprep remove`
struct RemoveCommand: StoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove", abstract: words("Removes a picture.", "删除一张图片。"))
  @OptionGroup var picture: PlaceArguments
  @OptionGroup var seen: VersionOption
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions

  func run(on store: ReviewStore, with console: Console) throws -> ExitStatus {
    let status = try store.remove(
      picture.material, picture.position, of: picture.registration, version: seen.version)
    try console.tell(status.json(), people: status.line(in: console.language))
    return .done
  }
}

/// Which picture is meant.
struct PlaceArguments: ParsableArguments {
  @Argument(help: help("The registration number.", "报名号。", value: "reg")) var registration: String
  @Argument(help: help("The material's id in the policy.", "材料编号。", value: "material")) var material: String
  @Argument(help: help("The picture's position, from 1.", "图片位置，从 1 开始。", value: "position")) var position: Int
}
