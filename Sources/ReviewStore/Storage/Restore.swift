import Crypto
import Foundation
import ImageKit
import Wording

extension ReviewStore {
  /// Builds a store from a backup and verifies it before it is renamed into place. Nothing existing is replaced.
  ///
  /// - Throws: ``StoreError/exists(path:)``, ``StoreError/badBackup(_:)`` and others; then nothing is left behind.
  public static func restore(_ backup: String, to path: String) throws -> BackupSummary {
    guard access(path, F_OK) != 0 || (try? Durable.names(in: path).isEmpty) == true else {
      throw StoreError.exists(path: path)
    }
    let descriptor = open(backup, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw errno == ENOENT ? StoreError.noBackup(path: backup) : StoreError(errno: errno)
    }
    defer { Durable.close(descriptor) }
    let making = try FolderInMaking(becoming: path)
    do {
      try PictureFiles(folder: making.path).create()
      let manifest = try unpack(TarReader(descriptor: descriptor), into: making.path)
      let store = try ReviewStore(at: making.path)
      let head = try store.database.read { try $0.chainHead() }
      guard head == manifest.chain else {
        throw Self.badBackup("its log is not the one it was made with", "操作日志与备份时不一致")
      }
      if let problem = try store.verify().problems.first { throw Self.badBackup(problem.detail, problem.detail) }
      try store.close()
      try making.finish()
      return BackupSummary(
        pictures: manifest.pictures, auditLength: manifest.chain.length, auditHead: manifest.chain.hash)
    } catch {
      making.abandon()
      throw error
    }
  }

  /// Unpacks the archive into a folder and checks every file against its hash.
  private static func unpack(_ tar: TarReader, into folder: String) throws -> BackupManifest {
    let files = PictureFiles(folder: folder)
    var manifest: BackupManifest?
    var hasDatabase = false
    var pictures = 0
    while let (name, size) = try tar.next() {
      switch name {
      case BackupManifest.name where manifest == nil && size < 1 << 16:
        try tar.content(size) { manifest = BackupManifest($0) }
      case BackupManifest.databaseName where manifest != nil && !hasDatabase:
        let found = try unpackDatabase(tar, size, to: folder + "/" + fileName)
        guard found == manifest?.databaseSHA256 else { throw badBackup("its database has been changed", "数据库已被改动") }
        hasDatabase = true
      default:
        guard manifest != nil, name.hasPrefix("objects/"), name.hasSuffix(".jpg"), size < 1 << 30 else {
          throw badBackup("\(name) does not belong in it", "其中有不应有的文件 \(name)")
        }
        var bytes: [UInt8] = []
        try tar.content(size) { bytes += $0 }
        let staged = try files.stage(bytes)
        defer { files.release(staged) }
        guard name == "objects/\(staged.sha256).jpg" else {
          throw badBackup("\(name) has been changed", "\(name) 已被改动")
        }
        try files.place(staged)
        pictures += 1
      }
    }
    guard let manifest, hasDatabase else { throw badBackup("it holds no store", "其中没有审核库") }
    guard pictures == manifest.pictures else {
      throw badBackup(
        "it holds \(pictures) of \(manifest.pictures) pictures", "应有 \(manifest.pictures) 张图片，只有 \(pictures) 张")
    }
    return manifest
  }

  private static func badBackup(_ english: String, _ chinese: String) -> StoreError {
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
