import ArgumentParser
import ReviewStore

/// `uploadprep review pass`
struct ReviewPass: ReviewAct {
  static let configuration = CommandConfiguration(
    commandName: "pass", abstract: words("Passes applications at your level.", "审核通过。"))
  @Argument(help: help("Registration numbers.", "报名号，可多个。", value: "reg")) var registrations: [RegistrationNumber]
  @OptionGroup var act: ActOptions
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions

  func run(on store: ReviewStore, with console: Console) throws -> ExitStatus {
    try each(registrations, with: console) { try store.pass($0, as: act.staff, version: act.version) }
  }
}
