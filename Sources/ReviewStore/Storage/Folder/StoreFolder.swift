import Foundation

/// A store in one folder: an SQLite database, the pictures as files, the key for seals, and the file that records the
/// log's end. The rows may be in PostgreSQL instead; the folder then has a file that names the database.
///
/// Only such a store can be opened on read-only media, saved to one file (`Backup.swift`) and restored from it
/// (`Restore.swift`).
struct StoreFolder: Sendable {
  /// The database's file in the folder.
  static let databaseName = "store.sqlite"

  /// Everything but the pictures' bytes.
  let database: any SQLEngine
  /// The pictures' bytes.
  let files: PictureFiles

  /// Opens a folder.
  ///
  /// - Parameter readOnly: for looking only, such as at last year's.
  /// - Throws: ``StoreError/noStore(path:)`` and others.
  init(at path: String, readOnly: Bool = false, now: Moment) throws {
    var database: any SQLEngine =
      if let settings = try StoreSettings.load(from: path) {
        try PostgreSQLEngine(settings.database, folder: path)
      } else {
        try SQLiteEngine(path: path + "/" + Self.databaseName, readOnly: readOnly)
      }
    database.key = try StoreKey.load(from: path)
    if !readOnly { try Self.complete(&database, in: path, at: now) }
    self.database = database
    files = PictureFiles(folder: path)
  }

  /// Opens a folder for looking only, wherever it lies: where it cannot be written, as it is.
  ///
  /// - Throws: ``StoreError/logLeft``, ``StoreError/outdated`` where it would have to be written first, and others.
  static func forReading(at path: String, now: Moment) throws -> StoreFolder {
    do {
      return try StoreFolder(at: path, now: now)
    } catch StoreError.readOnly {
      guard !SQLiteEngine.hasLog(path + "/" + databaseName) else { throw StoreError.logLeft }
      let folder = try StoreFolder(at: path, readOnly: true, now: now)
      guard try folder.database.isCurrent() else { throw StoreError.outdated }
      return folder
    }
  }

  /// The database where it is a file of the folder, for what only such a store can do.
  func requireSQLite() throws -> SQLiteEngine {
    guard let database = database as? SQLiteEngine else { throw StoreError.inDatabase }
    return database
  }

  /// Gives a store what one of an older make lacks beside its database: a key, with a seal of everything that is to be
  /// sealed, and the file that knows the log's end.
  private static func complete(_ database: inout any SQLEngine, in folder: String, at now: Moment) throws {
    // Read the head file before the log: the log only grows, so it must contain the recorded head.
    let headFile = HeadFile(path: folder + "/" + HeadFile.fileName)
    let known = headFile.read()
    if try !database.reading({ try $0.isSealed() }) {
      if database.key == nil { database.key = try StoreKey().save(in: folder) }
      // Whoever could read everything by the old permissions can no longer; in PostgreSQL there is no such file.
      chmod(folder + "/" + databaseName, 0o600)
      try database.writing { if try !$0.isSealed() { try $0.sealEverything(at: now) } }
    }
    if let known {
      guard try database.reading({ try $0.holds(known.log) }) else { return }
    } else {
      try headFile.create(
        try database.reading { KnownHeads(log: try $0.chainHead(), sealed: try $0.sealedHead()) })
    }
    database.headFile = headFile
  }

  /// Makes the folder of a new store, which appears complete or not at all.
  ///
  /// - Parameter address: where the rows will be; nil for the folder itself.
  /// - Throws: ``StoreError/exists(path:)`` and others.
  static func create(
    at path: String, database address: DatabaseAddress?, _ policy: Policy, yaml: String, region: String?,
    examples: [String: [UInt8]], now: Moment
  ) throws {
    let making = try FolderInMaking(becoming: path)
    do {
      try PictureFiles(folder: making.path).create()
      try address.map { StoreSettings(database: $0) }?.save(in: making.path)
      var database: any SQLEngine =
        if let address {
          try PostgreSQLEngine(address, folder: making.path)
        } else {
          try SQLiteEngine(path: making.path + "/" + databaseName, create: true)
        }
      database.key = try StoreKey().save(in: making.path)
      try database.writing {
        // A folder is new by its name, but a database may have been used before.
        if let address, try $0.settings() != nil { throw StoreError.exists(path: address.text) }
        try $0.begin(policy, yaml: yaml, region: region, examples: examples, at: now)
      }
      let head = try database.reading { try $0.chainHead() }
      try HeadFile(path: making.path + "/" + HeadFile.fileName).create(KnownHeads(log: head))
      try database.close()
      try making.finish()
    } catch {
      making.abandon()
      throw error
    }
  }
}
