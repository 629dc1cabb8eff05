import ArgumentParser
import ReviewStore
import Wording

/// `uploadprep staff reset-second-factor`
struct StaffResetFactor: StoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "reset-second-factor",
    abstract: words("Removes the second factor of somebody who has lost it.", "重置工作人员的双因素认证。"))
  @Argument(help: help("The member of staff.", "工作人员名称。")) var name: StaffName
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions

  func run(on store: ReviewStore, with console: Console) throws -> ExitStatus {
    try store.resetSecondFactor(of: name)
    try console.tell(
      ["name": .string(name.rawValue), "hasSecondFactor": false],
      people: console.text(
        Bilingual("\(name) signs in with the password alone.", "已重置 \(name) 的双因素认证，登录时只需密码。")))
    return .done
  }
}
