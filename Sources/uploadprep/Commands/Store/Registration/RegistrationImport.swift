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
      "CSV in UTF-8 or GBK, or an Excel workbook. The first line names the columns: registration, name, category, site; "
        + "and where wanted idNumber, identity, returning, practicalPassed, mobile, address; or in Chinese 报名号, 姓名, "
        + "报考类别, 考点, …",
      "UTF-8 或 GBK 编码的 CSV，或 Excel 工作簿。首行为列名：报名号、姓名、报考类别、考点；可选：证件号码、证件类型、老考生、技能通过、手机、地址（或英文列名 registration, name, …）。"))
  @Argument(help: help("The table; \"-\" is standard input.", "名单文件，“-”表示标准输入。", value: "file")) var file: Path
  @Flag(
    help: help(
      "Tells what the import would do, and every mistake, and enters nothing.", "只预览：列出将导入的内容和全部错误，不导入。"))
  var dryRun = false
  @Flag(
    help: help(
      "Lines about registrations that are there already correct them; with --as.", "报名号已存在的行用于更正报名信息，须同时使用 --as。"))
  var update = false
  @Option(
    name: .customLong("as"),
    help: help("The admin who corrects, for --update.", "进行更正的管理员，与 --update 同用。", value: "staff"))
  var staff: StaffName?
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions
  var onlyReads: Bool { dryRun }

  func validate() throws {
    guard update == (staff != nil) else {
      throw usage("Give --update and --as together.", "--update 与 --as 须同时使用。")
    }
  }

  func run(on store: ReviewStore, with console: Console) throws -> ExitStatus {
    let bytes = try FileReading.bytes(ofText: file)
    guard !dryRun else { return try preview(bytes, store, console) }
    let count: Int
    do {
      count = try store.importRegistrations(csv: bytes, updating: update, by: staff)
    } catch {
      throw Failure(review: error, input: file.text)
    }
    try console.tell(
      ["input": .string(file.text), "imported": .integer(count)],
      people: console.text(Bilingual("Registrations imported: \(count).", "已导入 \(count) 名考生。")))
    return .done
  }

  private func preview(_ bytes: [UInt8], _ store: ReviewStore, _ console: Console) throws -> ExitStatus {
    let preview = try store.previewImport(bytes, updating: update, by: staff)
    let json: JSON = ["input": .string(file.text)]
    var lines = [
      Bilingual(
        "New: \(preview.new). Changed: \(preview.changes.count). As they are already: \(preview.unchanged). "
          + "Lines with mistakes: \(preview.wrongLines).",
        "新增 \(preview.new) 名，更新 \(preview.changes.count) 名，无变化 \(preview.unchanged) 名，有错误的 \(preview.wrongLines) 行。")
    ]
    lines += preview.changes.map { change in
      Bilingual.list(change.fields).about("\(change.line): \(Printable.name(change.number))")
    }
    lines += preview.mistakes.map(\.message)
    if !preview.newSites.isEmpty {
      lines.append(.list(preview.newSites.map(Printable.name)).about("Sites that are not listed", "名单中没有的考点"))
    }
    if !preview.newCategories.isEmpty {
      lines.append(
        .list(preview.newCategories.map(Printable.name)).about("Categories that are not listed", "名单中没有的报考类别"))
    }
    try console.tell(
      json.adding(preview.json(in: console.language)), people: lines.map(console.text).joined(separator: "\n"))
    return preview.wrongLines == 0 ? .done : .unreadableData
  }
}
