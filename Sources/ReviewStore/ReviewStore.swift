import Foundation
import GRDB
import ImageKit
import Wording

/// One office's review: its policy, registrations, pictures, decisions and log, in one folder.
///
/// The façade of the room: one method for each thing a person can do, in extensions by who does it. Pages and commands
/// call these and decide nothing themselves. The methods' names and parameters are kept stable; new ones may be added.
///
/// Safe to use from several threads, and one store from several processes: each act is one transaction that has the
/// store to itself. What a method returns from is on disk.
///
/// ```swift
/// let store = try ReviewStore(at: "review-store")
/// try store.upload(photo, to: "identity", of: "2021-0001")
/// try store.submit("2021-0001")
/// try store.accept("identity", 1, of: "2021-0001", as: "wang")
/// ```
///
/// Errors are ``Refusal`` where a rule of the workflow stands in the way, ``InputError`` for what cannot be taken,
/// ``StoreError`` for the store as a whole, and ImageKit's `DecodingError` for a photo that cannot be read.
public final class ReviewStore: Sendable {
  /// The store's folder.
  public let path: String
  /// The region's rules, as they were when the store was made.
  public let policy: Policy
  /// The region's name: the policy's, unless the store was made for another.
  public let region: String
  /// The region's name in both languages, where it is the policy's own.
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
  ///   - readOnly: for looking only, such as at last year's.
  ///   - preparing: how photos are made ready; tests may bring something smaller.
  ///   - clock: what time it is; tests may bring their own.
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

  /// Opens a store for looking only, wherever it lies: where it cannot be written, as it is.
  ///
  /// - Throws: ``StoreError/logLeft``, ``StoreError/outdated`` where it would have to be written first, and others.
  public static func forLooking(at path: String) throws -> ReviewStore {
    do {
      return try ReviewStore(at: path)
    } catch StoreError.readOnly {
      guard !StoreDatabase.hasLog(path + "/" + fileName) else { throw StoreError.logLeft }
      let store = try ReviewStore(at: path, readOnly: true)
      guard try store.database.isCurrent() else { throw StoreError.outdated }
      return store
    }
  }

  /// Gives a store what one of an older make lacks beside its database: a key, with a seal of everything that is to be
  /// sealed, and the file that knows the log's end.
  private static func complete(_ database: inout StoreDatabase, in folder: String, at now: Moment) throws {
    // What this file knows, the log must have. It is read first, as the log only grows.
    let headFile = HeadFile(path: folder + "/" + HeadFile.fileName)
    let known = headFile.read()
    if try !database.read({ try $0.isSealed() }) {
      if database.key == nil { database.key = try StoreKey().save(in: folder) }
      // Whoever could read everything by the old permissions can no longer.
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

  /// The database's file in a store's folder.
  static let fileName = "store.sqlite"

  /// Makes a new, empty store.
  ///
  /// - Parameters:
  ///   - policy: the policy's YAML, such as ``Policy/shippedYAML(_:)``; it is kept in the store.
  ///   - region: the region's name, instead of the policy's.
  ///   - examples: pictures that the policy's materials name as examples, by file name.
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

  /// Closes the files. The store is not used afterwards.
  public func close() throws { try database.close() }

  /// An example picture that a material of the policy names, if the store has it.
  public func example(named name: String) throws -> [UInt8]? {
    try database.read { try $0.value("SELECT content FROM example WHERE name = ?", [name]) }
      .map { (content: Data) in Array(content) }
  }
}
