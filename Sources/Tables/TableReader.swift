/// Reads a table that somebody made with a spreadsheet program: CSV in UTF-8 or GBK, or an Excel workbook. Which one it is
/// is told from the content.
public struct TableReader: Sendable {
  /// The most fields kept of a record. Without a limit, a file of commas would use memory for each byte.
  public static let longestRecord = 1024

  private enum Source: Sendable {
    case csv(CSVReader)
    case workbook(ArraySlice<TableRecord>)
  }

  private var source: Source

  /// A reader of a file's bytes.
  ///
  /// - Throws: ``TableError`` for a workbook that cannot be read, or is too large.
  public init(_ bytes: [UInt8]) throws(TableError) {
    if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
      source = .workbook(try Workbook.rows(of: bytes)[...])
    } else if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
      // The binary format of Excel 97 to 2003, or a workbook with a password.
      throw .oldWorkbook
    } else {
      source = .csv(CSVReader(TextEncoding.utf8(of: bytes)))
    }
  }

  /// The next record; nil at the end.
  public mutating func next() -> TableRecord? {
    switch source {
    case .csv(var reader):
      let record = reader.next()
      source = .csv(reader)
      return record
    case .workbook(var rows):
      let record = rows.popFirst()
      source = .workbook(rows)
      return record
    }
  }
}
