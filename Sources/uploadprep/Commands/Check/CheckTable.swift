import ImageKit
import Tables
import Wording

/// The table of `check --csv`: one row per file, for spreadsheets.
///
/// Excel opens it directly: UTF-8 with a byte order mark, lines ended by CR LF, fields quoted as in RFC 4180.
struct CheckTable: ~Copyable {
  private var file: OutputFile
  private let language: Language

  /// Begins a table and writes its header.
  static func begin(at path: Path, replacing: Bool, language: Language) throws(Failure) -> CheckTable {
    var table = CheckTable(file: try OutputFile(path, replacing: replacing), language: language)
    try table.file.write([0xEF, 0xBB, 0xBF])
    let header =
      switch language {
      case .english:
        ["path", "candidate", "ok", "format", "width", "height", "bytes", "orientation", "findings", "messages"]
      case .chinese: ["文件", "考生", "是否合格", "格式", "宽", "高", "字节数", "方向", "问题", "说明"]
      }
    try table.file.write(CSVText.row(header).utf8)
    return table
  }

  /// Appends a file's row.
  mutating func add(_ checked: CheckedFile) throws(Failure) {
    let facts = checked.facts
    let ok = checked.ok ? Bilingual("yes", "合格") : Bilingual("no", "不合格")
    let numbers = [facts?.width, facts?.height, checked.bytes, facts?.orientation.rawValue]
    let fields =
      [checked.path, checked.candidate ?? ""].map { CSVText.harmless(Printable.name($0)) }
      + [ok.text(in: language), language == .chinese ? facts?.format.name ?? "" : facts?.format.rawValue ?? ""]
      + numbers.map { $0.map { String($0) } ?? "" }
      + [
        language == .chinese
          ? checked.findings.map(\.code.title.chinese).joined(separator: "；")
          : checked.findings.map(\.code.rawValue).joined(separator: "; "),
        CSVText.harmless(
          checked.findings.map { $0.message.text(in: language) }.joined(separator: language == .chinese ? "" : " ")),
      ]
    try file.write(CSVText.row(fields).utf8)
  }

  /// Commits the file.
  consuming func finish() throws(Failure) { try file.commit() }
}
