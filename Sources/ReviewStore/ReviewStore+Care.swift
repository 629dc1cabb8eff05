/// What the office does with the store as a whole.
extension ReviewStore {
  /// Walks the log from its beginning: all of it, or one registration's or staff member's lines.
  public func eachAuditEntry(of subject: String? = nil, _ body: (AuditEntry) throws -> Void) throws {
    try database.read { try $0.eachAuditEntry(of: subject, body) }
  }

  /// Removes a registration's personal data and pictures, after the exam or at the person's lawful request. The log
  /// keeps that it happened, and still verifies. Cannot be undone.
  public func erase(_ registration: String, as name: String) throws {
    let now = clock()
    // Freed space is overwritten, so that nothing can be read back from the file.
    try database.maintain { try $0.execute(sql: "PRAGMA secure_delete = ON") }
    try database.write { transaction in
      let staff = try self.staff(name, transaction)
      let stored = try load(registration, transaction)
      guard staff.role != .site else {
        throw Refusal(.notYourLevel, "Erasing is for the region's staff to do.", "清除数据应由考区工作人员进行。")
      }
      try transaction.erase(stored.id, at: now)
      try transaction.record(
        "erase", on: registration, by: staff.name, before: AuditText.state(stored.application),
        after: "pictures=\(stored.application.pictureCounts.values.reduce(0, +))", at: now)
    }
    collectDiscarded()
    // What stood in the log of the database is overwritten too, as soon as nobody reads it any more.
    try database.maintain { try $0.execute(sql: "PRAGMA secure_delete = FAST; PRAGMA wal_checkpoint(TRUNCATE)") }
  }
}
