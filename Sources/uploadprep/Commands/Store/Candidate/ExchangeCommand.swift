import ArgumentParser
import ReviewStore

/// `uploadprep exchange`
struct ExchangeCommand: StoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "exchange",
    abstract: words(
      "Exchanges two pictures of a material, such as the two sides of a card.", "对调同一材料的两张图片，如证件正反面放反时。"))
  @OptionGroup var picture: PlaceArguments
  @Argument(help: help("The other picture's position.", "另一张图片的位置。", value: "other")) var other: Int
  @Option(
    name: .customLong("as"),
    help: help(
      "The clerk who does it for the candidate. Default: the candidate.", "以经办人身份代办，默认为考生本人。", value: "clerk"))
  var clerk: StaffName?
  @OptionGroup var seen: VersionOption
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions

  func run(on store: ReviewStore, with console: Console) throws -> ExitStatus {
    let status = try store.exchange(
      picture.place, with: other, of: picture.registration, version: seen.version, by: clerk)
    try console.tell(status.json, people: status.line(in: console.language))
    return .done
  }
}
