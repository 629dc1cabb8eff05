import ArgumentParser
import ReviewStore

/// `uploadprep appeal`
struct AppealCommand: StoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "appeal", abstract: words("Appeals once against a rejection.", "对审核拒绝申请复核（仅限一次）。"))
  @Argument(help: help("The registration number.", "报名号。", value: "reg")) var registration: RegistrationNumber
  @Option(
    name: .customLong("words"),
    help: help("Why the decision should be looked at again.", "复核理由。", value: "text"))
  var reason: String
  @OptionGroup var seen: VersionOption
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions

  func run(on store: ReviewStore, with console: Console) throws -> ExitStatus {
    let status = try store.appeal(registration, words: reason, version: seen.version)
    try console.tell(status.json, people: status.line(in: console.language))
    return .done
  }
}
