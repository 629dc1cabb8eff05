import ArgumentParser
import ReviewStore

/// `uploadprep clerk find`
struct ClerkFind: StoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "find", abstract: words("Tells whose a clerk's code is.", "按代码查找经办人。"))
  @Argument(help: help("The clerk's code.", "经办人代码。", value: "code")) var code: String
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions
  var onlyReads: Bool { true }

  func run(on store: ReviewStore, with console: Console) throws -> ExitStatus {
    let clerk = try store.clerk(withCode: code)
    try console.tell(clerk.json, people: Printable.name(clerk.text))
    return .done
  }
}
