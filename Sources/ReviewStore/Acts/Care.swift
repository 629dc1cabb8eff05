import Foundation
import Wording

/// What the office does with the store as a whole.
extension ReviewStore {
  /// Walks the log from its beginning: all of it, or one registration's or staff member's lines.
  public func eachAuditEntry(of subject: String? = nil, _ body: (AuditEntry) throws -> Void) throws {
    try database.read { try $0.eachAuditEntry(of: subject, body) }
  }

  /// Removes a registration's personal data and pictures, after the exam or at the person's lawful request. The log
  /// keeps that it happened, and still verifies. Cannot be undone.
  ///
  /// When it returns, none of the store's files holds the person's data. It waits for backups under way, which use
  /// picture files, and for readers, which keep SQLite's write-ahead log from being emptied.
  ///
  /// - Throws: ``Refusal``; ``StoreError/busy`` when a backup took too long, and nothing has been erased;
  ///   ``StoreError/tracesLeft`` when it has been erased, and a reader still kept the write-ahead log.
  public func erase(_ registration: String, as name: String) throws {
    try erase(registration, as: name, patience: Self.patienceOfErasing)
  }

  /// How long erasing waits for backups and readers, in seconds.
  static let patienceOfErasing = 20.0

  func erase(_ registration: String, as name: String, patience: Double) throws {
    try database.read { _ = try checkErasing(registration, name, $0) }
    // A backup may hold the picture files for long, so the lock is taken before anything is erased.
    guard let lock = try files.mayCollect(within: patience) else { throw StoreError.busy }
    try withExtendedLifetime(lock) {
      // Freed space is overwritten, so that nothing can be read back from the file.
      try database.maintain { try $0.execute(sql: "PRAGMA secure_delete = ON") }
      defer { try? database.maintain { try $0.execute(sql: "PRAGMA secure_delete = FAST") } }
      let pictures = try database.write { transaction in
        let (staff, stored) = try checkErasing(registration, name, transaction)
        let pictures = try transaction.erase(stored.id, at: clock())
        try transaction.record(
          "erase", on: registration, by: staff.name, before: AuditText.state(stored.application),
          after: [.value(.pictures, "\(pictures.count)")], at: clock())
        return pictures
      }
      try database.write { transaction in
        try discardFiles(transaction)
        for picture in pictures where try !transaction.needs(picture) && files.isThere(picture) {
          throw StoreError.inputOutput(
            Bilingual("the file of picture \(picture) cannot be removed", "图片文件 \(picture) 无法删除"))
        }
      }
    }
    guard try removeTraces(within: patience) else { throw StoreError.tracesLeft }
  }

  private func checkErasing(
    _ registration: String, _ name: String, _ transaction: Transaction
  ) throws -> (Staff, StoredApplication) {
    let staff = try self.staff(name, transaction)
    let stored = try load(registration, transaction)
    guard staff.role != .site else {
      throw Refusal(.notYourLevel, "Erasing is for the region's staff to do.", "清除数据应由考区工作人员进行。")
    }
    return (staff, stored)
  }

  /// Empties SQLite's write-ahead log, which holds data from before an erasure; false while a reader uses it.
  func removeTraces(within seconds: Double) throws -> Bool {
    guard try database.emptyLog(within: seconds) else { return false }
    try database.write { try $0.run("DELETE FROM trace") }
    return true
  }
}
