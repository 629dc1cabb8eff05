/// Reads the records of a CSV file (RFC 4180) with their line numbers. A byte order mark is skipped; lines end with LF
/// or CRLF.
///
/// Written here and not taken from a library, because whoever fills in a table needs all mistakes with their lines, and a
/// record within a quoted field may span several lines.
struct CSVReader: Sendable {
  private let bytes: [UInt8]
  private var index: Int
  private var line = 1

  /// A reader of a file's bytes.
  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    index = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  /// The next record; nil at the end.
  mutating func next() -> TableRecord? {
    guard index < bytes.count else { return nil }
    let start = line
    var fields: [String] = []
    var count = 0
    var flaw: TableRecord.Flaw?
    while true {
      let (field, itsFlaw) = field()
      flaw = flaw ?? itsFlaw
      count += 1
      if count <= TableReader.longestRecord { fields.append(field) }
      guard index < bytes.count else { break }
      let separator = bytes[index]
      index += 1
      if separator == UInt8(ascii: ",") { continue }
      if separator == UInt8(ascii: "\r"), index < bytes.count, bytes[index] == UInt8(ascii: "\n") { index += 1 }
      line += 1
      break
    }
    return TableRecord(line: start, fields: fields, count: count, flaw: flaw)
  }

  /// Reads the field at the index, and leaves the index at the byte after the field.
  private mutating func field() -> (String, TableRecord.Flaw?) {
    guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else {
      let start = index
      while index < bytes.count, !Self.isEnd(bytes[index]) { index += 1 }
      return Self.text(bytes[start..<index])
    }
    index += 1
    var content: [UInt8] = []
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      if byte == UInt8(ascii: "\"") {
        guard index < bytes.count, bytes[index] == byte else {
          let (text, flaw) = Self.text(content[...])
          let endsWell = index >= bytes.count || Self.isEnd(bytes[index])
          while index < bytes.count, !Self.isEnd(bytes[index]) { index += 1 }
          return (text, flaw ?? (endsWell ? nil : .badQuotes))
        }
        index += 1
      } else if byte == UInt8(ascii: "\n") {
        line += 1
      }
      content.append(byte)
    }
    return (Self.text(content[...]).0, .badQuotes)
  }

  private static func isEnd(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
  }

  private static func text(_ bytes: ArraySlice<UInt8>) -> (String, TableRecord.Flaw?) {
    String(validating: bytes, as: UTF8.self).map { ($0, nil) } ?? (String(decoding: bytes, as: UTF8.self), .notUTF8)
  }
}
