import ArgumentParser
import ImageKit
import ReviewStore
import Wording

/// `uploadprep store erase`
struct StoreErase: StoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "erase",
    abstract: words(
      "Removes a registration's personal data and pictures for good.", "永久清除一名考生的个人信息和图片。"),
    discussion: words(
      "What was taken out of the store earlier is not reached: exported dossiers and lists, and backups. Delete those too.",
      "此前从审核库导出的材料、名单和备份不受影响，请另行删除。"))
  @Argument(help: help("The registration number.", "报名号。", value: "reg")) var registration: RegistrationNumber
  @OptionGroup var person: StaffOptions
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions

  func run(on store: ReviewStore, with console: Console) throws -> ExitStatus {
    try store.erase(registration, as: person.name)
    try console.tell(
      ["registration": .string(registration.rawValue), "erased": true],
      people: console.text(
        Bilingual(
          "\(registration) has been erased. Exported files and backups are outside of the store: delete those too.",
          "\(registration) 的个人信息和图片已清除。已导出的文件和备份不在审核库内，请另行删除。")))
    return .done
  }
}
