import Foundation
import Wording

/// A connection to a database, with an open transaction. The drivers implement it; all rows are read and written
/// through it.
///
/// Statements are written in the SQL that SQLite and PostgreSQL share; ``Dialect`` has the rest. Placeholders are `?`, or
/// `?1`, `?2` and so on.
protocol Session: AnyObject {
  /// Which SQL it speaks.
  var dialect: Dialect { get }

  /// Runs a statement without a result, and returns how many rows it changed.
  func run(_ sql: String, _ arguments: Arguments) throws -> Int

  /// Calls a closure for each row of a statement until it returns false. The closure may run other statements, but not
  /// the same one. The whole result may be held in memory.
  func each(_ sql: String, _ arguments: Arguments, _ body: (any SQLRow) throws -> Bool) throws

  /// The same for a result of any length, which is never held in memory as a whole.
  func stream(_ sql: String, _ arguments: Arguments, _ body: (any SQLRow) throws -> Bool) throws

  /// Inserts many rows in the engine's fastest way.
  func load(_ rows: [[SQLValue]], into table: String, _ columns: [String]) throws

  /// Problems that the engine's own checks find, without regard to what the rows mean.
  func problems() throws -> [Bilingual]
}

/// The current row of a running statement. It is valid only until the statement's next step.
protocol SQLRow: AnyObject {
  /// The names of the statement's columns.
  var columns: ColumnNames { get }
  /// An integer; nil for NULL.
  func integer(at index: Int) -> Int64?
  /// A text; nil for NULL.
  func text(at index: Int) -> String?
  /// Bytes; nil for NULL.
  func blob(at index: Int) -> Data?
  /// The value with the type that it has in the database.
  func value(at index: Int) -> SQLValue
}

/// One open transaction. Queries and updates are extensions of it, one file for each table; `Columns.swift` has the
/// methods they read with.
struct SQLTransaction: StoreWriting {
  let session: any Session
  /// The key for seals; nil when the store has none.
  let key: StoreKey?
  /// What it has added to the log.
  let logged = Logged()

  /// Where the log ends after the entries of a transaction, for the head file.
  final class Logged {
    /// The end; nil while the transaction has added nothing.
    var end: ChainHead?
  }

  init(_ session: any Session, key: StoreKey? = nil) {
    self.session = session
    self.key = key
  }

  /// Which SQL the engine speaks.
  var dialect: Dialect { session.dialect }

  /// Runs a statement without a result, and returns how many rows it changed.
  @discardableResult
  func run(_ sql: String, _ arguments: Arguments = []) throws -> Int { try session.run(sql, arguments) }

  /// A statement that inserts a row, or replaces the one with the same key. The placeholders are the key's columns, then
  /// the others.
  static func replacing(_ table: String, key: String, _ others: String) -> String {
    let columns = others.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
    let count = key.split(separator: ",").count + columns.count
    return """
      INSERT INTO \(table) (\(key), \(others)) VALUES (\(Array(repeating: "?", count: count).joined(separator: ", ")))
      ON CONFLICT (\(key)) DO UPDATE SET \(columns.map { "\($0) = excluded.\($0)" }.joined(separator: ", "))
      """
  }
}
