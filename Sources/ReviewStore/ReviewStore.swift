import Foundation
import ImageKit
import ObjectStorage
import Wording

/// The review of one office: its policy, registrations, pictures, decisions and audit log, in one folder unless the folder
/// says where else.
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
  /// Everything but the pictures' bytes.
  let engine: any StoreEngine
  /// The pictures' bytes.
  let pictures: any PictureBytes
  /// The folder that both lie in; nil where they lie elsewhere.
  let folder: StoreFolder?
  let clock: @Sendable () -> Moment
  /// Tells this opened store from others on the same database.
  let portal = UUID().uuidString
  let preparing: PicturePreparing

  /// Opens a store.
  ///
  /// - Parameters:
  ///   - path: its folder.
  ///   - readOnly: opens it without writing, for example last year's store.
  ///   - preparing: how photos are prepared; tests may replace it.
  ///   - clock: returns the current time; tests may replace it.
  /// - Throws: ``StoreError/noStore(path:)`` and others.
  public convenience init(
    at path: String, readOnly: Bool = false, preparing: PicturePreparing = .imageKit,
    clock: @escaping @Sendable () -> Moment = { .now }
  ) throws {
    let folder = try StoreFolder(at: path, readOnly: readOnly, now: clock())
    try self.init(folder.database, folder.pictures, at: path, in: folder, preparing: preparing, clock: clock)
  }

  /// A store on an engine that has been opened.
  init(
    _ engine: any StoreEngine, _ pictures: any PictureBytes, at path: String, in folder: StoreFolder? = nil,
    preparing: PicturePreparing = .imageKit, clock: @escaping @Sendable () -> Moment = { .now }
  ) throws {
    guard let made = try engine.read({ try $0.settings() }) else {
      // The settings are copied last.
      throw try engine.read { try $0.closure() }.map { .closed($0) } ?? StoreError.noStore(path: path)
    }
    policy = try Policy(yaml: made.policy)
    region = made.region
    self.path = path
    self.engine = engine
    self.pictures = pictures
    self.folder = folder
    self.preparing = preparing
    self.clock = clock
  }

  /// Opens a store for queries only. If it is on a read-only file system, it is opened without writing.
  ///
  /// - Throws: ``StoreError/logLeft``, ``StoreError/outdated`` if it would have to be written to first, and others.
  public static func forReading(at path: String) throws -> ReviewStore {
    let folder = try StoreFolder.forReading(at: path, now: .now)
    return try ReviewStore(folder.database, folder.pictures, at: path, in: folder)
  }

  /// The store's folder, for what only a store in a folder can do.
  func requireFolder() throws -> StoreFolder {
    guard let folder else { throw StoreError.fault("this store lies in no folder") }
    return folder
  }

  /// Creates a new, empty store.
  ///
  /// - Parameters:
  ///   - address: the database for everything but the pictures; nil for one in the folder.
  ///   - pictures: the object storage for the pictures; nil for files in the folder. Nothing may be there yet.
  ///   - pictureKey: where the key comes from that protects the pictures; nil for pictures that are not encrypted.
  ///   - policy: the policy's YAML text, such as ``Policy/shippedYAML(_:)``; the store keeps it.
  ///   - region: the region's name, if it is not the policy's.
  ///   - examples: the example pictures of the policy's materials, by file name.
  /// - Throws: ``StoreError/exists(path:)``, ``PolicyError`` and others.
  public static func create(
    at path: String, database address: DatabaseAddress? = nil, pictures: ObjectPlace? = nil,
    pictureKey: PictureKeySource? = nil, policy yaml: String,
    region: String? = nil, examples: [String: [UInt8]] = [:], clock: () -> Moment = { .now }
  ) throws {
    let policy = try Policy(yaml: yaml)
    let region = try region.map {
      try TextRules.checked($0, Bilingual("region's name", "考区名称"), atMost: TextLimits.name)
    }
    guard WatermarkText.longest(under: policy, region: region ?? policy.region.chinese) <= Watermark.longestText else {
      throw InputError.regionTooLong
    }
    try StoreFolder.create(
      at: path, StoreSettings(database: address, pictures: pictures, pictureKey: pictureKey), policy, yaml: yaml,
      region: region,
      examples: examples, now: clock())
  }

  /// Closes the files. The store must not be used afterwards.
  public func close() throws { try engine.close() }

  /// An example picture of the policy's materials; nil if the store does not have it.
  public func example(named name: String) throws -> [UInt8]? {
    try engine.read { try $0.example(named: name) }
  }
}
