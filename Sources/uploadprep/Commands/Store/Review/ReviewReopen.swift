import ArgumentParser
import ReviewStore

/// `uploadprep review reopen`
struct ReviewReopen: ReviewAct {
  static let configuration = CommandConfiguration(
    commandName: "reopen", abstract: words("Takes a mistaken pass or rejection back.", "撤回误操作的通过或拒绝，重新审核。"))
  @Argument(help: help("Registration numbers.", "报名号，可多个。", value: "reg")) var registrations: [RegistrationNumber]
  @OptionGroup var act: ActOptions
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions

  func run(on store: ReviewStore, with console: Console) throws -> ExitStatus {
    try each(registrations, with: console) { try store.reopen($0, as: act.staff, version: act.version) }
  }
}
