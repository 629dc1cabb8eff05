import CArchive

/// Reads the rows of an XLSX workbook's first sheet (ECMA-376).
///
/// The file is hostile until shown otherwise: sizes after decompression, the number of cells and the length of a cell are
/// limited, document types and so entities are refused, and no other part than the named ones is read.
enum Workbook {
  /// The largest part after decompression, in bytes.
  static let largestPart = 64 << 20
  /// The most parts of the ZIP file that are looked at.
  static let mostParts = 2_000
  /// The most cells of a sheet, and the most strings that cells share.
  static let mostCells = 3_000_000
  /// The most rows of a sheet.
  static let mostRows = 200_000
  /// The longest text of a cell in bytes; Excel allows 32,767 characters.
  static let longestCell = 4 * 32_767

  /// The rows that hold anything, padded to the width of the first.
  static func rows(of bytes: [UInt8]) throws(TableError) -> [TableRecord] {
    let first = SheetName()
    try each(bytes, "xl/workbook.xml") { try first.reader.parse($0) }
    guard let id = first.id else { throw .noWorkbook }
    let relations = Relations(id: id)
    try each(bytes, "xl/_rels/workbook.xml.rels") { try relations.reader.parse($0) }
    guard let target = relations.target else { throw .noWorkbook }
    let shared = SharedStrings()
    try each(bytes, "xl/sharedStrings.xml", isOptional: true) { try shared.reader.parse($0) }
    let sheet = Sheet(shared: shared.strings)
    let path = target.hasPrefix("/") ? String(target.dropFirst()) : "xl/" + target
    try each(bytes, path) { try sheet.reader.parse($0) }
    return padded(sheet.rows)
  }

  private static func padded(_ rows: [TableRecord]) -> [TableRecord] {
    var rows = rows.filter { !$0.isBlank }
    guard let width = rows.first.map({ $0.fields.lastIndex { !$0.isEmpty }.map { $0 + 1 } ?? 0 }) else { return [] }
    for index in rows.indices {
      while rows[index].fields.count > width, rows[index].fields.last?.isEmpty == true {
        rows[index].fields.removeLast()
      }
      let missing = width - rows[index].fields.count
      if missing > 0 { rows[index].fields += [String](repeating: "", count: missing) }
      rows[index].count = rows[index].fields.count
    }
    return rows
  }

  /// Calls a closure for each piece of a part, with an empty one at its end.
  private static func each(
    _ bytes: [UInt8], _ part: String, isOptional: Bool = false, _ body: (UnsafeRawBufferPointer) throws -> Void
  ) throws(TableError) {
    do {
      try bytes.withUnsafeBytes { raw in
        guard let archive = archive_read_new() else { throw TableError.outOfMemory }
        defer { archive_read_free(archive) }
        archive_read_support_format_zip(archive)
        guard archive_read_open_memory(archive, raw.baseAddress, raw.count) == ARCHIVE_OK else {
          throw TableError.noWorkbook
        }
        var entry: OpaquePointer?
        for _ in 0..<mostParts {
          let status = archive_read_next_header(archive, &entry)
          if status == ARCHIVE_EOF { break }
          guard status == ARCHIVE_OK || status == ARCHIVE_WARN else { throw TableError.noWorkbook }
          guard let name = archive_entry_pathname(entry), String(cString: name) == part else { continue }
          return try content(of: archive, body)
        }
        if !isOptional { throw TableError.noWorkbook }
      }
    } catch let error as TableError {
      throw error
    } catch {
      throw .noWorkbook
    }
  }

  private static func content(of archive: OpaquePointer, _ body: (UnsafeRawBufferPointer) throws -> Void) throws {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 65_536, alignment: 16)
    defer { buffer.deallocate() }
    var total = 0
    while true {
      let count = archive_read_data(archive, buffer.baseAddress, buffer.count)
      guard count >= 0 else { throw TableError.noWorkbook }
      total += count
      guard total <= largestPart else { throw TableError.tooLarge }
      try body(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
      if count == 0 { return }
    }
  }
}

/// The relation of the workbook's first sheet.
private final class SheetName {
  var id: String?
  lazy var reader = XMLReader(start: { [unowned self] name, attributes in
    if name == "sheet", id == nil { id = attributes["id"] }
  })
}

/// The part that a relation names.
private final class Relations {
  let id: String
  var target: String?
  lazy var reader = XMLReader(start: { [unowned self] name, attributes in
    if name == "Relationship", attributes["Id"] == id { target = attributes["Target"] }
  })

  init(id: String) { self.id = id }
}

/// The strings that cells share.
private final class SharedStrings {
  var strings: [String] = []
  private var text = ""
  private var isText = false
  private var isPhonetic = false
  lazy var reader = XMLReader(
    start: { [unowned self] name, _ in
      switch name {
      case "si": text = ""
      case "rPh": isPhonetic = true
      case "t": isText = !isPhonetic
      default: break
      }
    },
    end: { [unowned self] name in
      switch name {
      case "si":
        guard strings.count < Workbook.mostCells else { throw TableError.tooLarge }
        strings.append(text)
      case "rPh": isPhonetic = false
      case "t": isText = false
      default: break
      }
    },
    text: { [unowned self] piece in
      guard isText else { return }
      text += piece
      guard text.utf8.count <= Workbook.longestCell else { throw TableError.tooLarge }
    })
}

/// The rows of a sheet.
private final class Sheet {
  var rows: [TableRecord] = []
  private let shared: [String]
  private var cells = 0
  private var line = 0
  private var fields: [String] = []
  private var count = 0
  private var flaw: TableRecord.Flaw?
  private var column = 0
  private var kind = ""
  private var text = ""
  private var isValue = false
  private var isPhonetic = false

  init(shared: [String]) { self.shared = shared }

  lazy var reader = XMLReader(
    start: { [unowned self] name, attributes in try begin(name, attributes) },
    end: { [unowned self] name in try end(name) },
    text: { [unowned self] piece in
      guard isValue else { return }
      text += piece
      guard text.utf8.count <= Workbook.longestCell else { throw TableError.tooLarge }
    })

  private func begin(_ name: String, _ attributes: [String: String]) throws {
    switch name {
    case "row":
      line = attributes["r"].flatMap { Int($0) } ?? line + 1
      fields = []
      count = 0
      flaw = nil
    case "c":
      column = attributes["r"].flatMap(Self.column) ?? count
      kind = attributes["t"] ?? "n"
      text = ""
    case "rPh": isPhonetic = true
    case "v", "t": isValue = !isPhonetic
    default: break
    }
  }

  private func end(_ name: String) throws {
    switch name {
    case "v", "t": isValue = false
    case "rPh": isPhonetic = false
    case "c":
      cells += 1
      count = column + 1
      guard cells <= Workbook.mostCells else { throw TableError.tooLarge }
      guard column < TableReader.longestRecord else { return }
      while fields.count <= column { fields.append("") }
      fields[column] = value()
    case "row":
      guard rows.count < Workbook.mostRows else { throw TableError.tooLarge }
      cells += fields.count
      rows.append(TableRecord(line: line, fields: fields, count: fields.count, flaw: flaw))
    default: break
    }
  }

  /// The cell as text.
  private func value() -> String {
    switch kind {
    case "s": return Int(text).flatMap { shared.indices.contains($0) ? shared[$0] : nil } ?? ""
    case "b": return text == "1" ? "TRUE" : "FALSE"
    case "inlineStr", "str": return text
    case "e":
      flaw = flaw ?? .badCell(column)
      return ""
    default:
      guard !text.isEmpty, let number = Double(text), number == number.rounded(), abs(number) < 1e18 else {
        return text
      }
      // A spreadsheet keeps fifteen digits of a number: what follows them was lost when it was typed.
      if abs(number) >= 1e15 { flaw = flaw ?? .badCell(column) }
      return String(Int64(number))
    }
  }

  /// The index of the column in a cell's name: `B7` is 1.
  private static func column(_ name: String) -> Int? {
    var column = 0
    for byte in name.utf8 {
      guard byte >= UInt8(ascii: "A"), byte <= UInt8(ascii: "Z") else { break }
      column = column * 26 + Int(byte - 64)
      guard column <= 16_384 else { return nil }
    }
    return column > 0 ? column - 1 : nil
  }
}
