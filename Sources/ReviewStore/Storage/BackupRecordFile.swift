import Foundation

/// The files in which a store's folder keeps what is known of its backups: one for each of the commands that write them, so
/// that neither overwrites what the other has found. They are no part of the store: a backup has none of them.
enum BackupRecordFile: String {
  case backup = "last-backup.json"
  case drill = "last-drill.json"

  /// Its text in a store's folder; nil when there is no such file.
  func read(in folder: String) throws -> Data? { try Durable.read("\(folder)/\(rawValue)").map { Data($0) } }

  /// Replaces it, durably: whoever reads it sees the old text or the new one.
  func write(_ text: String, in folder: String) throws {
    try Durable.replace("\(folder)/\(rawValue)", with: Array(text.utf8))
  }
}

extension BackupRecord {
  /// What the files of a store's folder say. A file that cannot be understood says nothing.
  init(inFolder folder: String) throws {
    self.init()
    if let text = try BackupRecordFile.backup.read(in: folder) {
      lastBackup = (try? JSONDecoder().decode(Made.self, from: text)).flatMap { Moment(iso8601: $0.made) }
    }
    if let text = try BackupRecordFile.drill.read(in: folder) {
      drill = (try? JSONDecoder().decode(DrillText.self, from: text)).flatMap(DrillReport.init)
    }
  }

  private struct Made: Decodable {
    var made: String
  }
}

/// A drill's report as its file has it.
private struct DrillText: Decodable {
  struct Act: Decodable {
    var act: String
    var found: Int
    var seconds: Double
  }

  var at: String
  var backup: String?
  var made: String?
  var signature: String?
  var pictures: Int
  var auditLength: Int
  var restoreSeconds: Double
  var acts: [Act]
  var problem: String?
}

extension DrillReport {
  fileprivate init?(_ text: DrillText) {
    guard let at = Moment(iso8601: text.at) else { return nil }
    self.init(at: at)
    backup = text.backup
    made = text.made.flatMap { Moment(iso8601: $0) }
    signature = text.signature.flatMap(BackupSummary.Signature.init)
    pictures = text.pictures
    auditLength = text.auditLength
    restoreSeconds = text.restoreSeconds
    acts = text.acts.compactMap { act in
      Act.Kind(rawValue: act.act).map { Act(kind: $0, found: act.found, seconds: act.seconds) }
    }
    problem = text.problem
  }
}
