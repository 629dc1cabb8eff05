import ImageKit
import Wording

/// The numbers that identity cards should bear: one for all, or those of a table.
struct ExpectedNumbers: Sendable {
  private var one: CardNumber?
  private var table: NamesTable?

  /// No number.
  init() {}

  /// One number for all cards.
  init(one number: CardNumber) { one = number }

  /// The numbers of a table's column `id-number`, for photos or for candidates' folders.
  ///
  /// - Throws: `bad-names` for a table that has no such column, or a number that is none; no number is named.
  init(_ path: Path) throws(Failure) {
    let table = try NamesTable.read(path)
    guard table.columns.contains(Self.column) else {
      throw Failure(
        .unreadableData, code: "bad-names",
        Bilingual(
          "The table has no column `id-number`. Name it in the first line.", "表格中没有“身份证号”列，请在首行写明列名。"),
        input: path.text)
    }
    let mistakes = table.lines.compactMap { row in
      row.fields[Self.column].flatMap { CardNumber($0) } == nil && row.fields[Self.column] != nil
        ? NamesTable.mistake(
          row.line,
          Bilingual("the number is not that of a resident identity card.", "证件号码不是居民身份证号码。")) : nil
    }
    guard mistakes.isEmpty else {
      throw Failure(
        .unreadableData, code: "bad-names",
        Bilingual("The table of numbers cannot be used.", "证件号码表格有误。"), input: path.text,
        reasons: Array(mistakes.prefix(NamesTable.toldMistakes)))
    }
    self.table = table
  }

  private static let column = "id-number"

  /// The number that a card in a file should bear; nil where none is known.
  func number(for input: Input) -> CardNumber? {
    one ?? table?.row(of: input)?.fields[Self.column].flatMap { CardNumber($0) }
  }

  /// How many inputs the table does not name, in words; nil without a table, or where it names all.
  func unknown(among inputs: [Input]) -> Bilingual? {
    guard let table else { return nil }
    let count = inputs.count { table.row(of: $0) == nil }
    guard count > 0 else { return nil }
    return Bilingual(
      count == 1
        ? "The table of --names does not name 1 file; its number is not compared."
        : "The table of --names does not name \(count) files; their numbers are not compared.",
      "--names 表格中没有其中 \(count) 个文件，未比对其证件号码。")
  }
}
