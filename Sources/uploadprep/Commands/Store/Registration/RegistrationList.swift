import ArgumentParser
import ReviewStore
import Tables

extension RosterOrder: ExpressibleByArgument {}

/// `uploadprep registration list`
struct RegistrationList: StoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: words("Lists registrations, or writes them as a table.", "列出考生，或导出为表格。"))
  @OptionGroup var which: RosterOptions
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
    var filter = which.filter
    filter.order = sort
    filter.descending = descending
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
