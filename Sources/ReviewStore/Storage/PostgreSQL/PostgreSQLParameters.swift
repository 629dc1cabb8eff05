import CPostgreSQL
import Foundation
import Synchronization

/// How values and placeholders are sent.
enum PostgreSQLParameters {
  // The server's numbers of types, which never change.
  static let booleanType: Oid = 16
  static let bytesType: Oid = 17
  static let integerType: Oid = 20
  static let textType: Oid = 25

  /// Values as the server reads them. Every one has its type, so that a statement never depends on what the server
  /// guesses.
  static func encoded(_ values: [SQLValue]) -> (types: [Oid], bytes: ByteFields, lengths: [Int32], formats: [Int32]) {
    var types: [Oid] = []
    var fields: [[UInt8]?] = []
    var formats: [Int32] = []
    for value in values {
      types.append(type(of: value))
      formats.append(0)
      switch value {
      case .null: fields.append(nil)
      case .integer(let number): fields.append(Array(String(number).utf8) + [0])
      case .text(let text): fields.append(Array(text.utf8) + [0])
      case .blob(let data):
        fields.append(Array(data))
        formats[formats.count - 1] = 1
      }
    }
    return (types, ByteFields(fields), fields.map { Int32($0?.count ?? 0) }, formats)
  }

  /// Appends a row as a line of `COPY` in its text format.
  static func appendLine(of row: [SQLValue], to lines: inout [UInt8]) {
    for (index, value) in row.enumerated() {
      if index > 0 { lines.append(UInt8(ascii: "\t")) }
      switch value {
      case .null: lines += "\\N".utf8
      case .integer(let number): lines += String(number).utf8
      case .text(let text):
        for byte in text.utf8 {
          switch byte {
          case UInt8(ascii: "\\"): lines += "\\\\".utf8
          case UInt8(ascii: "\n"): lines += "\\n".utf8
          case UInt8(ascii: "\r"): lines += "\\r".utf8
          case UInt8(ascii: "\t"): lines += "\\t".utf8
          default: lines.append(byte)
          }
        }
      case .blob(let data):
        lines += "\\\\x".utf8
        lines += data.hexadecimal.utf8
      }
    }
    lines.append(UInt8(ascii: "\n"))
  }

  private static func type(of value: SQLValue) -> Oid {
    switch value {
    case .integer, .null(.integer): integerType
    case .text, .null(.text): textType
    case .blob, .null(.blob): bytesType
    }
  }

  private static let known = Mutex<[String: String]>([:])

  /// A statement with `$1`, `$2` and so on in place of `?` and `?1`. As in SQLite, a `?` without a number has the one
  /// after the greatest so far.
  static func numbered(_ sql: String) -> String {
    if let known = known.withLock({ $0[sql] }) { return known }
    var text: [UInt8] = []
    var greatest = 0
    var isQuoted = false
    var bytes = Array(sql.utf8)[...]
    while let byte = bytes.popFirst() {
      if byte == UInt8(ascii: "'") { isQuoted.toggle() }
      guard byte == UInt8(ascii: "?"), !isQuoted else {
        text.append(byte)
        continue
      }
      let digits = bytes.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      bytes = bytes.dropFirst(digits.count)
      let number = Int(String(decoding: digits, as: UTF8.self)) ?? greatest + 1
      greatest = max(greatest, number)
      text += "$\(number)".utf8
    }
    let numbered = String(decoding: text, as: UTF8.self)
    known.withLock {
      // Conditions are put together from parts, in some hundreds of ways; a bound all the same.
      if $0.count >= 2000 { $0.removeAll() }
      $0[sql] = numbered
    }
    return numbered
  }
}

/// Fields of bytes that C reads by one pointer each; nil for NULL.
struct ByteFields {
  private var bytes: [UInt8] = []
  private var starts: [Int?] = []

  init(_ fields: [[UInt8]?]) {
    for field in fields {
      starts.append(field == nil ? nil : bytes.count)
      bytes += field ?? []
    }
    // Even fields without bytes have an address.
    bytes.append(0)
  }

  /// Calls a closure with the pointers, which are valid until it returns.
  func withUnsafePointers<Value>(_ body: (UnsafePointer<UnsafePointer<CChar>?>) throws -> Value) rethrows -> Value {
    try bytes.withUnsafeBytes { buffer in
      let base = buffer.baseAddress!.assumingMemoryBound(to: CChar.self)
      let pointers = starts.map { start in start.map { base + $0 } } + [nil]
      return try pointers.withUnsafeBufferPointer { try body($0.baseAddress!) }
    }
  }
}
