import ArgumentParser
import ReviewStore

/// `uploadprep review withdraw`
struct ReviewWithdraw: ReviewAct {
  static let configuration = CommandConfiguration(
    commandName: "withdraw",
    abstract: words("Takes a return back, while the candidate has changed nothing.", "撤销退回（考生尚未修改时）。"))
  @Argument(help: help("Registration numbers.", "报名号，可多个。", value: "reg")) var registrations: [RegistrationNumber]
  @OptionGroup var act: ActOptions
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions

  func run(on store: ReviewStore, with console: Console) throws -> ExitStatus {
    try each(registrations, with: console) { try store.withdraw($0, as: act.staff, version: act.version) }
  }
}
