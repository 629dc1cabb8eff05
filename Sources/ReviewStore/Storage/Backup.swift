import Crypto
import Foundation

/// What a backup holds, as written at its beginning: `MANIFEST`, one `name: value` a line.
struct BackupManifest {
  static let name = "MANIFEST"
  static let databaseName = ReviewStore.fileName

  var policy: String
  var made: Moment
  var databaseSHA256: String
  var pictures: Int
  var chain: ChainHead

  var text: String {
    """
    uploadprep-backup: 1
    policy: \(policy)
    made: \(made.iso8601)
    database: \(databaseSHA256)
    pictures: \(pictures)
    audit-length: \(chain.length)
    audit-head: \(chain.hash)

    """
  }

  init(policy: String, made: Moment, databaseSHA256: String, pictures: Int, chain: ChainHead) {
    self.policy = policy
    self.made = made
    self.databaseSHA256 = databaseSHA256
    self.pictures = pictures
    self.chain = chain
  }

  init?(_ bytes: [UInt8]) {
    var values: [String: String] = [:]
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
      let parts = line.split(separator: ":", maxSplits: 1)
      if parts.count == 2 { values[String(parts[0])] = String(parts[1].dropFirst()) }
    }
    guard values["uploadprep-backup"] == "1", let policy = values["policy"], let database = values["database"],
      let made = values["made"].flatMap(Moment.init(iso8601:)), let pictures = values["pictures"].flatMap({ Int($0) }),
      let length = values["audit-length"].flatMap({ Int($0) }), let head = values["audit-head"]
    else { return nil }
    self.init(
      policy: policy, made: made, databaseSHA256: database, pictures: pictures,
      chain: ChainHead(length: length, hash: head))
  }
}

/// What a backup or a restored store holds.
public struct BackupSummary: Sendable, Hashable {
  /// How many pictures.
  public let pictures: Int
  /// How many entries of the log.
  public let auditLength: Int
  /// The log's last hash.
  public let auditHead: String
}

extension ReviewStore {
  /// Saves the whole store, as it is at one moment, to one file, while others go on writing. The file appears whole or
  /// not at all, and nothing of it is left where it was to be should this be killed on the way.
  ///
  /// It is a tar archive: `MANIFEST`, the database, every picture.
  ///
  /// - Throws: ``StoreError/exists(path:)`` when there is a file already, and others.
  public func backup(to path: String) throws -> BackupSummary {
    guard access(path, F_OK) != 0 else { throw StoreError.exists(path: path) }
    // No picture file of the snapshot may be collected before it has been copied.
    let keeping = try files.keepAll()
    defer { collectDiscarded() }
    return try withExtendedLifetime(keeping) {
      // The copy holds personal data, so it is made where `verify --repair` finds and removes files left behind.
      let copy = try files.makeTemporary()
      defer { for suffix in ["", "-journal", "-wal", "-shm"] { unlink(copy.path + suffix) } }
      return try withExtendedLifetime(copy.lock) {
        try database.backup(to: copy.path)
        let unfinished = try UnfinishedFile(becoming: path)
        defer { unfinished.abandon() }
        let summary = try writeArchive(of: copy.path, to: TarWriter(descriptor: unfinished.descriptor))
        try unfinished.finish()
        return summary
      }
    }
  }

  private func writeArchive(of copy: String, to tar: TarWriter) throws -> BackupSummary {
    let snapshot = try StoreDatabase(path: copy, readOnly: true)
    let manifest = BackupManifest(
      policy: policy.id, made: clock(), databaseSHA256: try Durable.sha256(ofFileAt: copy),
      pictures: try snapshot.read { try $0.count("SELECT count(*) FROM (\(Self.allPictures))") },
      chain: try snapshot.read { try $0.chainHead() })
    try tar.add(BackupManifest.name, Array(manifest.text.utf8))
    try tar.add(BackupManifest.databaseName, fileAt: copy)
    try snapshot.read { transaction in
      try transaction.each("\(Self.allPictures) ORDER BY sha256") { row in
        let sha256: String = row[0]
        try tar.add("objects/\(sha256).jpg", try files.checked(sha256))
      }
    }
    try snapshot.close()
    try tar.finish()
    return BackupSummary(
      pictures: manifest.pictures, auditLength: manifest.chain.length, auditHead: manifest.chain.hash)
  }

  private static let allPictures = "SELECT sha256 FROM slot WHERE sha256 IS NOT NULL UNION SELECT sha256 FROM former"
}
