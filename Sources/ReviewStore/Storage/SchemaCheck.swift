import GRDB
import Wording

extension Schema {
  /// What stands in a database's schema and does not belong there, or the other way round, in words.
  ///
  /// The schema that belongs there is what the same migrations make of an empty database. So a trigger, a view, a table or
  /// an index that somebody has added is found, and one that was dropped or made otherwise.
  static func problems(in database: Database) throws -> [Bilingual] {
    let applied = try migrator.appliedIdentifiers(database)
    guard let last = migrator.migrations.last(where: applied.contains) else {
      return [Bilingual("it has no schema of ours", "不是本程序的数据库结构")]
    }
    let model = try DatabaseQueue()
    try migrator.migrate(model, upTo: last)
    let expected = try model.read { try objects(of: $0) }
    let found = try objects(of: database)
    return Set(expected.keys).union(found.keys).sorted().compactMap { name in
      switch (expected[name], found[name]) {
      case (nil, _?): Bilingual("the \(name) does not belong in it", "多出 \(name)")
      case (_?, nil): Bilingual("the \(name) is missing", "缺少 \(name)")
      case (let one, let other): one == other ? nil : Bilingual("the \(name) has been made otherwise", "\(name) 已被改动")
      }
    }
  }

  /// Each object by its kind and name, with the statement that made it.
  private static func objects(of database: Database) throws -> [String: String] {
    // What SQLite makes by itself for keys, and by ANALYZE, is called sqlite_…; nothing else can be.
    let rows = try Row.fetchAll(
      database,
      sql:
        "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    )
    return Dictionary(
      rows.map { ("\($0[0] as String) \($0[1] as String)", "\($0[2] as String) " + plain($0[3])) },
      uniquingKeysWith: { $0 + $1 })
  }

  /// A statement without remarks and with single blanks: both may have been worded otherwise in an earlier version.
  private static func plain(_ sql: String) -> String {
    sql.split(separator: "\n").map { line in
      line.firstRange(of: "--").map { line[..<$0.lowerBound] } ?? line
    }.joined(separator: " ").split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
