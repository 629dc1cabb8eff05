import ArgumentParser
import ReviewStore

/// `uploadprep clerk allow`
struct ClerkAllow: StoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "allow", abstract: words("Lets a clerk upload for a candidate who wants it.", "考生授权经办人代传。"))
  @Argument(help: help("The registration number.", "报名号。", value: "reg")) var registration: RegistrationNumber
  @Argument(help: help("The clerk's code.", "经办人代码。", value: "code")) var code: String
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions

  func run(on store: ReviewStore, with console: Console) throws -> ExitStatus {
    let clerk = try store.clerk(withCode: code)
    let status = try store.allowHelper(withCode: code, for: registration)
    try console.tell(
      status.json.adding(["clerk": clerk.json]),
      people: Printable.name(registration) + "  " + Printable.name(clerk.text))
    return .done
  }
}

/// `uploadprep clerk revoke`
struct ClerkRevoke: StoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "revoke", abstract: words("Takes a candidate's permission for a clerk back.", "撤销考生对经办人的授权。"))
  @Argument(help: help("The registration number.", "报名号。", value: "reg")) var registration: RegistrationNumber
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions

  func run(on store: ReviewStore, with console: Console) throws -> ExitStatus {
    let status = try store.revokeHelper(for: registration)
    try console.tell(status.json, people: status.line(in: console.language))
    return .done
  }
}
