import ArgumentParser
import ReviewStore

/// `uploadprep review accept-all`
struct ReviewAcceptAll: ReviewAct {
  static let configuration = CommandConfiguration(
    commandName: "accept-all",
    abstract: words("Accepts every picture that is left, once each was looked at.", "逐张查看后，其余图片全部通过。"))
  @Argument(help: help("The registration number.", "报名号。", value: "reg")) var registration: RegistrationNumber
  @Option(
    parsing: .upToNextOption,
    help: help("The places that you looked at, such as identity/1.", "已查看的位置，如 identity/1，可多个。", value: "mat/n"))
  var seen: [String]
  @OptionGroup var act: ActOptions
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    guard seen.allSatisfy({ Place(typed: $0) != nil }) else {
      throw usage("Write a place as identity/1.", "位置应写作 identity/1。")
    }
  }

  func run(on store: ReviewStore, with console: Console) throws -> ExitStatus {
    try each([registration], with: console) {
      try store.acceptAll(of: $0, seen: seen.compactMap(Place.init(typed:)), as: act.staff, version: act.version)
    }
  }
}
