import Foundation
import GRDB
import ImageKit
import Wording

/// The review of one office: its policy, registrations, pictures, decisions and audit log, in one folder.
///
/// This is the façade of the module. It has one method for each act of a person, in extensions by role. Web pages and
/// commands call these methods and decide nothing themselves. The names and parameters of methods are stable; new
/// methods may be added.
///
/// A store may be used from several threads, and by several processes. Each act is one exclusive transaction. When a
/// method returns, its changes are on disk.
///
///     let store = try ReviewStore(at: "review-store")
///     try store.upload(photo, to: "identity", of: "2021-0001")
///     try store.submit("2021-0001")
///     try store.accept(Place("identity", 1), of: "2021-0001", as: "wang")
///
/// Errors are ``Refusal`` where a workflow rule forbids an act, ``InputError`` for invalid input, ``StoreError`` for
/// the store as a whole, and ImageKit's `DecodingError` for a photo that cannot be read.
public final class ReviewStore: Sendable {
  /// The store's folder.
  public let path: String
  /// The region's rules, fixed when the store was created.
  public let policy: Policy
  /// The region's name: the policy's, unless the store was created with another.
  public let region: String
  /// The region's name in both languages. A name that is not the policy's is the same in both.
  public var regionName: Bilingual {
    region == policy.region.chinese ? policy.region : Bilingual(region, region)
  }
  let database: StoreDatabase
  let files: PictureFiles
  let clock: @Sendable () -> Moment
  let preparing: PicturePreparing

  /// Opens a store.
  ///
  /// - Parameters:
  ///   - path: its folder.
  ///   - readOnly: opens it without writing, for example last year's store.
  ///   - preparing: how photos are prepared; tests may replace it.
  ///   - clock: returns the current time; tests may replace it.
  /// - Throws: ``StoreError/noStore(path:)`` and others.
  public init(
    at path: String, readOnly: Bool = false, preparing: PicturePreparing = .imageKit,
    clock: @escaping @Sendable () -> Moment = { .now }
  ) throws {
    self.path = path
    self.preparing = preparing
    self.clock = clock
    var database = try StoreDatabase(path: path + "/" + Self.fileName, readOnly: readOnly)
    database.key = try StoreKey.load(from: path)
    if !readOnly { try Self.complete(&database, in: path, at: clock()) }
    self.database = database
    files = PictureFiles(folder: path)
    let made = try database.read {
      try $0.row("SELECT policy, region FROM store") {
        (policy: try $0["policy"] as String, region: try $0["region"] as String)
      }
    }
    guard let made else { throw StoreError.noStore(path: path) }
    policy = try Policy(yaml: made.policy)
    region = made.region
  }

  /// Opens a store for queries only. If it is on a read-only file system, it is opened without writing.
  ///
  /// - Throws: ``StoreError/logLeft``, ``StoreError/outdated`` if it would have to be written to first, and others.
  public static func forReading(at path: String) throws -> ReviewStore {
    do {
      return try ReviewStore(at: path)
    } catch StoreError.readOnly {
      guard !StoreDatabase.hasLog(path + "/" + fileName) else { throw StoreError.logLeft }
      let store = try ReviewStore(at: path, readOnly: true)
      guard try store.database.isCurrent() else { throw StoreError.outdated }
      return store
    }
  }

  /// Adds to a store of an older version what it lacks: the key with the seals of all sealed rows, and the head file,
  /// which records the end of the log.
  private static func complete(_ database: inout StoreDatabase, in folder: String, at now: Moment) throws {
    // Read the head file before the log: the log only grows, so it must contain the recorded head.
    let headFile = HeadFile(path: folder + "/" + HeadFile.fileName)
    let known = headFile.read()
    if try !database.read({ try $0.isSealed() }) {
      if database.key == nil { database.key = try StoreKey().save(in: folder) }
      // Older versions created the file readable by others.
      chmod(folder + "/" + fileName, 0o600)
      try database.write { if try !$0.isSealed() { try $0.sealEverything(at: now) } }
    }
    if let known {
      guard try database.read({ try $0.holds(known) }) else { return }
    } else {
      try headFile.create(try database.read { try $0.chainHead() })
    }
    database.headFile = headFile
  }

  /// The file name of the database in a store's folder.
  static let fileName = "store.sqlite"

  /// Creates a new, empty store.
  ///
  /// - Parameters:
  ///   - policy: the policy's YAML text, such as ``Policy/shippedYAML(_:)``; the store keeps it.
  ///   - region: the region's name, if it is not the policy's.
  ///   - examples: the example pictures of the policy's materials, by file name.
  /// - Throws: ``StoreError/exists(path:)``, ``PolicyError`` and others.
  public static func create(
    at path: String, policy yaml: String, region: String? = nil, examples: [String: [UInt8]] = [:],
    clock: () -> Moment = { .now }
  ) throws {
    let policy = try Policy(yaml: yaml)
    let region = try region.map {
      try TextRules.checked($0, Bilingual("region's name", "考区名称"), atMost: TextLimits.name)
    }
    guard WatermarkText.longest(under: policy, region: region ?? policy.region.chinese) <= Watermark.longestText else {
      throw InputError.regionTooLong
    }
    let making = try FolderInMaking(becoming: path)
    do {
      try PictureFiles(folder: making.path).create()
      var database = try StoreDatabase(path: making.path + "/" + fileName, create: true)
      database.key = try StoreKey().save(in: making.path)
      try database.write { transaction in
        try transaction.begin(policy, yaml: yaml, region: region, examples: examples, at: clock())
      }
      let head = try database.read { try $0.chainHead() }
      try HeadFile(path: making.path + "/" + HeadFile.fileName).create(head)
      try database.close()
      try making.finish()
    } catch {
      making.abandon()
      throw error
    }
  }

  /// Closes the files. The store must not be used afterwards.
  public func close() throws { try database.close() }

  /// An example picture of the policy's materials; nil if the store does not have it.
  public func example(named name: String) throws -> [UInt8]? {
    try database.read { try $0.value("SELECT content FROM example WHERE name = ?", [name]) }
      .map { (content: Data) in Array(content) }
  }
}
