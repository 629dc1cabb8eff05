import ArgumentParser
import ReviewStore

/// `uploadprep registration show`
struct RegistrationShow: StoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: words("Shows one registration.", "查看一名考生的报名信息。"))
  @Argument(help: help("The registration number.", "报名号。", value: "reg")) var registration: RegistrationNumber
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions
  var onlyReads: Bool { true }

  func run(on store: ReviewStore, with console: Console) throws -> ExitStatus {
    let record = try store.registration(registration)
    try console.tell(record.json, people: record.line(in: console.language))
    if record.practicalPassed, let words = store.policy.practicalPassed { try console.say(words) }
    return .done
  }
}
