import ArgumentParser
import ReviewStore

/// `uploadprep messages`
struct MessagesCommand: StoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "messages", abstract: words("Shows what a candidate has been told, newest first.", "查看考生的消息提醒，最新的在前。"))
  @Argument(help: help("The registration number.", "报名号。", value: "reg")) var registration: RegistrationNumber
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions
  var onlyReads: Bool { true }

  func run(on store: ReviewStore, with console: Console) throws -> ExitStatus {
    for message in try store.messages(of: registration) {
      try console.tell(message.json, people: "\(message.time.forPeople) \(message.text)")
    }
    return .done
  }
}
