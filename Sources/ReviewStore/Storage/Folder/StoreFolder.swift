import Foundation
import ObjectStorage
import Wording

/// A store in one folder: an SQLite database, the pictures as files, the key for seals, and the file that records the
/// log's end. The rows may be in PostgreSQL instead, and the pictures in object storage; the folder then has a file that
/// says where they are.
///
/// Every store is saved to one file (`Backup.swift`), and a store in one folder is restored from it (`Restore.swift`). Only
/// a store in one folder can be opened on read-only media.
struct StoreFolder: Sendable {
  /// The database's file in the folder.
  static let databaseName = "store.sqlite"

  /// Everything but the pictures' bytes.
  private(set) var database: any SQLEngine
  /// The folder's own files: the pictures, unless they are elsewhere, temporary files, and the lock of backups.
  let files: PictureFiles
  /// The pictures' bytes.
  let pictures: any PictureBytes

  /// Opens a folder.
  ///
  /// - Parameter readOnly: for looking only, such as at last year's.
  /// - Throws: ``StoreError/noStore(path:)`` and others.
  init(
    at path: String, readOnly: Bool = false, now: Moment,
    objects: (ObjectPlace, PictureFiles) -> PictureObjects = connect
  ) throws {
    try self.init(opening: path, readOnly: readOnly, objects: objects)
    if !readOnly { try Self.complete(&database, in: path, at: now) }
  }

  /// Opens a folder as it is.
  init(
    opening path: String, readOnly: Bool = false, objects: (ObjectPlace, PictureFiles) -> PictureObjects = connect
  ) throws {
    let settings = try StoreSettings.load(from: path)
    database =
      if let address = settings.database {
        try PostgreSQLEngine(address, folder: path)
      } else {
        try SQLiteEngine(path: path + "/" + Self.databaseName, readOnly: readOnly)
      }
    database.key = try StoreKey.load(from: path)
    let files = PictureFiles(folder: path)
    self.files = files
    pictures = try settings.sealing(settings.pictures.map { objects($0, files) } ?? files, in: path)
  }

  /// How pictures in object storage are reached; tests replace it.
  static func connect(to place: ObjectPlace, beside files: PictureFiles) -> PictureObjects {
    PictureObjects(ObjectClient(place), beside: files)
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

  /// Gives a store what one of an older make lacks beside its database: a key, with a seal of everything that is to be
  /// sealed, and the file that knows the log's end.
  private static func complete(_ database: inout any SQLEngine, in folder: String, at now: Moment) throws {
    // Read the head file before the log: the log only grows, so it must contain the recorded head.
    let headFile = HeadFile(path: folder + "/" + HeadFile.fileName)
    let known = headFile.read()
    // A copy that is not complete has no settings either, and is no store yet.
    guard try database.reading({ try $0.settings() }) != nil else { return }
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
  /// - Parameter settings: what will be elsewhere than in the folder.
  /// - Throws: ``StoreError/exists(path:)`` and others.
  static func create(
    at path: String, _ settings: StoreSettings, _ policy: Policy, yaml: String, region: String?,
    examples: [String: [UInt8]], now: Moment, objects: (ObjectPlace, PictureFiles) -> PictureObjects = connect
  ) throws {
    let making = try FolderInMaking(becoming: path)
    let files = PictureFiles(folder: making.path)
    let objects = settings.pictures.map { objects($0, files) }
    var hasClaimed = false
    do {
      try files.create()
      try settings.save(in: making.path)
      try settings.makePictureKey(in: making.path)
      try objects?.claim()
      hasClaimed = true
      let address = settings.database
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
      if hasClaimed { try? objects?.abandonClaim() }
      making.abandon()
      throw error
    }
  }
}

extension StoreSettings {
  /// Makes the key of the pictures in the folder of a new store, where they are to be encrypted.
  func makePictureKey(in folder: String) throws {
    guard let pictureKey else { return }
    try PictureKey().save(in: folder, wrappedBy: [pictureKey.wrappingKey()])
    // A source that gives another key each time is found out while there is no picture yet.
    _ = try PictureKey.load(from: folder, openedBy: pictureKey)
  }

  /// Pictures that are encrypted, where the settings say so.
  func sealing(_ pictures: any PictureBytes, in folder: String) throws -> any PictureBytes {
    guard let pictureKey else {
      // Without it, new pictures would be stored as they are.
      guard !Durable.isThere(folder + "/" + PictureKey.fileName) else {
        throw StoreError.damaged(
          Bilingual(
            "\(StoreSettings.fileName) does not say where the key of the pictures comes from, and there is a "
              + "\(PictureKey.fileName)",
            "存在 \(PictureKey.fileName)，但 \(StoreSettings.fileName) 未写明图片密钥的来源"))
      }
      return pictures
    }
    return SealedPictures(envelopes: pictures, key: try PictureKey.load(from: folder, openedBy: pictureKey))
  }
}
