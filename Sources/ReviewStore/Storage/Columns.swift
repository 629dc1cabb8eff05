import GRDB

/// The columns of a statement's current row, read in place from SQLite; invalid after the statement's next step.
///
/// GRDB's own row copies every value, or builds a dictionary of the columns' names, at each query. For the
/// most requested pages that took as long as SQLite itself.
struct Columns: DatabaseValueConvertible, StatementColumnConvertible {
  private let statement: SQLiteStatement

  /// Created by a cursor at each step.
  init(sqliteStatement: SQLiteStatement, index: CInt) { statement = sqliteStatement }

  /// A row exists whatever its first column holds.
  static func fromStatement(_ statement: SQLiteStatement, atUncheckedIndex index: CInt) -> Columns? {
    Columns(sqliteStatement: statement, index: index)
  }

  /// The value of a column; only an optional type accepts NULL.
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
