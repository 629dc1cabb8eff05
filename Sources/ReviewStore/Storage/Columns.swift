import GRDB

/// The columns of the row that a statement stands at, read where SQLite has them; gone with its next step.
///
/// GRDB's own row copies every value, or makes a dictionary of the columns' names, each time a question is asked. For the
/// pages that everybody asks for, that took as long as SQLite did.
struct Columns: DatabaseValueConvertible, StatementColumnConvertible {
  private let statement: SQLiteStatement

  /// Made by a cursor, at each step.
  init(sqliteStatement: SQLiteStatement, index: CInt) { statement = sqliteStatement }

  /// A row is there whatever its first column holds.
  static func fromStatement(_ statement: SQLiteStatement, atUncheckedIndex index: CInt) -> Columns? {
    Columns(sqliteStatement: statement, index: index)
  }

  /// What a column holds; only for an optional may that be NULL.
  subscript<Value: StatementColumnConvertible>(_ index: Int) -> Value {
    guard let value = Value.fromStatement(statement, atUncheckedIndex: CInt(index)) else {
      preconditionFailure("column \(index) holds no \(Value.self)")
    }
    return value
  }

  /// A row is no value.
  var databaseValue: DatabaseValue { .null }
  /// A value is no row.
  static func fromDatabaseValue(_ value: DatabaseValue) -> Columns? { nil }
}
