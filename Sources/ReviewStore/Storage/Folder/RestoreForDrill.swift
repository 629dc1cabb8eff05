import Foundation

extension ReviewStore {
  /// The newest of the backups in a folder, by the time in their manifests, whether or not the rest of the file is whole: a
  /// drill has to find out about the one that would be taken. Nil when there is none.
  ///
  /// - Throws: ``StoreError/noBackup(path:)`` when there is no such folder, and others.
  static func newestBackupFile(in folder: String) throws -> (name: String, made: Moment)? {
    guard Durable.isThere(folder) else { throw StoreError.noBackup(path: folder) }
    var newest: (name: String, made: Moment)?
    for name in try Durable.names(in: folder) {
      guard let made = try? madeTime(ofBackup: "\(folder)/\(name)"), newest.map({ $0.made < made }) ?? true else {
        continue
      }
      newest = (name, made)
    }
    return newest
  }

  /// Restores a backup to a fresh place, calls a closure with the store, and removes it again. Should the process be
  /// killed, the next drill removes what it left.
  ///
  /// - Parameters:
  ///   - place: the path beside which the store is made.
  ///   - folder: the folder of a store: where its pictures are encrypted, those here are too.
  static func withRestored<Value>(
    _ backup: String, beside place: String, signedWith key: BackupKey?,
    openedBy identities: BackupIdentities?, sealedAs folder: String,
    _ body: (ReviewStore, BackupSummary) throws -> Value
  ) throws -> Value {
    let fresh = try FolderInMaking(becoming: place)
    defer { fresh.abandon() }
    let path = fresh.path + "/store"
    let summary = try restore(
      backup, to: path, signedWith: key, openedBy: identities,
      sealedBy: StoreSettings.load(from: folder).pictureKey)
    let restored = try ReviewStore.forReading(at: path)
    do {
      let value = try body(restored, summary)
      try restored.close()
      return value
    } catch {
      try? restored.close()
      throw error
    }
  }
}
