import Wording

/// A connection to PostgreSQL with an open transaction.
final class PostgreSQLSession: Session {
  /// How many rows of a long result are held in memory.
  private static let rowsAtATime = 500

  private let connection: PostgreSQLConnection
  private var cursors = 0

  init(_ connection: PostgreSQLConnection) { self.connection = connection }

  var dialect: Dialect { .postgreSQL }

  func run(_ sql: String, _ arguments: Arguments) throws -> Int {
    try connection.run(sql, arguments.values).changes
  }

  func each(_ sql: String, _ arguments: Arguments, _ body: (any SQLRow) throws -> Bool) throws {
    _ = try connection.run(sql, arguments.values).each(body)
  }

  /// Reads through a cursor: without one, no other statement could be run before the last row.
  func stream(_ sql: String, _ arguments: Arguments, _ body: (any SQLRow) throws -> Bool) throws {
    guard connection.isInTransaction else { return try each(sql, arguments, body) }
    cursors += 1
    let cursor = "rows\(cursors)"
    _ = try connection.run("DECLARE \(cursor) NO SCROLL CURSOR FOR " + sql, arguments.values)
    while true {
      let rows = try connection.run("FETCH \(Self.rowsAtATime) FROM \(cursor)", [], naming: sql)
      guard try rows.each(body), rows.count == Self.rowsAtATime else { break }
    }
    try connection.run("CLOSE \(cursor)")
  }

  func load(_ rows: [[SQLValue]], into table: String, _ columns: [String]) throws {
    try connection.load(rows, with: "COPY \(table) (\(columns.joined(separator: ", "))) FROM STDIN")
  }

  func problems() throws -> [Bilingual] { try PostgreSQLSchema.problems(on: connection) }
}
