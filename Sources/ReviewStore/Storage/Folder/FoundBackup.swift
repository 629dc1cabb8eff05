import Crypto
import Foundation
import Wording

/// A backup in a folder, as far as it can be told without restoring it.
public struct FoundBackup: Sendable, Hashable {
  /// The file's name.
  public let name: String
  /// When it was made; nil where that cannot be read.
  public fileprivate(set) var made: Moment?
  /// Whether it is signed.
  public fileprivate(set) var isSigned = false
  /// Whether all of it but the manifest is encrypted.
  public fileprivate(set) var isEncrypted = false
  /// Why the store could not be restored from it; nil when nothing was found.
  public fileprivate(set) var problem: Bilingual?

  /// A backup of which nothing is known yet but what may be wrong with it.
  public init(name: String, problem: Bilingual? = nil) { (self.name, self.problem) = (name, problem) }
}

extension ReviewStore {
  /// The backups in a folder, the newest first. Files that are no backups are passed over.
  ///
  /// Of each the files in it are counted, most of them without being read, and it is held against this store's key and
  /// log. Of the newest good one the database is read too, and compared with its digest. Restoring checks every picture and
  /// every row besides.
  ///
  /// - Throws: ``StoreError/noBackup(path:)`` when there is no such folder, and others.
  public func backups(in folder: String) throws -> [FoundBackup] {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
      throw StoreError.noBackup(path: folder)
    }
    var found = try names.filter { !UnfinishedFile.isTemporary($0) }.compactMap { try check($0, in: folder) }
    func time(_ backup: FoundBackup) -> Int64 { backup.made?.milliseconds ?? .min }
    found.sort { (time($0), $0.name) > (time($1), $1.name) }
    while let newest = found.firstIndex(where: { $0.problem == nil }) {
      guard let whole = try check(found[newest].name, in: folder, readingDatabase: true) else { break }
      found[newest] = whole
      if whole.problem == nil { break }
    }
    return found
  }

  /// Checks a file; nil when it is no backup, and not called like one either.
  private func check(_ name: String, in folder: String, readingDatabase: Bool = false) throws -> FoundBackup? {
    let path = folder + "/" + name
    // Opening anything else than a file could wait for ever.
    let kind = try? FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType
    guard kind == .typeRegular else { return nil }
    let unreadable =
      name.hasSuffix(".tar")
      ? FoundBackup(name: name, problem: Bilingual("it cannot be read as a backup", "无法作为备份读取")) : nil
    guard let descriptor = try? Self.opened(path) else { return unreadable }
    defer { Durable.close(descriptor) }
    let tar = TarReader(descriptor: descriptor)
    guard let first = try? tar.next(), first.name == BackupManifest.name, lseek(descriptor, 0, SEEK_SET) == 0 else {
      return unreadable
    }
    var found = FoundBackup(name: name)
    do {
      let manifest = try Self.readManifest(tar).manifest
      found.made = manifest.made
      found.isEncrypted = manifest.isEncrypted
      var next = try tar.next()
      if let signature = next, signature.name == BackupManifest.signatureName {
        found.isSigned = true
        try tar.skip(signature.size)
        next = try tar.next()
      }
      try Self.checkContents(tar, from: next, manifest, readingDatabase: readingDatabase)
      try checkIsOwn(manifest)
    } catch StoreError.badBackup(let words) {
      found.problem = words
    } catch StoreError.inputOutput(let words) {
      found.problem = words
    }
    return found
  }

  /// Checks by its key and by its log that a backup was made of this store.
  private func checkIsOwn(_ manifest: BackupManifest) throws {
    let key = try requireFolder().database.key.map { SHA256.hash(data: Array($0.text.utf8)).hexadecimal }
    if let theirs = manifest.keySHA256, theirs != key {
      throw Self.badBackup("it was made of another store", "不是本审核库的备份")
    }
    guard try engine.read({ try $0.holds(manifest.heads) }) else {
      throw Self.badBackup(
        "its log has \(manifest.chain.length) entries that this store's log does not have like that",
        "其中 \(manifest.chain.length) 条操作日志与本审核库的操作日志不一致")
    }
  }

  /// Checks without unpacking them that all files are in a backup which its manifest tells of: that it does not end too
  /// early, how many pictures there are, and the key. Of an encrypted one only its end can be told.
  ///
  /// - Parameters:
  ///   - first: the file after the manifest and the signature.
  ///   - readingDatabase: whether the database is compared with its digest too.
  static func checkContents(
    _ tar: TarReader, from first: (name: String, size: Int)?, _ manifest: BackupManifest, readingDatabase: Bool = false
  ) throws {
    guard !manifest.isEncrypted else {
      guard let first, first.name == BackupManifest.encryptedName else {
        throw badBackup("it holds no store", "其中没有审核库")
      }
      try tar.skip(first.size)
      guard try tar.next() == nil else { throw badBackup("something else is in it", "其中有不应有的文件") }
      return
    }
    var next = first
    var found = BackupContents()
    while let (name, size) = next {
      switch name {
      case StoreKey.fileName where size < 1 << 10:
        try BackupContents.check(key: small(tar, size), manifest)
        found.hasKey = true
      case BackupManifest.databaseName:
        var hash = SHA256()
        if readingDatabase { try tar.content(size) { hash.update(data: $0) } } else { try tar.skip(size) }
        if readingDatabase { try BackupContents.check(database: hash.finalize().hexadecimal, manifest) }
        found.hasDatabase = true
      default:
        guard name.hasPrefix("objects/") else {
          throw badBackup("\(name) does not belong in it", "其中有不应有的文件 \(name)")
        }
        try tar.skip(size)
        found.pictures += 1
      }
      next = try tar.next()
    }
    try found.check(manifest)
  }
}

/// What has been found in a backup after its manifest.
struct BackupContents {
  var hasKey = false
  var hasDatabase = false
  var pictures = 0

  /// Checks that nothing is missing of what the manifest tells.
  func check(_ manifest: BackupManifest) throws {
    guard hasDatabase else { throw ReviewStore.badBackup("it holds no store", "其中没有审核库") }
    guard hasKey == (manifest.keySHA256 != nil) else { throw ReviewStore.badBackup("its key is missing", "缺少密钥") }
    guard pictures == manifest.pictures else {
      throw ReviewStore.badBackup(
        "it holds \(pictures) of \(manifest.pictures) pictures", "应有 \(manifest.pictures) 张图片，只有 \(pictures) 张")
    }
  }

  /// Checks the key by its digest, and returns it.
  @discardableResult
  static func check(key content: [UInt8], _ manifest: BackupManifest) throws -> StoreKey {
    guard SHA256.hash(data: content).hexadecimal == manifest.keySHA256, let key = StoreKey(content) else {
      throw ReviewStore.badBackup("its key has been changed", "密钥已被改动")
    }
    return key
  }

  /// Checks the database's digest.
  static func check(database digest: String, _ manifest: BackupManifest) throws {
    guard digest == manifest.databaseSHA256 else {
      throw ReviewStore.badBackup("its database has been changed", "数据库已被改动")
    }
  }
}
