import Crypto
import Foundation

/// The first file of a backup, `MANIFEST`, with one `name: value` per line. Version 2 added the digest of the store's
/// key, which is part of the backup. In version 3 everything but the manifest and its signature is encrypted: it is an archive
/// in the file `CONTENT.age`. The manifest has nothing personal and stays readable, so that anybody can tell when a backup was
/// made, and of which store.
struct BackupManifest {
  static let name = "MANIFEST"
  static let signatureName = "SIGNATURE"
  static let databaseName = StoreFolder.databaseName
  static let encryptedName = "CONTENT.age"

  var policy: String
  var made: Moment
  var databaseSHA256: String
  /// The digest of the store's key; nil where the store has none, and in version 1.
  var keySHA256: String?
  var pictures: Int
  var chain: ChainHead
  /// Whether the rest is encrypted.
  var isEncrypted: Bool
  /// The last signed head of the log; nil where there is none, and in backups of earlier versions.
  var sealed: SealedHead?

  /// What is known of the log.
  var heads: KnownHeads { KnownHeads(log: chain, sealed: sealed) }

  var text: String {
    """
    uploadprep-backup: \(isEncrypted ? 3 : 2)
    policy: \(policy)
    made: \(made.iso8601)
    database: \(databaseSHA256)
    key: \(keySHA256 ?? "none")
    pictures: \(pictures)
    audit-length: \(chain.length)
    audit-head: \(chain.hash)

    """ + (isEncrypted ? "encrypted: age\n" : "") + (sealed.map { "log-head: \($0.line)\n" } ?? "")
  }

  init(
    policy: String, made: Moment, databaseSHA256: String, keySHA256: String?, pictures: Int, chain: ChainHead,
    isEncrypted: Bool = false, sealed: SealedHead? = nil
  ) {
    self.policy = policy
    self.made = made
    self.databaseSHA256 = databaseSHA256
    self.keySHA256 = keySHA256
    self.pictures = pictures
    self.chain = chain
    self.isEncrypted = isEncrypted
    self.sealed = sealed
  }

  init?(_ bytes: [UInt8]) {
    var values: [String: String] = [:]
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
      let parts = line.split(separator: ":", maxSplits: 1)
      if parts.count == 2 { values[String(parts[0])] = String(parts[1].dropFirst()) }
    }
    guard ["1", "2", "3"].contains(values["uploadprep-backup"]),
      (values["uploadprep-backup"] == "3") == (values["encrypted"] == "age"), let policy = values["policy"],
      let database = values["database"],
      let made = values["made"].flatMap(Moment.init(iso8601:)), let pictures = values["pictures"].flatMap({ Int($0) }),
      let length = values["audit-length"].flatMap({ Int($0) }), let head = values["audit-head"]
    else { return nil }
    self.init(
      policy: policy, made: made, databaseSHA256: database,
      keySHA256: values["key"].flatMap { $0 == "none" ? nil : $0 },
      pictures: pictures,
      chain: ChainHead(length: length, hash: head), isEncrypted: values["encrypted"] != nil,
      sealed: values["log-head"].flatMap { SealedHead(line: $0) })
  }
}

/// The contents of a backup or a restored store.
public struct BackupSummary: Sendable, Hashable {
  /// Whether a backup's signature was verified.
  public enum Signature: String, Sendable, Hashable {
    /// The backup is not signed, so changes to it cannot be detected.
    case none
    /// The backup is signed, and no key was given to check the signature.
    case unchecked
    /// The signature was made with the given key.
    case verified
  }

  /// The number of pictures.
  public let pictures: Int
  /// The sequence number of the last log entry.
  public let auditLength: Int
  /// The hash of the last log entry; in a backup of an earlier version a hash over all entries.
  public let auditHead: String
  /// Whether the signature was verified.
  public let signature: Signature
  /// Whether everything but the manifest is encrypted.
  public let isEncrypted: Bool
}

extension ReviewStore {
  /// Writes a snapshot of the whole store to one file, while others may write to the store. The file is created
  /// atomically, even if the process is killed.
  ///
  /// It is a tar archive: `MANIFEST`, its signature if a key is given, the store's key, the database, every picture. Where it is
  /// encrypted, `CONTENT.age` stands for the last three. While it is written, a copy of the database lies in the store's folder.
  ///
  /// - Parameters:
  ///   - key: the key that signs the backup, which must be kept apart from it; nil for an unsigned backup.
  ///   - recipients: who can open the backup; nil for one that is not encrypted.
  /// - Throws: ``StoreError/exists(path:)`` when the file exists already, and others.
  public func backup(to path: String, signedWith key: BackupKey? = nil, encryptedTo recipients: BackupRecipients? = nil)
    throws -> BackupSummary
  {
    guard access(path, F_OK) != 0 else { throw StoreError.exists(path: path) }
    let folder = try requireFolder()
    // An earlier one that was killed may have left a copy of the database.
    try removeAbandoned()
    // The backup keeps a head over everything in it. A store that cannot be written keeps the last one.
    _ = try? seal()
    // No picture file of the snapshot may be deleted before it is copied.
    let keeping = try folder.files.keepAll()
    defer { collectDiscarded() }
    return try withExtendedLifetime(keeping) {
      guard folder.database.isShared else { return try save(folder, to: path, key, recipients) {} }
      var summary: BackupSummary?
      // The same for portals on other machines.
      try takeTurn(.saving) {
        // Those that were removing pictures when the turn was taken have ended after this.
        try engine.write(.copying) { _ in }
        var prolonged = ContinuousClock.now
        summary = try save(folder, to: path, key, recipients) {
          guard prolonged.duration(to: .now) > Self.pulse else { return }
          try prolongTurn(.saving)
          prolonged = .now
        }
      }
      guard let summary else { throw StoreError.busy }
      return summary
    }
  }

  /// Removes what killed processes have left in the store's folder of temporary files.
  func removeAbandoned() throws {
    for name in try pictures.abandoned() { try pictures.removeEntry(name) }
  }

  /// How often a backup that goes on says so.
  private static let pulse = Duration.seconds(20)

  private func save(
    _ folder: StoreFolder, to path: String, _ key: BackupKey?, _ recipients: BackupRecipients?,
    _ pulse: () throws -> Void
  ) throws -> BackupSummary {
    // The copy contains personal data, so it is made where `verify --repair` finds and removes files left by a
    // crash.
    let copy = try folder.files.makeTemporary()
    defer { for suffix in ["", "-journal", "-wal", "-shm"] { unlink(copy.path + suffix) } }
    return try withExtendedLifetime(copy.lock) {
      let sealed = try folder.database.save(to: copy.path, at: clock(), pulse)
      let unfinished = try UnfinishedFile(becoming: path)
      defer { unfinished.abandon() }
      let summary = try writeArchive(
        of: copy.path, sealed, folder, to: unfinished.descriptor, key, recipients, pulse)
      try unfinished.finish()
      return summary
    }
  }

  /// How many pictures are held in memory at once.
  private static let portion = 32

  /// - Parameter sealed: the last signed head that the store itself has.
  private func writeArchive(
    of copy: String, _ sealed: SealedHead?, _ folder: StoreFolder, to descriptor: Int32, _ key: BackupKey?,
    _ recipients: BackupRecipients?, _ pulse: () throws -> Void
  ) throws -> BackupSummary {
    let snapshot = try SQLiteEngine(path: copy, readOnly: true)
    let ownKey = folder.database.key.map { Array($0.text.utf8) }
    let manifest = BackupManifest(
      policy: policy.id, made: clock(), databaseSHA256: try Durable.sha256(ofFileAt: copy),
      keySHA256: ownKey.map { SHA256.hash(data: $0).hexadecimal },
      pictures: try snapshot.reading { try $0.pictureCount() },
      chain: try snapshot.reading { try $0.chainHead() }, isEncrypted: recipients != nil, sealed: sealed)
    let text = Array(manifest.text.utf8)
    let archive = TarWriter(descriptor: descriptor)
    try archive.add(BackupManifest.name, text)
    if let key { try archive.add(BackupManifest.signatureName, Array(key.signature(of: text).utf8)) }
    func addContent(to tar: TarWriter) throws {
      if let ownKey { try tar.add(StoreKey.fileName, ownKey) }
      try tar.add(BackupManifest.databaseName, fileAt: copy)
      var last = ""
      while case let some = try snapshot.reading({ try $0.pictures(after: last, atMost: Self.portion) }),
        let end = some.last
      {
        try pulse()
        let bytes = try Together.each(some) { [pictures] in try pictures.checked($0) }
        for (picture, bytes) in zip(some, bytes) { try tar.add("objects/\(picture).jpg", bytes) }
        last = end.rawValue
      }
    }
    if let recipients {
      try recipients.encrypt(as: BackupManifest.encryptedName, into: descriptor, addContent)
    } else {
      try addContent(to: archive)
    }
    try snapshot.close()
    try archive.finish()
    return BackupSummary(
      pictures: manifest.pictures, auditLength: manifest.chain.length, auditHead: manifest.chain.hash,
      signature: key == nil ? .none : .verified, isEncrypted: manifest.isEncrypted)
  }
}
