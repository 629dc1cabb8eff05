import Foundation
import Wording

/// The database's migrations on PostgreSQL. Never edit a released one.
///
/// The first makes all that the first 22 migrations of SQLite lead to. Later ones have the number and the
/// statements of SQLite's.
enum PostgreSQLSchema {
  private static let migrations = [
    ("22: all tables", tables + functions), ("23: what portals must agree on", Schema.portals),
    ("24: no row that all acts write", Schema.noCommonRow + numbers),
    ("25: second factors of staff", Schema.secondFactors), ("26: browsers of staff", Schema.browsers),
    ("27: who may use the store", Schema.gate),
    ("28: what one portal does for all", Schema.turns),
    ("29: former passwords of staff", Schema.passwordsOfStaff),
    ("30: separate duties", Schema.letStaffBeAdministratorsOnPostgreSQL + Schema.separateDuties),
    ("31: numbers of cards", Schema.numbersOfCards),
    ("32: passkeys of staff", Schema.passkeys),
  ]

  /// Held alone by an act on the whole store, and shared by an act on one application. The number belongs to this
  /// store's tables, should there be others in the database.
  static let storeLock = "'store'::regclass::oid::bigint"

  /// Held by whoever stores a signed head of the log.
  static let headsLock = "'head'::regclass::oid::bigint"

  /// Held by a write of what portals share.
  static let portalsLock = "'visit'::regclass::oid::bigint"

  /// Held while tables are made or changed: an arbitrary number.
  private static let migrationLock = 7_316_202_119

  /// Runs the migrations that a database lacks, in one transaction.
  ///
  /// - Throws: ``StoreError/tooNew`` when a later version made the tables.
  static func migrate(_ connection: PostgreSQLConnection) throws {
    guard try !lacking(connection).isEmpty else { return }
    try connection.run("BEGIN; SELECT pg_advisory_xact_lock(\(migrationLock))")
    // Tables of something else must neither be taken for a store's nor stand beside them.
    let isForeign = try connection.run(
      "SELECT to_regclass('migration') IS NULL AND EXISTS (SELECT 1 FROM information_schema.tables "
        + "WHERE table_schema = current_schema() AND table_type = 'BASE TABLE')"
    ).integer(at: 0)
    guard isForeign != 1 else {
      let name = try connection.run("SELECT current_database()").text(at: 0)
      throw StoreError.exists(path: name ?? "postgresql://")
    }
    // Another process may have run them meanwhile.
    for (name, sql) in try lacking(connection) {
      try connection.run(definition(sql))
      _ = try connection.run("INSERT INTO migration VALUES (?)", [.text(name)])
    }
    try connection.run("COMMIT")
  }

  private static func lacking(_ connection: PostgreSQLConnection) throws -> [(name: String, sql: String)] {
    let applied = try applied(connection)
    if !applied.isSubset(of: migrations.map(\.0)) {
      // Where the table is missing, nobody said that earlier versions may go on.
      guard try connection.run("SELECT to_regclass('gate') IS NOT NULL").integer(at: 0) == 1,
        let reader = try connection.run("SELECT max(reader) FROM gate").integer(at: 0), reader <= Schema.version
      else { throw StoreError.tooNew }
    }
    return migrations.filter { !applied.contains($0.0) }
  }

  /// Whether a later version migrated a database.
  static func isLater(_ connection: PostgreSQLConnection) throws -> Bool {
    try !applied(connection).isSubset(of: migrations.map(\.0))
  }

  /// The names of the migrations that a database has.
  private static func applied(_ connection: PostgreSQLConnection) throws -> Set<String> {
    var applied: Set<String> = []
    guard try connection.run("SELECT to_regclass('migration') IS NOT NULL").integer(at: 0) == 1 else { return [] }
    _ = try connection.run("SELECT name FROM migration").each { row in
      applied.insert(row.text(at: 0) ?? "")
      return true
    }
    return applied
  }

  /// Statements that make tables, written for SQLite, with the types of PostgreSQL. Texts are compared by their bytes, as
  /// in SQLite.
  private static func definition(_ sql: String) -> String {
    sql.replacing(" STRICT, WITHOUT ROWID", with: "").replacing(" STRICT", with: "").replacing(
      "INTEGER", with: "BIGINT"
    ).replacing("BLOB", with: "BYTEA")
      .replacing(" TEXT", with: " TEXT COLLATE \"C\"")
  }

  /// Tables, indexes and triggers that are missing, and indexes that are not usable.
  static func problems(on connection: PostgreSQLConnection) throws -> [Bilingual] {
    var problems: [Bilingual] = []
    let statements = migrations.map(\.1).joined()
    let dropped = Set(statements.matches(of: /DROP (?:TABLE|INDEX) (\w+)/).map { String($0.1) })
    for match in statements.matches(of: /CREATE (?:UNIQUE )?(TABLE|INDEX|TRIGGER|SEQUENCE) (\w+)/) {
      let (kind, name) = (String(match.1), String(match.2))
      guard !dropped.contains(name) else { continue }
      let query =
        kind == "TRIGGER"
        ? "SELECT count(*) FROM pg_trigger WHERE tgname = lower(?) AND tgenabled = 'O'"
        : "SELECT count(*) FROM pg_class WHERE oid = to_regclass(lower(?))"
      if try connection.run(query, [.text(name)]).integer(at: 0) == 0 {
        let object = "\(kind.lowercased()) \(name)"
        problems.append(Bilingual("the \(object) is missing", "缺少 \(object)"))
      }
    }
    _ = try connection.run("SELECT indexrelid::regclass FROM pg_index WHERE NOT indisvalid").each { row in
      let name = row.text(at: 0) ?? ""
      problems.append(Bilingual("the index \(name) is not valid", "索引 \(name) 无效"))
      return true
    }
    return problems
  }
}
