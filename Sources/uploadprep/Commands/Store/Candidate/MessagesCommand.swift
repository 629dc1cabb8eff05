import ArgumentParser
import ReviewStore
import Wording

/// `uploadprep messages`
struct MessagesCommand: StoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "messages", abstract: words("Shows what a candidate has been told, newest first.", "查看考生的消息提醒，最新的在前。"))
  @Argument(help: help("The registration number.", "报名号。", value: "reg")) var registration: RegistrationNumber
  @Flag(help: help("Record that the candidate has now seen them all.", "登记考生已阅读全部消息。")) var seen = false
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions
  var onlyReads: Bool { !seen }

  func run(on store: ReviewStore, with console: Console) throws -> ExitStatus {
    if seen { try store.seeMessages(of: registration) }
    for message in try store.messages(of: registration) {
      let seen = message.seenAt.map { Bilingual("seen \($0.forPeople)", "已读 \($0.forPeople)") }
      let state = console.text(seen ?? Bilingual("not seen", "未读"))
      try console.tell(message.json, people: "\(message.time.forPeople) \(message.text) [\(state)]")
    }
    return .done
  }
}
