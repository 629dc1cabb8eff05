import ArgumentParser
import ReviewStore

/// `uploadprep registration activate`
struct RegistrationActivate: StoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "activate", abstract: words("Lets a candidate in, once.", "考生授权、激活（首次进入）。"))
  @Argument(help: help("The registration number.", "报名号。", value: "reg")) var registration: RegistrationNumber
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions

  func run(on store: ReviewStore, with console: Console) throws -> ExitStatus {
    let status = try store.activate(registration)
    try console.tell(status.json, people: status.line(in: console.language))
    return .done
  }
}
