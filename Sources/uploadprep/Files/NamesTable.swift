import ImageKit
import Tables
import Wording

/// The table of `--names`: a column with the photos' names, and others with what is known of each photo: the fields of its
/// new name, or the number of its identity card.
///
/// Messages name lines and columns, never a cell's content, which may be personal.
struct NamesTable: Sendable {
  /// One line of the table.
  struct Row: Sendable {
    /// Its number in the file.
    let line: Int
    /// The cells by the names of their columns.
    let fields: [String: String]
  }

  private var rows: [String: Row] = [:]
  /// The names of the columns that can be fields.
  private(set) var columns: Set<String> = []

  /// The most mistakes that are listed.
  static let toldMistakes = 50

  /// Reads a table: CSV in UTF-8 or GBK, or an Excel workbook.
  ///
  /// - Throws: ``Failure`` with every mistake and its line.
  static func read(_ path: Path) throws(Failure) -> NamesTable {
    let bytes = try FileReading.bytes(ofText: path)
    do {
      return try NamesTable(TableReader(bytes), path.text)
    } catch let error as Failure {
      throw error
    } catch let error as TableError {
      throw Failure(error, .unreadableData, input: path.text)
    } catch {
      throw Failure(any: error, input: path.text)
    }
  }

  private init(_ reader: consuming TableReader, _ input: String) throws(Failure) {
    var reader = reader
    var header: [[String]]?
    var mistakes: [Failure.Reason] = []
    while let record = reader.next() {
      if record.isBlank { continue }
      guard record.flaw == nil else {
        mistakes.append(Self.mistake(record.line, Bilingual("this line cannot be read.", "该行无法读取。")))
        continue
      }
      let cells = record.fields.map(Self.trimmed)
      guard let columns = header else {
        let names = cells.map(Self.names(of:))
        guard names.contains(where: { $0.contains("file") }) else {
          throw Failure(
            .unreadableData, code: "bad-names",
            Bilingual(
              "The table's first line must name its columns, and one of them `file`: the photo's name.",
              "表格首行应为列名，其中一列为“文件”（照片文件名）。"), input: input)
        }
        header = names
        self.columns = Set(names.joined())
        continue
      }
      var fields: [String: String] = [:]
      for (names, cell) in zip(columns, cells) where !cell.isEmpty {
        for name in names { fields[name] = cell }
      }
      guard let file = fields["file"] else {
        mistakes.append(Self.mistake(record.line, Bilingual("the photo's name is missing.", "缺少照片文件名。")))
        continue
      }
      if let former = rows.updateValue(Row(line: record.line, fields: fields), forKey: file) {
        mistakes.append(
          Self.mistake(
            record.line, Bilingual("line \(former.line) is about the same photo.", "与第 \(former.line) 行是同一张照片。")))
      }
    }
    try Self.refuse(mistakes, Bilingual("The table of names cannot be used.", "文件名表格有误。"), input)
  }

  /// The line about a photo: by its path, the end of its path, or its name without extension.
  func row(of path: Path) -> Row? {
    let parts = path.text.split(separator: "/")
    for count in parts.indices {
      let end = parts[count...].joined(separator: "/")
      if let row = rows[end] { return row }
    }
    return rows[path.text] ?? rows[Path(bytes: path.stem).text]
  }

  /// The line about a photo, or else about the folder of its candidate.
  func row(of input: Input) -> Row? { row(of: input.path) ?? input.candidate.flatMap { rows[$0] } }

  /// All lines, in the order of the file.
  var lines: [Row] { rows.values.sorted { $0.line < $1.line } }

  /// The number of lines.
  var count: Int { rows.count }

  /// A reason that names a line.
  static func mistake(_ line: Int, _ words: Bilingual) -> Failure.Reason {
    Failure.Reason(
      code: "bad-name", message: words.about("Line \(line)", "第 \(line) 行"), facts: ["line": .integer(line)])
  }

  /// Throws one failure with the mistakes, if there are any.
  static func refuse(_ mistakes: [Failure.Reason], _ words: Bilingual, _ input: String?) throws(Failure) {
    guard !mistakes.isEmpty else { return }
    let count = mistakes.count
    throw Failure(
      .unreadableData, code: "bad-names",
      words.followed(
        by: Bilingual(
          count == 1 ? "There is 1 mistake; nothing was written." : "There are \(count) mistakes; nothing was written.",
          "共 \(count) 处错误，未写入任何文件。")), input: input, reasons: Array(mistakes.prefix(toldMistakes)))
  }

  private static func trimmed(_ text: String) -> String {
    var text = text[...]
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }

  /// The names of a column: as written, and the common one where it has one. Case, spaces, hyphens and underscores do
  /// not matter for the latter.
  private static func names(of column: String) -> [String] {
    let plain = column.lowercased().filter { !" -_".contains($0) }
    let common: String? =
      switch plain {
      case "file", "filename", "path", "photo", "folder", "文件", "文件名", "文件夹", "照片", "照片文件", "照片文件名": "file"
      case "idnumber", "身份证号", "身份证号码", "证件号", "证件号码": "id-number"
      case "name", "姓名": "name"
      case "registration", "registrationnumber", "报名号": "registration"
      default: nil
      }
    return [column, common].compactMap(\.self).filter { !$0.isEmpty }
  }
}
