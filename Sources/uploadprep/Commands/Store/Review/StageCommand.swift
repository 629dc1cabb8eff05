import ArgumentParser
import ReviewStore

/// `uploadprep stage`
struct StageCommand: ReviewAct {
  static let configuration = CommandConfiguration(
    commandName: "stage",
    abstract: words("Moves passed applications on: payment, preparing, passed, failed.", "设置后续阶段：缴费、备考、通过、未通过。"))
  @Argument(
    help: help(
      "Registration numbers, then the stage: payment, preparing, passed or failed.",
      "报名号（可多个），最后是阶段：payment、preparing、passed 或 failed。", value: "reg… stage"), completion: .stage)
  var arguments: [String]
  @OptionGroup var act: ActOptions
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    guard arguments.count > 1, stage != nil else {
      throw usage(
        "Name registrations, then payment, preparing, passed or failed.",
        "请先写报名号，最后写 payment、preparing、passed 或 failed。")
    }
  }

  private var stage: Application.State? {
    arguments.last.flatMap(ApplicationState.init(rawValue:)).flatMap { ApplicationState.stages.contains($0) ? $0 : nil }
  }

  func run(on store: ReviewStore, with console: Console) throws -> ExitStatus {
    guard let stage else { return .usage }
    return try each(arguments.dropLast().map(RegistrationNumber.init(rawValue:)), with: console) {
      try store.setStage(stage, of: $0, as: act.staff, version: act.version)
    }
  }
}
