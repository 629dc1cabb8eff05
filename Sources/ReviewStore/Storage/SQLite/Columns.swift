import GRDB
import Wording

/// The current row of a running statement. Columns are read by name directly from SQLite; the value is valid only
/// until the statement's next step.
///
/// GRDB's own `Row` copies every value, or builds a dictionary of the column names, for each query. For the most
/// requested pages that took as long as SQLite itself.
struct Columns {
  private let step: Step
  private let names: ColumnNames

  fileprivate init(_ step: Step, _ names: ColumnNames) {
    self.step = step
    self.names = names
  }

  /// The value of a column. Only an optional type accepts NULL.
  ///
  /// - Throws: ``StoreError/damaged(_:)`` for a NULL, or a number that the type cannot hold.
  subscript<Value: StatementColumnConvertible>(_ name: String) -> Value {
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
  func first<Value: StatementColumnConvertible>() throws -> Value { try value(at: 0) }

  /// The value of an enumeration or a typed name in the first column.
  ///
  /// - Throws: ``StoreError/damaged(_:)`` for NULL, and for a text that is not a raw value of the type.
  func firstWord<Word: RawRepresentable<String>>() throws -> Word { try self[names.names[0]] }

  /// All columns in order, with SQLite's types.
  var databaseValues: [DatabaseValue] {
    names.names.indices.map { DatabaseValue(sqliteStatement: step.statement, index: CInt($0)) }
  }

  private func value<Value: StatementColumnConvertible>(at index: Int) throws -> Value {
    guard let value = Value.fromStatement(step.statement, atUncheckedIndex: CInt(index)) else {
      throw names.missing(at: index)
    }
    return value
  }
}

/// The value that GRDB's cursor returns for each row: the statement itself. The row's first column is ignored.
private struct Step: DatabaseValueConvertible, StatementColumnConvertible {
  let statement: SQLiteStatement

  init(sqliteStatement: SQLiteStatement, index: CInt) { statement = sqliteStatement }

  static func fromStatement(_ statement: SQLiteStatement, atUncheckedIndex index: CInt) -> Step? {
    Step(sqliteStatement: statement, index: index)
  }

  /// Required by the protocol; never called.
  var databaseValue: DatabaseValue { .null }
  /// Required by the protocol; never called.
  static func fromDatabaseValue(_ value: DatabaseValue) -> Step? { nil }
}

/// The names of a statement's columns.
private final class ColumnNames {
  let names: [String]
  private let statement: Statement
  /// Columns are mostly read in order, so each search begins after the column that was read last.
  private var next = 0

  init(of statement: Statement) {
    self.statement = statement
    names = statement.columnNames
  }

  /// The position of a column, which the statement must have.
  func index(of name: String) -> Int {
    for offset in names.indices {
      let index = next + offset < names.count ? next + offset : next + offset - names.count
      if names[index] == name {
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
    for word in statement.sql.split(whereSeparator: \.isWhitespace) {
      if isNext { return word }
      isNext = depth == 0 && ["FROM", "UPDATE", "INTO"].contains(word)
      depth += word.count { $0 == "(" } - word.count { $0 == ")" }
    }
    return "store"
  }
}

/// Queries with statements that are compiled once per connection and cached.
extension SQLiteTransaction {
  /// Calls a closure for each row of a statement, so that memory does not grow with the number of rows. The closure
  /// must not run the same statement.
  func each(_ sql: String, _ arguments: StatementArguments = [], _ body: (Columns) throws -> Void) throws {
    let statement = try database.cachedStatement(sql: sql)
    let names = ColumnNames(of: statement)
    let cursor = try Step.fetchCursor(statement, arguments: arguments)
    while let step = try cursor.next() { try body(Columns(step, names)) }
  }

  /// All rows, decoded.
  func rows<Value>(
    _ sql: String, _ arguments: StatementArguments = [], _ read: (Columns) throws -> Value
  ) throws -> [Value] {
    var values: [Value] = []
    try each(sql, arguments) { values.append(try read($0)) }
    return values
  }

  /// The first row, decoded; nil without rows.
  func row<Value>(
    _ sql: String, _ arguments: StatementArguments = [], _ read: (Columns) throws -> Value
  ) throws -> Value? {
    let statement = try database.cachedStatement(sql: sql)
    let cursor = try Step.fetchCursor(statement, arguments: arguments)
    // The cursor owns the row.
    return try withExtendedLifetime(cursor) {
      try cursor.next().map { try read(Columns($0, ColumnNames(of: statement))) }
    }
  }

  /// The first column of all rows.
  func values<Value: StatementColumnConvertible>(
    _ sql: String, _ arguments: StatementArguments = []
  ) throws -> [Value] {
    try rows(sql, arguments) { try $0.first() }
  }

  /// The first column of all rows, as values of an enumeration or a typed name.
  func values<Word: RawRepresentable<String>>(_ sql: String, _ arguments: StatementArguments = []) throws -> [Word] {
    try rows(sql, arguments) { try $0.firstWord() }
  }

  /// The first column of the first row; nil without rows.
  func value<Value: StatementColumnConvertible>(_ sql: String, _ arguments: StatementArguments = []) throws -> Value? {
    try row(sql, arguments) { try $0.first() }
  }

  /// The first column of the first row as an integer; 0 without rows.
  func count(_ sql: String, _ arguments: StatementArguments = []) throws -> Int { try value(sql, arguments) ?? 0 }
}
