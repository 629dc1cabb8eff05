import GRDB
import Wording

/// The current row of a running statement. Its columns are read by name, directly from SQLite, and only until the
/// statement's next step.
///
/// GRDB's own `Row` copies every value, or builds a dictionary of the columns' names, at each query. For the most
/// requested pages that took as long as SQLite itself.
struct Columns {
  private let step: Step
  private let names: ColumnNames

  fileprivate init(_ step: Step, _ names: ColumnNames) {
    self.step = step
    self.names = names
  }

  /// The value of a column; only an optional type accepts NULL.
  ///
  /// - Throws: ``StoreError/damaged(_:)`` for a NULL or a number that the type does not hold.
  subscript<Value: StatementColumnConvertible>(_ name: String) -> Value {
    get throws { try value(at: names.index(of: name)) }
  }

  /// The word in a column, such as a state.
  ///
  /// - Throws: ``StoreError/damaged(_:)`` for NULL and for a word that is none of the type's.
  subscript<Word: RawRepresentable<String>>(_ name: String) -> Word {
    get throws {
      let text: String = try self[name]
      guard let word = Word(rawValue: text) else { throw names.unknown(text, in: name) }
      return word
    }
  }

  /// The word in a column that may be NULL.
  ///
  /// - Throws: ``StoreError/damaged(_:)`` for a word that is none of the type's.
  subscript<Word: RawRepresentable<String>>(_ name: String) -> Word? {
    get throws {
      guard let text: String = try self[name] else { return nil }
      guard let word = Word(rawValue: text) else { throw names.unknown(text, in: name) }
      return word
    }
  }

  /// The value of the first column.
  func first<Value: StatementColumnConvertible>() throws -> Value { try value(at: 0) }

  /// All columns in order, as SQLite stores them.
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

/// What GRDB's cursor returns for each row: the statement, whatever its first column holds.
private struct Step: DatabaseValueConvertible, StatementColumnConvertible {
  let statement: SQLiteStatement

  init(sqliteStatement: SQLiteStatement, index: CInt) { statement = sqliteStatement }

  static func fromStatement(_ statement: SQLiteStatement, atUncheckedIndex index: CInt) -> Step? {
    Step(sqliteStatement: statement, index: index)
  }

  /// Required by the protocol and never asked for.
  var databaseValue: DatabaseValue { .null }
  /// Required by the protocol and never asked for.
  static func fromDatabaseValue(_ value: DatabaseValue) -> Step? { nil }
}

/// The names of a statement's columns.
private final class ColumnNames {
  let names: [String]
  private let statement: Statement
  /// Columns are mostly read in order, so each search begins behind the column that was read last.
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

  /// A column holds a word that this version does not know. The word is named only if it looks like one of ours: anything
  /// else might be somebody's personal data.
  func unknown(_ text: String, in column: String) -> StoreError {
    let isWord = text.utf8.count <= 24 && text.allSatisfy { $0.isASCII && ($0.isLetter || $0 == "-") }
    let place = "\(table).\(column)"
    return .damaged(
      isWord
        ? Bilingual("\(place) is “\(text)”, which is unknown", "\(place) 的值“\(text)”无法识别")
        : Bilingual("the value of \(place) is unknown", "\(place) 的值无法识别"))
  }

  /// A column holds nothing, or a number out of range, where there must be a value.
  func missing(at index: Int) -> StoreError {
    let place = "\(table).\(names[index])"
    return .damaged(Bilingual("\(place) has no usable value", "\(place) 没有有效的值"))
  }

  /// The first table that the statement names.
  private var table: Substring {
    let words = statement.sql.split(whereSeparator: \.isWhitespace)
    let keyword = words.firstIndex { ["FROM", "UPDATE", "INTO"].contains($0) }
    return keyword.flatMap { words[$0...].dropFirst().first } ?? "store"
  }
}

/// Reading with statements that are compiled once per connection and cached.
extension Transaction {
  /// Calls a closure for each row of a statement, so that memory does not grow with their number. Within it, the same
  /// statement must not run again.
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
    // The row is gone when the cursor is.
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

  /// The first column of the first row; nil without rows.
  func value<Value: StatementColumnConvertible>(_ sql: String, _ arguments: StatementArguments = []) throws -> Value? {
    try row(sql, arguments) { try $0.first() }
  }

  /// The first column of the first row as a number; 0 without rows.
  func count(_ sql: String, _ arguments: StatementArguments = []) throws -> Int { try value(sql, arguments) ?? 0 }
}
