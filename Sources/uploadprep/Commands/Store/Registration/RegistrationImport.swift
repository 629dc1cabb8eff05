import ArgumentParser
import ImageKit
import ReviewStore
import Wording

/// `uploadprep registration import`
struct RegistrationImport: StoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: words("Enters a table of registrations: all, or none.", "导入考生名单：全部导入，或一条也不导入。"),
    discussion: words(
      "CSV in UTF-8. The first line names the columns: registration, name, category, site; and where wanted idNumber, "
        + "identity, returning, practicalPassed, mobile, address; or in Chinese 报名号, 姓名, 报考类别, 考点, …",
      "UTF-8 编码的 CSV。首行为列名：报名号、姓名、报考类别、考点；可选：证件号码、证件类型、老考生、技能通过、手机、地址（或英文列名 registration, name, …）。"))
  @Argument(help: help("The table; \"-\" is standard input.", "CSV 文件，“-”表示标准输入。", value: "file")) var file: Path
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions

  func run(on store: ReviewStore, with console: Console) throws -> ExitStatus {
    let count: Int
    do {
      count = try store.importRegistrations(csv: FileReading.bytes(ofText: file))
    } catch {
      throw Failure(review: error, input: file.text)
    }
    try console.tell(
      ["input": .string(file.text), "imported": .integer(count)],
      people: console.text(Bilingual("Registrations imported: \(count).", "已导入 \(count) 名考生。")))
    return .done
  }
}
