import ArgumentParser
import ReviewStore

/// `uploadprep status`
struct StatusCommand: StoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: words("Tells where an application stands.", "查看审核状态。"))
  @Argument(help: help("The registration number.", "报名号。", value: "reg")) var registration: RegistrationNumber
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions
  var onlyReads: Bool { true }

  func run(on store: ReviewStore, with console: Console) throws -> ExitStatus {
    let status = try store.status(of: registration)
    let shared = try store.registrationsSharingPages(with: registration)
    try console.tell(
      status.json.adding(["sameUnder": .list(shared.map(\.rawValue))]), people: status.line(in: console.language))
    return .done
  }
}
