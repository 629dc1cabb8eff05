import ArgumentParser
import ImageKit
import ReviewStore
import Wording

/// `uploadprep staff disable`
struct StaffDisable: StoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "disable", abstract: words("Ends what a member of staff may do.", "停用工作人员账号。"))
  @Argument(help: help("The member of staff.", "工作人员名称。")) var name: StaffName
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions

  func run(on store: ReviewStore, with console: Console) throws -> ExitStatus {
    try store.disableStaff(name)
    try console.tell(
      ["name": .string(name.rawValue), "disabled": true],
      people: console.text(Bilingual("\(name) may act no longer.", "\(name) 已停用。")))
    return .done
  }
}
