import Foundation
import GRDB
import Wording

/// A connection to SQLite. Statements are compiled once per connection and cached.
final class SQLiteSession: Session {
  private let database: Database

  init(_ database: Database) { self.database = database }

  var dialect: Dialect { .sqlite }

  func run(_ sql: String, _ arguments: Arguments) throws -> Int {
    try statement(sql, arguments).execute()
    return database.changesCount
  }

  /// A compiled statement with its placeholders filled.
  ///
  /// GRDB's `StatementArguments` copies the values into arrays through unspecialized generic code, which took as long as
  /// running the statement.
  private func statement(_ sql: String, _ arguments: Arguments) throws -> Statement {
    let statement = try database.cachedStatement(sql: sql)
    // Clears the placeholders, and tells GRDB that they are taken care of.
    statement.setUncheckedArguments(Self.none)
    for (index, value) in zip(CInt(1)..., arguments.values) {
      let code =
        switch value {
        case .null: CInt(0)
        case .integer(let number): number.bind(to: statement.sqliteStatement, at: index)
        case .text(let text): text.bind(to: statement.sqliteStatement, at: index)
        case .blob(let data): data.bind(to: statement.sqliteStatement, at: index)
        }
      guard code == 0 else { throw DatabaseError(resultCode: ResultCode(rawValue: code), sql: sql) }
    }
    return statement
  }

  private static let none = StatementArguments()

  func each(_ sql: String, _ arguments: Arguments, _ body: (any SQLRow) throws -> Bool) throws {
    let statement = try statement(sql, arguments)
    let row = SQLiteRow(statement, sql)
    let cursor = try Step.fetchCursor(statement)
    // The cursor owns the row.
    try withExtendedLifetime(cursor) {
      while try cursor.next() != nil, try body(row) {}
    }
  }

  /// SQLite computes one row at a time anyway.
  func stream(_ sql: String, _ arguments: Arguments, _ body: (any SQLRow) throws -> Bool) throws {
    try each(sql, arguments, body)
  }

  func load(_ rows: [[SQLValue]], into table: String, _ columns: [String]) throws {
    let places = Array(repeating: "?", count: columns.count).joined(separator: ", ")
    let sql = "INSERT INTO \(table) (\(columns.joined(separator: ", "))) VALUES (\(places))"
    for row in rows { _ = try run(sql, Arguments(values: row)) }
  }

  func problems() throws -> [Bilingual] {
    var problems: [Bilingual] = []
    try each("PRAGMA integrity_check(100)", []) { row in
      let words: String = try Columns(row).first()
      if words != "ok" { problems.append(Bilingual(words, "数据库内部结构损坏")) }
      return true
    }
    problems += try Schema.problems(in: database)
    try each("PRAGMA foreign_key_check", []) { row in
      let (from, to): (String, String) = (try Columns(row)["table"], try Columns(row)["parent"])
      problems.append(
        Bilingual("a row of \(from) refers to a row of \(to) that is not there", "表 \(from) 中的记录所指的表 \(to) 记录不存在"))
      return true
    }
    return problems
  }
}

/// The current row of a statement, read directly from SQLite.
///
/// GRDB's own `Row` copies every value, or builds a dictionary of the column names, for each query. For the most
/// requested pages that took as long as SQLite itself.
private final class SQLiteRow: SQLRow {
  let columns: ColumnNames
  private let statement: SQLiteStatement

  /// - Parameter sql: The statement's text, which GRDB would have to copy.
  init(_ statement: Statement, _ sql: String) {
    columns = ColumnNames(statement.columnNames, of: sql)
    self.statement = statement.sqliteStatement
  }

  func integer(at index: Int) -> Int64? { Int64.fromStatement(statement, atUncheckedIndex: CInt(index)) }

  func text(at index: Int) -> String? { String.fromStatement(statement, atUncheckedIndex: CInt(index)) }

  func blob(at index: Int) -> Data? { Data.fromStatement(statement, atUncheckedIndex: CInt(index)) }

  func value(at index: Int) -> SQLValue {
    switch DatabaseValue(sqliteStatement: statement, index: CInt(index)).storage {
    case .null: .null(.text)
    case .int64(let number): .integer(number)
    case .double(let number): .text(String(number))
    case .string(let text): .text(text)
    case .blob(let data): .blob(data)
    }
  }
}

/// What GRDB's cursor returns for each row: nothing, because ``SQLiteRow`` reads the statement itself.
private struct Step: DatabaseValueConvertible, StatementColumnConvertible {
  init(sqliteStatement: SQLiteStatement, index: CInt) {}

  static func fromStatement(_ statement: SQLiteStatement, atUncheckedIndex index: CInt) -> Step? {
    Step(sqliteStatement: statement, index: index)
  }

  /// Required by the protocol; never called.
  var databaseValue: DatabaseValue { .null }
  /// Required by the protocol; never called.
  static func fromDatabaseValue(_ value: DatabaseValue) -> Step? { nil }
}
