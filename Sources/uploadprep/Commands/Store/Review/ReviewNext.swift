import ArgumentParser
import ReviewStore
import Wording

/// `uploadprep review next`
struct ReviewNext: StoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "next",
    abstract: words("Takes hold of one of the applications that have waited longest.", "领取等待最久的材料之一。"))
  @OptionGroup var person: StaffOptions
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions

  func run(on store: ReviewStore, with console: Console) throws -> ExitStatus {
    if let status = try store.claimNext(as: person.name) {
      try console.tell(status.json, people: status.line(in: console.language))
    } else {
      try console.tell(
        ["registration": .null],
        people: console.text(Bilingual("Nothing is waiting for you just now.", "目前没有等待您审核的材料。")))
    }
    return .done
  }
}
