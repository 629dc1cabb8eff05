import ArgumentParser
import ImageKit
import ReviewStore
import Wording

/// `uploadprep notices revive`
struct NoticesRevive: StoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "revive", abstract: words("Tries dead notices again.", "重新发送失败的短信。"))
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions

  func run(on store: ReviewStore, with console: Console) throws -> ExitStatus {
    let count = try store.reviveNotices()
    try console.tell(
      ["revived": .integer(count)],
      people: console.text(Bilingual("Notices that will be tried again: \(count).", "将重新发送 \(count) 条短信。")))
    return .done
  }
}
