import GRDB
import Wording

extension Schema {
  /// The differences between a database's schema and the one that the same migrations produce in an empty database, as
  /// sentences: tables, indexes, triggers and views that were added, dropped or changed.
  static func problems(in database: Database) throws -> [Bilingual] {
    let applied = try migrator.appliedIdentifiers(database)
    // What a later version added is not known here.
    let isLater = try migrator.hasBeenSuperseded(database)
    guard let last = migrator.migrations.last(where: applied.contains) else {
      return [Bilingual("it has no schema of ours", "不是本程序的数据库结构")]
    }
    let model = try DatabaseQueue()
    try migrator.migrate(model, upTo: last)
    let expected = try model.read { try objects(of: $0) }
    let found = try objects(of: database)
    return Set(expected.keys).union(found.keys).sorted().compactMap { name in
      switch (expected[name], found[name]) {
      case (_, _?) where isLater: nil
      case (nil, _?): Bilingual("the \(name) does not belong in it", "多出 \(name)")
      case (_?, nil): Bilingual("the \(name) is missing", "缺少 \(name)")
      case (let one, let other): one == other ? nil : Bilingual("the \(name) has been made otherwise", "\(name) 已被改动")
      }
    }
  }

  /// The SQL statement of each object, by its type and name.
  private static func objects(of database: Database) throws -> [String: String] {
    // Names of SQLite's internal objects begin with the reserved prefix `sqlite_`.
    let rows = try Row.fetchAll(
      database,
      sql:
        "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    )
    return Dictionary(
      rows.map { ("\($0[0] as String) \($0[1] as String)", "\($0[2] as String) " + plain($0[3])) },
      uniquingKeysWith: { $0 + $1 })
  }

  /// A statement without comments and with single spaces: earlier versions may have written both differently.
  private static func plain(_ sql: String) -> String {
    sql.split(separator: "\n").map { line in
      line.firstRange(of: "--").map { line[..<$0.lowerBound] } ?? line
    }.joined(separator: " ").split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
