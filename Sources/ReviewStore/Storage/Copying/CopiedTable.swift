/// A table of which a copy of a store has all rows. Rows are copied and compared in the order of the table's key, which is
/// the same in both engines.
struct CopiedTable: Sendable {
  /// Its name.
  let name: String
  /// The columns of its key.
  let key: [String]
  /// The columns that the database computes itself, in lower case.
  var computed: Set<String> = []

  private init(_ name: String, by key: String..., computing computed: Set<String> = []) {
    self.name = name
    self.key = key
    self.computed = computed
  }

  /// The store's settings, by which a database is known as a store's. They are copied last.
  static let settings = CopiedTable("store", by: "id")

  /// The other tables. Rows come after those that they refer to.
  static let all: [CopiedTable] = [
    CopiedTable("material", by: "id"), CopiedTable("example", by: "name"), CopiedTable("door", by: "id"),
    CopiedTable("listed", by: "list", "name"), CopiedTable("staff", by: "name"),
    CopiedTable("absence", by: "staff", "firstDay"), CopiedTable("recoveryCode", by: "staff", "secret"),
    CopiedTable("passkey", by: "id"),
    CopiedTable("formerPassword", by: "staff", "place"),
    CopiedTable("registration", by: "id", computing: ["searchtext"]),
    CopiedTable("slot", by: "registration", "material", "position"),
    CopiedTable("former", by: "registration", "material", "position"),
    CopiedTable("look", by: "id"), CopiedTable("lookKey", by: "key", "look"), CopiedTable("twin", by: "look", "other"),
    CopiedTable("code", by: "registration"), CopiedTable("credential", by: "registration"),
    CopiedTable("message", by: "id"), CopiedTable("notice", by: "id"), CopiedTable("appeal", by: "registration"),
    CopiedTable("conflict", by: "registration", "staff"), CopiedTable("secondLook", by: "registration", "version"),
    CopiedTable("filled", by: "registration", "key"), CopiedTable("audit", by: "sequence"),
    CopiedTable("head", by: "size"), CopiedTable("node", by: "level", "number"),
  ]

  /// Tables that belong to one database: who is signed in at its portals, with what, and who tried to; what is to be removed
  /// from its files; who may use it.
  static let own = [
    "visit", "browser", "attempt", "usedChallenge", "turn", "discarded", "trace", "gate", "migration",
  ]
}

extension SQLTransaction {
  /// The columns of a table that are copied: those of its key, then the others by name.
  func columns(of table: CopiedTable) throws -> [String] {
    let key = table.key.map { $0.lowercased() }
    let all: [String] = try values(dialect.columnsOfTable, [table.name])
    return key + Set(all.map { $0.lowercased() }).subtracting(key).subtracting(table.computed).sorted()
  }

  /// Rows in the order of their key.
  ///
  /// - Parameter last: the row after which they come; nil for the first rows.
  func rows(
    of table: CopiedTable, _ columns: [String], after last: [SQLValue]?, atMost count: Int
  ) throws -> [[SQLValue]] {
    let key = table.key.joined(separator: ", ")
    let places = Array(repeating: "?", count: table.key.count).joined(separator: ", ")
    return try rows(
      """
      SELECT \(columns.joined(separator: ", ")) FROM \(table.name)
      \(last == nil ? "" : "WHERE (\(key)) > (\(places))") ORDER BY \(key) LIMIT \(count)
      """, Arguments(values: Array(last?.prefix(table.key.count) ?? []))
    ) { row in
      // Only one of the engines knows what a NULL would have been.
      row.values.map { if case .null = $0 { .null(.text) } else { $0 } }
    }
  }

  /// The key of the last row; nil for an empty table.
  func lastKey(of table: CopiedTable) throws -> [SQLValue]? {
    let order = table.key.map { $0 + " DESC" }.joined(separator: ", ")
    return try row("SELECT \(table.key.joined(separator: ", ")) FROM \(table.name) ORDER BY \(order) LIMIT 1") {
      $0.values
    }
  }

  /// How many rows a table has.
  func count(of table: CopiedTable) throws -> Int { try count("SELECT count(*) FROM \(table.name)") }

  func copiedSizes() throws -> (rows: Int, pictures: Int) {
    (try CopiedTable.all.reduce(0) { try $0 + count(of: $1) }, try pictureCount())
  }

  /// Lets the numbers that the database gives go on after the rows that were copied.
  func continueNumbers() throws { for statement in dialect.continuingNumbers { try run(statement) } }

  /// Pictures that rows refer to, in the order of their digests.
  ///
  /// - Parameter last: the picture after which they come; empty for the first.
  func pictures(after last: String, atMost count: Int) throws -> [Digest] {
    // Each half has as many as are asked for, so that nothing of it is missing among the first of both.
    func half(_ table: String) -> String {
      """
      SELECT sha256 FROM (SELECT DISTINCT sha256 FROM \(table) WHERE sha256 > ?1 ORDER BY sha256 LIMIT ?2) AS of_\(table)
      """
    }
    return try values("\(half("slot")) UNION \(half("former")) ORDER BY sha256 LIMIT ?2", [last, count])
  }
}
