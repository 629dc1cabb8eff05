import ArgumentParser
import ReviewStore
import Tables

/// `uploadprep registration template`
struct RegistrationTemplate: Command {
  static let configuration = CommandConfiguration(
    commandName: "template",
    abstract: words("Writes an empty table for `registration import`.", "生成供 `registration import` 导入用的空白名单。"),
    discussion: words(
      "An Excel workbook when the name ends in .xlsx, else CSV. It holds an invented example, which no import takes.",
      "文件名以 .xlsx 结尾时为 Excel 工作簿，否则为 CSV；其中的示例行不会被导入。"))
  @Argument(help: help("The file to write; \"-\" is standard output.", "输出文件，“-”表示标准输出。", value: "file")) var file: Path
  @Flag(help: help("Replaces an existing file.", "覆盖已有文件。")) var force = false
  @OptionGroup var global: GlobalOptions

  func run(with console: Console) async throws -> ExitStatus {
    let format: TableFormat = file.text.lowercased().hasSuffix(".xlsx") ? .xlsx : .csv
    try OutputFile.write(try ReviewStore.importTemplate(format), to: file, replacing: force)
    guard file != .standardStream else { return .done }
    try console.tell(["output": .string(file.text)], people: Printable.name(file.text))
    return .done
  }
}
