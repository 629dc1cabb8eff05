import ArgumentParser
import ReviewStore

/// `uploadprep submit`
struct SubmitCommand: StoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "submit", abstract: words("Hands an application in for review.", "提交审核。"))
  @Argument(help: help("The registration number.", "报名号。", value: "reg")) var registration: RegistrationNumber
  @OptionGroup var seen: VersionOption
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions

  func run(on store: ReviewStore, with console: Console) throws -> ExitStatus {
    let status = try store.submit(registration, version: seen.version)
    try console.tell(status.json, people: status.line(in: console.language))
    return .done
  }
}
