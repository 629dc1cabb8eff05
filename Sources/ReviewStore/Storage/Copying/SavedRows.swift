import Wording

extension PostgreSQLEngine {
  /// Copies the rows of one snapshot to an SQLite file, and compares each with what the file has.
  ///
  /// The snapshot may end with entries of the log that no head covers, among them gaps: of acts that were given up, and of
  /// some that were about to be committed. In SQLite a gap is a missing entry, unless a head says otherwise. So the file
  /// gets a head of its own over everything in it.
  func save(to path: String, at now: Moment, _ pulse: () throws -> Void) throws -> SealedHead? {
    guard let key else { throw StoreError.noKey }
    // The file would lack what only a later version knows.
    guard try !isLater() else { throw StoreError.tooNew }
    var target = try SQLiteEngine(path: path)
    target.key = key
    do {
      let sealed = try reading { source in
        for table in CopiedTable.all + [.settings] { try Self.save(table, from: source, to: target, pulse) }
        return try source.sealedHead()
      }
      try target.writing { transaction in
        guard let head = try transaction.nextHead(upTo: transaction.chainHead().length, at: now) else { return }
        _ = try transaction.keep(head)
      }
      try target.close()
      try SQLiteEngine.endLog(of: path)
      return sealed
    } catch {
      try? target.close()
      throw error
    }
  }

  /// How many rows are read and written at once.
  private static let portion = 4000

  private static func save(
    _ table: CopiedTable, from source: SQLTransaction, to target: SQLiteEngine, _ pulse: () throws -> Void
  ) throws {
    let columns = try source.columns(of: table)
    var last: [SQLValue]?
    while true {
      try pulse()
      let rows = try source.rows(of: table, columns, after: last, atMost: portion)
      guard !rows.isEmpty else { return }
      try target.writing(.copying) { transaction in
        try transaction.session.load(rows, into: table.name, columns)
        guard try transaction.rows(of: table, columns, after: last, atMost: portion) == rows else {
          throw StoreError.fault("rows of the table \(table.name) are others in the backup")
        }
      }
      last = rows.last
    }
  }
}
