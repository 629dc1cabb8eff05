import Foundation
import ObjectStorage
import StoreServer
import StubStorage
import Testing

@testable import ReviewStore

/// The object storage in which the tests' stores have their pictures, if `UPLOADPREP_TEST_S3` names a bucket and
/// `AWS_ENDPOINT_URL_S3` its server. Every store has a prefix of its own.
enum TestStorage {
  /// The bucket's address, such as `s3://tests`; nil where the pictures are files.
  static let bucket = ProcessInfo.processInfo.environment["UPLOADPREP_TEST_S3"].flatMap { $0.isEmpty ? nil : $0 }

  /// A place where nothing is yet; nil where the pictures are files.
  static func place() throws -> ObjectPlace? {
    guard let bucket else { return nil }
    let endpoint = try #require(ProcessInfo.processInfo.environment["AWS_ENDPOINT_URL_S3"])
    return try ObjectPlace(bucket + "/" + UUID().uuidString, endpoint: endpoint, isPathStyle: true)
  }

  /// A place of its own with copies of all objects of another one; nil where the pictures are files.
  static func copy(of other: ObjectPlace) throws -> ObjectPlace {
    let copy = try #require(try place())
    let (source, target) = (ObjectClient(other), ObjectClient(copy))
    var names: [String] = []
    try source.each(under: "") { name, _ in
      names.append(name)
      return true
    }
    for name in names { try target.put(#require(try source.get(name)), as: name) }
    return copy
  }

  /// Opens a store in which objects without a row are collected at once.
  static func open(
    _ path: String, preparing: PicturePreparing = .tiny, clock: @escaping @Sendable () -> Moment = { .now },
    connect: @escaping (ObjectPlace) -> ObjectClient = { ObjectClient($0) }
  ) throws -> ReviewStore {
    let folder = try StoreFolder(at: path, now: clock()) {
      // By the clocks of two machines an object may be younger than nothing.
      PictureObjects(connect($0), beside: $1, grace: -60)
    }
    return try ReviewStore(
      folder.database, folder.pictures, at: path, in: folder, preparing: preparing, clock: clock)
  }
}

extension TestStore {
  /// Collects the objects that refused acts have left in object storage, as a portal does daily. A refused act leaves no
  /// file, so where the pictures are files nothing is collected, and a file without a row is still found.
  func collectLeftObjects() throws {
    if TestStorage.bucket != nil { _ = try store.sweep() }
  }
}

extension Trait where Self == ConditionTrait {
  /// For tests of pictures that are files of the store's folder.
  static var withFiles: Self { .enabled(if: TestStorage.bucket == nil, "of stores whose pictures are files") }
}

/// A store with its pictures in a storage of the test's own, which can fail. Its rows are where those of all tests are.
final class StubbedStore {
  let storage = StubStorage()
  let place: ObjectPlace
  let store: ReviewStore
  private let path: String
  private let database: OwnDatabase
  private let objects: (ObjectPlace, PictureFiles) -> PictureObjects

  init(grace: TimeInterval = -60, pictureKey: PictureKeySource? = nil) throws {
    path = NSTemporaryDirectory() + "review-store-" + UUID().uuidString
    let place = try ObjectPlace("s3://pictures/2023", endpoint: storage.endpoint, isPathStyle: true)
    self.place = place
    let objects: (ObjectPlace, PictureFiles) -> PictureObjects = {
      PictureObjects(Self.client($0), beside: $1, grace: grace)
    }
    let yaml = try #require(Policy.shippedYAML("shandong-2021"))
    self.objects = objects
    database = try OwnDatabase()
    try StoreFolder.create(
      at: path, StoreSettings(database: database.address, pictures: place, pictureKey: pictureKey),
      try Policy(yaml: yaml), yaml: yaml, region: nil, examples: [:], now: .now, objects: objects)
    let folder = try StoreFolder(at: path, now: .now, objects: objects)
    store = try ReviewStore(folder.database, folder.pictures, at: path, in: folder, preparing: .tiny)
    try store.addStaff("r", role: .region)
    for number: RegistrationNumber in ["1", "2"] {
      try store.addRegistration(
        NewRegistration(number: number.rawValue, name: "测试考生", category: "临床执业医师", site: "A"))
      try store.activate(number)
    }
  }

  /// The same store, opened once more.
  func another() throws -> ReviewStore {
    let folder = try StoreFolder(at: path, now: .now, objects: objects)
    return try ReviewStore(folder.database, folder.pictures, at: path, in: folder, preparing: .tiny)
  }

  deinit {
    try? store.close()
    try? FileManager.default.removeItem(atPath: path)
  }

  /// A client that does not wait long.
  static func client(_ place: ObjectPlace) -> ObjectClient {
    let patience = ObjectClient.Patience(
      tries: 3, each: .milliseconds(300), whole: .seconds(5), pause: .milliseconds(1))
    return ObjectClient(place, usual: patience, brief: patience) {
      ["AWS_ACCESS_KEY_ID": "invented", "AWS_SECRET_ACCESS_KEY": "invented too"]
    }
  }

  /// Uploads a photo with new content.
  @discardableResult
  func upload(_ number: RegistrationNumber = "1") throws -> Digest {
    try store.upload(Array(UUID().uuidString.utf8), to: "identity", of: number).picture.sha256
  }

  /// The keys of the pictures' objects.
  var keys: [String] { storage.keys.filter { $0.hasSuffix(".jpg") } }
}
