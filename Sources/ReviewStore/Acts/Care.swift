import Foundation
import Wording

/// Acts of the office on the store as a whole.
extension ReviewStore {
  /// Calls a closure for each log entry in order; with a subject, only for the entries of one registration or staff
  /// member.
  public func eachAuditEntry(of subject: String? = nil, _ body: (AuditEntry) throws -> Void) throws {
    try engine.read { try $0.eachAuditEntry(of: subject, body) }
  }

  /// Deletes a registration's personal data and pictures, after the exam or at the person's lawful request. The log
  /// records the erasure and still verifies. It cannot be undone.
  ///
  /// When it returns, no file of the store contains the person's data. It waits for running backups, which read
  /// picture files, and for readers, which keep the engine from removing what it wrote before.
  ///
  /// - Throws: ``Refusal``; ``StoreError/busy`` when a backup took too long, and nothing was erased;
  ///   ``StoreError/picturesLeft`` when the data were erased, but the pictures' storage could not be reached any more;
  ///   ``StoreError/tracesLeft`` when the data were erased, but a reader kept the write-ahead log from being
  ///   truncated.
  public func erase(_ registration: RegistrationNumber, as name: StaffName) throws {
    try erase(registration, as: name, patience: Self.eraseTimeout)
  }

  /// How long erasing waits for backups and readers, in seconds.
  static let eraseTimeout = 20.0

  func erase(_ registration: RegistrationNumber, as name: StaffName, patience: Double) throws {
    try engine.read { _ = try checkErasing(registration, name, $0) }
    try pictures.checkReachable()
    // A backup may need the pictures' bytes for long, so it is waited for before anything is erased.
    let isErased: Void? = try pictures.collecting(within: patience) {
      let erased = try eraseRows(of: registration, as: name, patience: patience)
      try engine.writeErasing { transaction in
        do {
          // A backup that has begun since has no row of what was erased, but it may have of what others discarded.
          try removeDiscarded(transaction, of: transaction.isBeingSaved(at: clock()) ? erased : nil)
          for picture in erased where try !transaction.needs(picture) && pictures.isThere(picture) {
            throw StoreError.inputOutput(
              Bilingual("the file of picture \(picture) cannot be removed", "图片文件 \(picture) 无法删除"))
          }
        } catch StoreError.picturesUnreachable {
          throw StoreError.picturesLeft
        }
      }
    }
    guard isErased != nil else { throw StoreError.busy }
    // A backup that was killed may have left a copy of the database.
    try removeAbandoned()
    guard try engine.removeTraces(within: patience) else { throw StoreError.tracesLeft }
  }

  /// Erases the rows of a registration when no backup is being made elsewhere, which may need its pictures' bytes for long.
  /// Returns the pictures.
  private func eraseRows(
    of registration: RegistrationNumber, as name: StaffName, patience: Double
  ) throws -> [Digest] {
    let end = ContinuousClock.now + .seconds(patience)
    while true {
      let erased = try engine.writeErasing { transaction -> [Digest]? in
        let (staff, stored) = try checkErasing(registration, name, transaction)
        guard try !transaction.isBeingSaved(at: clock()) else { return nil }
        let erased = try transaction.erase(stored.id, at: clock())
        try transaction.record(
          "erase", on: registration.rawValue, by: staff.name.rawValue, before: AuditText.state(stored.application),
          after: [.value(.pictures, "\(erased.count)")], at: clock())
        return erased
      }
      if let erased { return erased }
      guard ContinuousClock.now < end else { throw StoreError.busy }
      usleep(100_000)
    }
  }

  private func checkErasing(
    _ registration: RegistrationNumber, _ name: StaffName, _ transaction: any StoreReading
  ) throws -> (Staff, StoredApplication) {
    let staff = try self.staff(name, transaction)
    let stored = try load(registration, transaction)
    guard staff.role != .site else {
      throw Refusal(.notYourLevel, "Erasing is for the region's staff to do.", "清除数据应由考区工作人员进行。")
    }
    try stored.application.checkConflict(of: staff)
    return (staff, stored)
  }
}
