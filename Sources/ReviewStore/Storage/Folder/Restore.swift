import Crypto
import Foundation
import ImageKit
import Wording

extension ReviewStore {
  /// Builds a store from a backup and verifies it before it is renamed to its final name. No existing store is
  /// replaced.
  ///
  /// - Parameters:
  ///   - key: the key of the backup's signature; nil skips the check.
  ///   - identities: what opens an encrypted backup.
  ///   - pictureKey: where the key comes from that protects the new store's pictures; nil for pictures that are not
  ///     encrypted.
  /// - Throws: ``StoreError/exists(path:)``, ``StoreError/badBackup(_:)``, ``StoreError/needsIdentity``,
  ///   ``StoreError/wrongIdentity`` and others; then no files are left.
  public static func restore(
    _ backup: String, to path: String, signedWith key: BackupKey? = nil, openedBy identities: BackupIdentities? = nil,
    sealedBy pictureKey: PictureKeySource? = nil
  ) throws -> BackupSummary {
    guard access(path, F_OK) != 0 || (try? Durable.names(in: path).isEmpty) == true else {
      throw StoreError.exists(path: path)
    }
    let descriptor = try opened(backup)
    defer { Durable.close(descriptor) }
    let making = try FolderInMaking(becoming: path)
    do {
      try PictureFiles(folder: making.path).create()
      let settings = StoreSettings(pictureKey: pictureKey)
      try settings.save(in: making.path)
      try settings.makePictureKey(in: making.path)
      let (manifest, signature) = try unpack(TarReader(descriptor: descriptor), into: making.path, key, identities)
      let store = try ReviewStore(at: making.path)
      let isWhole = try store.engine.read { log in
        try log.chainHead().length == manifest.chain.length && log.holds(manifest.heads)
      }
      guard isWhole else {
        throw Self.badBackup("its log is not the one it was made with", "操作日志与备份时不一致")
      }
      // Nobody is signed in at a restored store, and it is open, even if the backup was made while it was copied.
      try store.requireFolder().database.writing(.copying) {
        try $0.forgetPortals()
        if pictureKey != nil { try $0.run("UPDATE look SET detail = NULL") }
        try $0.open()
      }
      if let problem = try store.verify().problems.first { throw StoreError.badBackup(problem.detail) }
      try store.close()
      try making.finish()
      return BackupSummary(
        pictures: manifest.pictures, auditLength: manifest.chain.length, auditHead: manifest.chain.hash,
        signature: signature, isEncrypted: manifest.isEncrypted)
    } catch {
      making.abandon()
      throw error
    }
  }

  /// The heads of the log in a backup, for ``verify(repair:against:)``.
  ///
  /// - Parameter key: the key of the backup's signature; nil skips the check.
  /// - Throws: ``StoreError/noBackup(path:)``; ``StoreError/badBackup(_:)``, also for one that ends too early.
  public static func heads(ofBackup backup: String, signedWith key: BackupKey? = nil) throws -> KnownHeads {
    let descriptor = try opened(backup)
    defer { Durable.close(descriptor) }
    let tar = TarReader(descriptor: descriptor)
    let manifest = try readManifest(tar)
    var next = try tar.next()
    if try checkSignature(next, of: manifest.text, tar, key) != .none { next = try tar.next() }
    try checkContents(tar, from: next, manifest.manifest)
    return manifest.manifest.heads
  }

  /// When a backup was made, as its manifest says.
  ///
  /// - Throws: ``StoreError/badBackup(_:)`` for a file that is none.
  static func madeTime(ofBackup backup: String) throws -> Moment {
    // Opening anything else than a file could wait for ever.
    guard Durable.isFile(backup) else { throw badBackup("it holds no store", "其中没有审核库") }
    let descriptor = try opened(backup)
    defer { Durable.close(descriptor) }
    return try readManifest(TarReader(descriptor: descriptor)).manifest.made
  }

  static func opened(_ backup: String) throws -> Int32 {
    let descriptor = open(backup, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw errno == ENOENT ? StoreError.noBackup(path: backup) : StoreError(errno: errno)
    }
    return descriptor
  }

  /// Reads the manifest, the first file of an archive.
  static func readManifest(_ tar: TarReader) throws -> (manifest: BackupManifest, text: [UInt8]) {
    guard let (name, size) = try tar.next(), name == BackupManifest.name, size < 1 << 16 else {
      throw badBackup("it holds no store", "其中没有审核库")
    }
    let text = try small(tar, size)
    guard let manifest = BackupManifest(text) else { throw badBackup("it holds no store", "其中没有审核库") }
    return (manifest, text)
  }

  /// Checks the signature, the second file of a signed archive.
  static func checkSignature(
    _ next: (name: String, size: Int)?, of manifest: [UInt8], _ tar: TarReader, _ key: BackupKey?
  ) throws -> BackupSummary.Signature {
    guard let next, next.name == BackupManifest.signatureName else {
      guard key == nil else {
        throw badBackup("it carries no signature, and a key was given to check it by", "备份没有签名，无法用给定的密钥校验")
      }
      return .none
    }
    guard next.size < 1 << 10 else { throw badBackup("its signature is none", "签名无效") }
    let signature = try small(tar, next.size)
    guard let key else { return .unchecked }
    guard key.isSignature(signature, of: manifest) else {
      throw badBackup(
        "it was not signed with this key, or has been changed since", "签名与给定的密钥不符，或备份已被改动")
    }
    return .verified
  }

  static func small(_ tar: TarReader, _ size: Int) throws -> [UInt8] {
    var bytes: [UInt8] = []
    try tar.content(size) { bytes += $0 }
    return bytes
  }

  /// Unpacks the archive into a folder, checking each file against its digest.
  private static func unpack(
    _ tar: TarReader, into folder: String, _ key: BackupKey?, _ identities: BackupIdentities?
  ) throws -> (BackupManifest, BackupSummary.Signature) {
    let (manifest, text) = try readManifest(tar)
    var next = try tar.next()
    // The signature is checked before anything is unpacked.
    let signature = try checkSignature(next, of: text, tar, key)
    if next?.name == BackupManifest.signatureName { next = try tar.next() }
    guard manifest.isEncrypted else {
      try unpackContent(tar, from: next, manifest, into: folder)
      return (manifest, signature)
    }
    guard let next, next.name == BackupManifest.encryptedName else { throw badBackup("it holds no store", "其中没有审核库") }
    guard let identities else { throw StoreError.needsIdentity }
    try identities.decrypt(tar, next.size) { try unpackContent($0, from: $0.next(), manifest, into: folder) }
    if let other = try tar.next() {
      throw badBackup("\(other.name) does not belong in it", "其中有不应有的文件 \(other.name)")
    }
    return (manifest, signature)
  }

  /// Unpacks what a backup holds besides its manifest.
  private static func unpackContent(
    _ tar: TarReader, from first: (name: String, size: Int)?, _ manifest: BackupManifest, into folder: String
  ) throws {
    let pictureStorage = try StoreSettings.load(from: folder).sealing(PictureFiles(folder: folder), in: folder)
    var next = first
    var found = BackupContents()
    while let (name, size) = next {
      switch name {
      case StoreKey.fileName where !found.hasKey && !found.hasDatabase && size < 1 << 10:
        _ = try BackupContents.check(key: small(tar, size), manifest).save(in: folder)
        found.hasKey = true
      case BackupManifest.databaseName where !found.hasDatabase:
        try BackupContents.check(
          database: unpackDatabase(tar, size, to: folder + "/" + StoreFolder.databaseName), manifest)
        found.hasDatabase = true
      default:
        guard name.hasPrefix("objects/"), name.hasSuffix(".jpg"), size < 1 << 30 else {
          throw badBackup("\(name) does not belong in it", "其中有不应有的文件 \(name)")
        }
        var bytes: [UInt8] = []
        try tar.content(size) { bytes += $0 }
        let staged = try pictureStorage.stage(bytes)
        defer { staged.release() }
        guard name == "objects/\(staged.sha256).jpg" else {
          throw badBackup("\(name) has been changed", "\(name) 已被改动")
        }
        try staged.place()
        found.pictures += 1
      }
      next = try tar.next()
    }
    try found.check(manifest)
  }

  static func badBackup(_ english: String, _ chinese: String) -> StoreError {
    .badBackup(Bilingual(english, chinese))
  }

  private static func unpackDatabase(_ tar: TarReader, _ size: Int, to path: String) throws -> String {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw StoreError(errno: errno) }
    defer { Durable.close(descriptor) }
    var hash = SHA256()
    try tar.content(size) { piece in
      hash.update(data: piece)
      try Durable.write(piece, to: descriptor)
    }
    guard fsync(descriptor) == 0 else { throw StoreError(errno: errno) }
    return hash.finalize().hexadecimal
  }
}
