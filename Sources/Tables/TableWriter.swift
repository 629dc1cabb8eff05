/// The file format of a table.
public enum TableFormat: String, Sendable, Hashable, CaseIterable {
  /// Comma-separated values in UTF-8 with a byte order mark, which Excel needs to recognize UTF-8.
  case csv
  /// An Excel workbook with one sheet (ECMA-376).
  case xlsx

  /// The media type, for HTTP.
  public var mediaType: String {
    switch self {
    case .csv: "text/csv; charset=utf-8"
    case .xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    }
  }
}

/// Writes a table row by row, in memory that does not grow with the number of rows.
///
/// No cell is ever a formula: in CSV a text that a spreadsheet would evaluate gets an apostrophe in front, and in XLSX
/// every text is typed as a string.
public final class TableWriter {
  private enum Output {
    case csv
    case xlsx(WorkbookWriter)
  }

  private let output: Output
  private let sink: ([UInt8]) throws -> Void
  private var buffer: [UInt8] = []
  private static let bufferSize = 65_536

  /// Begins a table.
  ///
  /// - Parameters:
  ///   - sheet: the sheet's name in a workbook.
  ///   - sink: takes the file's bytes, in order.
  /// - Throws: what the sink throws; ``TableError``.
  public init(_ format: TableFormat, sheet: String, to sink: @escaping ([UInt8]) throws -> Void) throws {
    self.sink = sink
    switch format {
    case .csv:
      output = .csv
      buffer = [0xEF, 0xBB, 0xBF]
    case .xlsx: output = .xlsx(try WorkbookWriter(sheet: sheet, to: sink))
    }
  }

  /// Adds a row of texts.
  public func add(_ cells: [String]) throws {
    switch output {
    case .csv:
      buffer += CSVText.row(cells.map(CSVText.harmless)).utf8
      if buffer.count >= Self.bufferSize { try flush() }
    case .xlsx(let workbook): try workbook.add(cells)
    }
  }

  /// Ends the table. Nothing may be added afterwards.
  public func finish() throws {
    switch output {
    case .csv: try flush()
    case .xlsx(let workbook): try workbook.finish()
    }
  }

  private func flush() throws {
    guard !buffer.isEmpty else { return }
    try sink(buffer)
    buffer.removeAll(keepingCapacity: true)
  }
}
