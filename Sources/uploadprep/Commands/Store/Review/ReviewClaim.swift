import ArgumentParser
import ReviewStore

/// `uploadprep review claim`
struct ReviewClaim: ReviewAct {
  static let configuration = CommandConfiguration(
    commandName: "claim", abstract: words("Takes hold of applications.", "领取审核任务。"))
  @Argument(help: help("Registration numbers.", "报名号，可多个。", value: "reg")) var registrations: [RegistrationNumber]
  @OptionGroup var act: ActOptions
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions

  func run(on store: ReviewStore, with console: Console) throws -> ExitStatus {
    try each(registrations, with: console) { try store.claim($0, as: act.staff, version: act.version) }
  }
}
