import Foundation
import Wording

/// The drill: a backup that was never restored is none.
extension ReviewStore {
  /// Restores the newest backup in a folder to a fresh place, verifies it whole, reads in it what people read, and removes it
  /// again. The report is kept in the store's folder, where ``backupRecord()`` finds it, whether the drill passed or not.
  ///
  /// - Parameters:
  ///   - backups: the folder with the backups.
  ///   - place: the folder in which the backup is restored, which needs as much room as the store; nil for the folder in
  ///     which the store's folder lies.
  ///   - key: the key with which the backup must be signed; nil skips the check.
  ///   - identities: what opens an encrypted backup.
  /// - Returns: the report, and the error that ended the drill.
  /// - Throws: when the report could not be kept.
  public func drill(
    backups: String, in place: String? = nil, signedWith key: BackupKey? = nil,
    openedBy identities: BackupIdentities? = nil
  ) throws -> (report: DrillReport, error: (any Error)?) {
    var report = DrillReport(at: clock())
    var failure: (any Error)?
    do {
      try drill(backups, in: place, key, identities, &report)
    } catch {
      report.problem = (error as? any DescribedError)?.code ?? "internal"
      failure = error
    }
    try BackupRecordFile.drill.write(report.json.description + "\n", in: path)
    return (report, failure)
  }

  private func drill(
    _ backups: String, in place: String?, _ key: BackupKey?, _ identities: BackupIdentities?,
    _ report: inout DrillReport
  ) throws {
    guard let newest = try Self.newestBackupFile(in: backups) else { throw StoreError.noBackup(path: backups) }
    report.backup = newest.name
    report.made = newest.made
    let backup = "\(backups)/\(newest.name)"
    // A backup of another store can be restored as well, and would not help.
    let heads = try Self.heads(ofBackup: backup, signedWith: key)
    guard try engine.read({ try $0.holds(heads) }) else { throw StoreError.foreignBackup }
    let start = ContinuousClock.now
    let fresh = (place ?? URL(fileURLWithPath: path).deletingLastPathComponent().path) + "/uploadprep-drill"
    try Self.withRestored(backup, beside: fresh, signedWith: key, openedBy: identities, sealedAs: path) {
      store, summary in
      report.restoreSeconds = (ContinuousClock.now - start) / .seconds(1)
      report.signature = summary.signature
      report.pictures = summary.pictures
      report.auditLength = summary.auditLength
      try store.readForDrill(&report)
    }
  }

  /// Reads what people read first, in a restored store.
  private func readForDrill(_ report: inout DrillReport) throws {
    func timed(_ kind: DrillReport.Act.Kind, _ read: () throws -> Int) throws {
      let start = ContinuousClock.now
      let found = try read()
      report.acts.append(
        DrillReport.Act(kind: kind, found: found, seconds: (ContinuousClock.now - start) / .seconds(1)))
    }
    var entries: [RosterEntry] = []
    var view: CandidateView?
    try timed(.staff) { try staff().count }
    try timed(.roster) {
      entries = try roster(RosterFilter()).entries
      return entries.count
    }
    try timed(.candidate) {
      // Rather one who has pictures.
      for entry in entries where entry.record.erasedAt == nil {
        let shown = try candidateView(of: entry.record.number)
        if view == nil || !shown.pictures.isEmpty { view = shown }
        if !shown.pictures.isEmpty { break }
      }
      return view == nil ? 0 : 1
    }
    try timed(.pictures) {
      let shown = view?.pictures ?? []
      for picture in shown { _ = try pictures.checked(picture.sha256) }
      return shown.count
    }
    try timed(.log) { try logPage().count }
  }

  /// What is known of the store's backups without looking at them.
  public func backupRecord() throws -> BackupRecord { try BackupRecord(inFolder: path) }

  /// Notes that the store has been saved just now.
  public func noteBackup() throws {
    let text: JSON = ["made": .time(clock())]
    try BackupRecordFile.backup.write(text.description + "\n", in: path)
  }
}

extension CandidateView {
  /// All pictures of all materials.
  fileprivate var pictures: [StoredPicture] { materials.flatMap { $0.pictures.compactMap(\.picture) } }
}
