import ArgumentParser
import ReviewStore
import Tables

extension Application.State: ExpressibleByArgument {}
extension RosterOrder: ExpressibleByArgument {}

/// `uploadprep registration list`
struct RegistrationList: StoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: words("Lists registrations, or writes them as a table.", "列出考生，或导出为表格。"))
  @Option(help: help("Only those in a state.", "只列出某一状态。")) var state: Application.State?
  @Flag(help: help("Only those who are filling in and have uploaded nothing.", "只列出尚未上传任何图片的考生。"))
  var nothingUploaded = false
  @Option(help: help("Only those of an exam site.", "只列出某一考点。")) var site: String?
  @Option(help: help("Only those of a category.", "只列出某一报考类别。")) var category: String?
  @Flag(help: help("Only those who have not reacted to a return in time.", "只列出退回后逾期未处理的考生。"))
  var overdue = false
  @Flag(
    help: help(
      "Only those with a warning: no mobile or identity number, something noticed in a picture, overdue, a void code.",
      "只列出有提示的考生：缺手机号码或证件号码、图片需留意、逾期未处理、验证码失效。"))
  var warnings = false
  @Option(
    help: help(
      "Only those with this in their number or name, or as the last 4 to 6 characters of the identity number.",
      "只列出报名号或姓名含有该文字、或证件号码以该四至六位结尾的考生。", value: "text"))
  var search: String?
  @Option(help: help("The order.", "排序。")) var sort = RosterOrder.entry
  @Flag(help: help("Reverses the order.", "倒序。")) var descending = false
  @Option(
    help: help(
      "Writes them as CSV for Excel, with masked numbers; \"-\" is standard output. The log keeps the export.",
      "导出为 Excel 可打开的 CSV，证件号码和手机号码隐去部分数字，“-”表示标准输出；导出会记入操作日志。", value: "file.csv"))
  var csv: Path?
  @Option(
    help: help("Writes them as an Excel workbook, as --csv does.", "导出为 Excel 工作簿，其余同 --csv。", value: "output"))
  var xlsx: Path?
  @Flag(help: help("Replaces the file.", "替换已有的文件。")) var force = false
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions
  var onlyReads: Bool { csv == nil && xlsx == nil }

  func validate() throws {
    if csv != nil, xlsx != nil {
      throw usage("Give --csv or --xlsx, not both.", "--csv 与 --xlsx 只能用其一。")
    }
  }

  func run(on store: ReviewStore, with console: Console) throws -> ExitStatus {
    var filter = RosterFilter()
    filter.states = state.map { [$0] } ?? []
    filter.nothingUploaded = nothingUploaded
    filter.site = site
    filter.category = category
    filter.overdueOnly = overdue
    filter.warningsOnly = warnings
    filter.search = search
    filter.order = sort
    filter.descending = descending
    filter.limit = nil
    guard let output = csv ?? xlsx else {
      try store.eachRosterEntry(filter) { entry in
        try console.tell(entry.json, people: entry.record.line(in: console.language))
      }
      return .done
    }
    let file = try TableFile(output, replacing: force)
    let count = try store.exportRoster(filter, as: csv == nil ? .xlsx : .csv, in: console.language, to: file.write)
    try file.commit()
    // Standard output holds the table.
    guard output != .standardStream else { return .done }
    try console.tell(
      ["output": .string(output.text), "exported": .integer(count)],
      people: console.text(.init("Registrations exported: \(count).", "已导出 \(count) 名考生。")))
    return .done
  }
}

/// An output file that closures can write to.
final class TableFile {
  private var file: OutputFile?

  init(_ path: Path, replacing: Bool) throws { file = try OutputFile(path, replacing: replacing) }

  /// Appends bytes.
  func write(_ bytes: [UInt8]) throws { try file?.write(bytes) }

  /// Gives the file its name.
  func commit() throws { try file.take()?.commit() }
}
