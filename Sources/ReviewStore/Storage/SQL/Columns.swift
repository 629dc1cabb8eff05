import Wording

/// The current row of a running statement. Columns are read by name; the value is valid only until the statement's next
/// step.
struct Columns {
  private let row: any SQLRow
  private let names: ColumnNames

  init(_ row: any SQLRow) {
    self.row = row
    names = row.columns
  }

  /// The value of a column. Only an optional type accepts NULL.
  ///
  /// - Throws: ``StoreError/damaged(_:)`` for a NULL, or a number that the type cannot hold.
  subscript<Value: SQLReadable>(_ name: String) -> Value {
    get throws { try value(at: names.index(of: name)) }
  }

  /// The value of an enumeration or a typed name in a column, such as a state.
  ///
  /// - Throws: ``StoreError/damaged(_:)`` for NULL, and for a text that is not a raw value of the type.
  subscript<Word: RawRepresentable<String>>(_ name: String) -> Word {
    get throws {
      let text: String = try self[name]
      guard let word = Word(rawValue: text) else { throw names.unknown(text, in: name) }
      return word
    }
  }

  /// The value of an enumeration or a typed name in a column that may be NULL.
  ///
  /// - Throws: ``StoreError/damaged(_:)`` for a text that is not a raw value of the type.
  subscript<Word: RawRepresentable<String>>(_ name: String) -> Word? {
    get throws {
      guard let text: String = try self[name] else { return nil }
      guard let word = Word(rawValue: text) else { throw names.unknown(text, in: name) }
      return word
    }
  }

  /// The value of the first column.
  func first<Value: SQLReadable>() throws -> Value { try value(at: 0) }

  /// The value of an enumeration or a typed name in the first column.
  ///
  /// - Throws: ``StoreError/damaged(_:)`` for NULL, and for a text that is not a raw value of the type.
  func firstWord<Word: RawRepresentable<String>>() throws -> Word { try self[names.names[0]] }

  /// All columns in order, with the types that they have in the database.
  var values: [SQLValue] { names.names.indices.map { row.value(at: $0) } }

  private func value<Value: SQLReadable>(at index: Int) throws -> Value {
    guard let value = Value.read(row, at: index) else { throw names.missing(at: index) }
    return value
  }
}

/// The names of a statement's columns.
final class ColumnNames {
  let names: [String]
  private let sql: String
  /// Whether the engine folded the names of the statement to lower case.
  private let isFolded: Bool
  /// Columns are mostly read in order, so each search begins after the column that was read last.
  private var next = 0

  init(_ names: [String], of sql: String, isFolded: Bool = false) {
    self.names = names
    self.sql = sql
    self.isFolded = isFolded
  }

  /// The position of a column, which the statement must have.
  func index(of name: String) -> Int {
    let sought = isFolded ? name.lowercased() : name
    for offset in names.indices {
      let index = next + offset < names.count ? next + offset : next + offset - names.count
      if names[index] == sought {
        next = index + 1
        return index
      }
    }
    preconditionFailure("the statement has no column \(name)")
  }

  /// The error for a text that this version does not know. It is quoted only if it looks like one of our identifiers,
  /// because it might be personal data.
  func unknown(_ text: String, in column: String) -> StoreError {
    let isWord = text.utf8.count <= 24 && text.allSatisfy { $0.isASCII && ($0.isLetter || $0 == "-") }
    let place = "\(table).\(column)"
    return .damaged(
      isWord
        ? Bilingual("\(place) is “\(text)”, which is unknown", "\(place) 的值“\(text)”无法识别")
        : Bilingual("the value of \(place) is unknown", "\(place) 的值无法识别"))
  }

  /// The error for NULL, or a number out of range, where a value is required.
  func missing(at index: Int) -> StoreError {
    let place = "\(table).\(names[index])"
    return .damaged(Bilingual("\(place) has no usable value", "\(place) 没有有效的值"))
  }

  /// The first table that the statement names outside of parentheses, in which other statements may stand.
  private var table: Substring {
    var depth = 0
    var isNext = false
    for word in sql.split(whereSeparator: \.isWhitespace) {
      if isNext { return word }
      isNext = depth == 0 && ["FROM", "UPDATE", "INTO"].contains(word)
      depth += word.count { $0 == "(" } - word.count { $0 == ")" }
    }
    return "store"
  }
}

/// Queries with statements that a driver may compile once and cache.
extension SQLTransaction {
  /// Calls a closure for each row of a statement. The closure must not run the same statement.
  func each(_ sql: String, _ arguments: Arguments = [], _ body: (Columns) throws -> Void) throws {
    try session.each(sql, arguments) {
      try body(Columns($0))
      return true
    }
  }

  /// Calls a closure for each row of a statement with a result of any length, so that memory does not grow with it. The
  /// closure must not run the same statement.
  func stream(_ sql: String, _ arguments: Arguments = [], _ body: (Columns) throws -> Void) throws {
    try session.stream(sql, arguments) {
      try body(Columns($0))
      return true
    }
  }

  /// All rows, decoded.
  func rows<Value>(
    _ sql: String, _ arguments: Arguments = [], _ read: (Columns) throws -> Value
  ) throws -> [Value] {
    var values: [Value] = []
    try each(sql, arguments) { values.append(try read($0)) }
    return values
  }

  /// The first row, decoded; nil without rows.
  func row<Value>(
    _ sql: String, _ arguments: Arguments = [], _ read: (Columns) throws -> Value
  ) throws -> Value? {
    var value: Value?
    try session.each(sql, arguments) {
      value = try read(Columns($0))
      return false
    }
    return value
  }

  /// The first column of all rows.
  func values<Value: SQLReadable>(
    _ sql: String, _ arguments: Arguments = []
  ) throws -> [Value] {
    try rows(sql, arguments) { try $0.first() }
  }

  /// The first column of all rows, as values of an enumeration or a typed name.
  func values<Word: RawRepresentable<String>>(_ sql: String, _ arguments: Arguments = []) throws -> [Word] {
    try rows(sql, arguments) { try $0.firstWord() }
  }

  /// The first column of the first row; nil without rows.
  func value<Value: SQLReadable>(_ sql: String, _ arguments: Arguments = []) throws -> Value? {
    try row(sql, arguments) { try $0.first() }
  }

  /// The first column of the first row as an integer; 0 without rows.
  func count(_ sql: String, _ arguments: Arguments = []) throws -> Int { try value(sql, arguments) ?? 0 }
}
