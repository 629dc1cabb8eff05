import Foundation
import ObjectStorage
import StubStorage
import Testing

@testable import ReviewStore

@Suite("Pictures in object storage") struct PictureObjectsTests {
  @Test("A picture is an object named by its digest, below the prefix, and comes back from it") func stored() throws {
    let test = try StubbedStore()
    let picture = try test.upload()
    let digits = picture.rawValue
    #expect(test.keys == ["2023/objects/\(digits.prefix(2))/\(digits.dropFirst(2)).jpg"])
    #expect(Digest(of: try test.store.picture(Place("identity", 1), of: "1")) == picture)
    #expect(try test.store.verify().isClean)
  }

  @Test("A place where anything is already is refused, and left alone") func taken() throws {
    let test = try StubbedStore()
    let settings = StoreSettings(pictures: test.place)
    let yaml = try #require(Policy.shippedYAML("shandong-2021"))
    let other = NSTemporaryDirectory() + "review-store-" + UUID().uuidString
    let keys = test.storage.keys
    #expect(throws: StoreError.exists(path: "s3://pictures/2023")) {
      try StoreFolder.create(
        at: other, settings, try Policy(yaml: yaml), yaml: yaml, region: nil, examples: [:], now: .now
      ) { PictureObjects(StubbedStore.client($0), beside: $1) }
    }
    #expect(!FileManager.default.fileExists(atPath: other))
    #expect(test.storage.keys == keys)
  }

  @Test("The settings say where the pictures are, and never the access key") func settings() throws {
    let folder = NSTemporaryDirectory() + "settings-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let place = try ObjectPlace(
      "s3://office/2023", endpoint: "https://storage.example", region: "cn-north-1", isPathStyle: true)
    #expect(try StoreSettings.load(from: folder).pictures == nil)
    try StoreSettings(pictures: place).save(in: folder)
    let text = try String(contentsOfFile: folder + "/store.yaml", encoding: .utf8)
    #expect(text.contains("s3://office/2023") && !text.lowercased().contains("key"))
    let settings = try StoreSettings.load(from: folder)
    #expect(settings.pictures == place && settings.database == nil)
    try Data("pictures: {at: s3://office, endpoint: \"http://a:b@c\", region: x}".utf8).write(
      to: URL(fileURLWithPath: folder + "/store.yaml"))
    #expect(throws: InputError.badPictures(.hasCredentials)) { try StoreSettings.load(from: folder) }
    try Data("pictures: {at: s3://office}".utf8).write(to: URL(fileURLWithPath: folder + "/store.yaml"))
    #expect(throws: StoreError.self) { try StoreSettings.load(from: folder) }
  }

  static let failures: [StubStorage.Fault] = [
    .answer(500, "InternalError"), .answer(503, "SlowDown"), .cut, .cutAnswer, .silence,
  ]

  @Test("When the storage fails during an upload, nothing is done and the caller may try again", arguments: failures)
  func broken(fault: StubStorage.Fault) throws {
    let test = try StubbedStore()
    let before = try test.store.status(of: "1")
    let log = try test.store.verify().auditEntries
    test.storage.fail("PUT", fault, times: 20)
    #expect {
      try test.upload()
    } throws: {
      guard case StoreError.picturesUnreachable = $0 else { return false }
      return true
    }
    test.storage.recover()
    #expect(try test.store.status(of: "1") == before)
    #expect(try test.store.verify().auditEntries == log)
    try test.upload()
    #expect(try test.store.verify(repair: true).isClean)
    #expect(test.keys.count == 1)
  }

  @Test("When the storage fails before the commit, the act is undone") func unconfirmed() throws {
    let test = try StubbedStore()
    test.storage.fail("HEAD", .cut, times: 20)
    #expect(throws: StoreError.self) { try test.upload() }
    test.storage.recover()
    #expect(try test.store.status(of: "1").state == .filling)
    #expect(try test.store.materials(of: "1", for: .office).allSatisfy { $0.pictures.allSatisfy { $0.picture == nil } })
    #expect(try test.store.sweep() == 1, "the object without a row")
    #expect(test.keys.isEmpty)
  }

  @Test("An object that was collected between its writing and the commit is written again") func collected() throws {
    let test = try StubbedStore()
    let storage = test.storage
    storage.whenAsked { request in
      guard request.method == "HEAD" else { return }
      storage.whenAsked(nil)
      storage[request.key] = nil
    }
    try test.upload()
    #expect(try test.store.verify().isClean)
    #expect(test.keys.count == 1)
  }

  @Test("Objects without a row are collected after the grace time only") func grace() throws {
    let test = try StubbedStore(grace: 3600)
    try test.upload()
    let staged = try test.store.pictures.stage([1, 2, 3])
    staged.release()
    #expect(test.keys.count == 2)
    #expect(try test.store.verify().isClean)
    #expect(try test.store.sweep() == 0)
    test.storage.age(3700)
    #expect(try test.store.verify().problems.map(\.kind) == [.orphan])
    #expect(try test.store.sweep() == 1)
    #expect(test.keys.count == 1)
    #expect(try test.store.verify().isClean)
  }

  @Test("More objects than fit in one transaction are collected") func many() throws {
    let test = try StubbedStore()
    for byte: UInt8 in 0..<45 { try test.store.pictures.stage([byte]).release() }
    try test.upload()
    #expect(try test.store.sweep() == 45)
    #expect(test.keys.count == 1)
  }

  @Test("An object that is no picture of the store's is reported, and what is elsewhere in the bucket is not")
  func foreign()
    throws
  {
    let test = try StubbedStore()
    test.storage["2023/objects/note.txt"] = [1]
    test.storage["2022/objects/note.txt"] = [1]
    let problems = try test.store.verify().problems
    #expect(problems.map(\.kind) == [.orphan])
    #expect(problems.first?.detail.english.contains("s3://pictures/2023/objects/note.txt") == true)
    #expect(try test.store.verify(repair: true).isClean)
    #expect(test.storage.keys.contains("2022/objects/note.txt"))
  }

  @Test("Erasing removes the pictures with all their versions") func erased() throws {
    let test = try StubbedStore()
    test.storage.keepVersions()
    try test.upload()
    try test.upload("2")
    try test.store.upload(Array("other".utf8), to: "identity", of: "1")
    try test.store.remove(Place("identity", 1), of: "1")
    try test.store.erase("1", as: "r")
    // The other registration's picture, and the mark of the place.
    #expect(test.keys.count == 1 && test.storage.versions == 2)
    #expect(try test.store.verify().isClean)
  }

  @Test("Erasing is refused before anything is done while the storage cannot be reached") func unreachable() throws {
    let test = try StubbedStore()
    try test.upload()
    test.storage.fail("*", .cut, times: 20)
    #expect(throws: StoreError.self) { try test.store.erase("1", as: "r") }
    test.storage.recover()
    #expect(try test.store.status(of: "1").state == .filling)
  }

  @Test("Where the storage fails while erasing, the caller is told that pictures are left, and repair removes them")
  func halfErased() throws {
    let test = try StubbedStore(grace: 3600)
    try test.upload()
    test.storage.fail("DELETE", .cut, times: 20)
    #expect(throws: StoreError.picturesLeft) { try test.store.erase("1", as: "r") }
    test.storage.recover()
    #expect(refusal { _ = try test.store.status(of: "1") } == .notFound)
    #expect(test.keys.count == 1)
    // The write-ahead log may hold what was erased too.
    #expect(try test.store.verify().problems.map(\.kind) == [.orphan, .temporary], "however young the object is")
    let repaired = try test.store.verify(repair: true)
    #expect(repaired.isClean && repaired.repaired == 2)
    #expect(test.keys.isEmpty)
  }

  @Test("A changed object is found by verify, and never shown") func changed() throws {
    let test = try StubbedStore()
    try test.upload()
    test.storage[test.keys[0]]?[3] ^= 1
    #expect(try test.store.verify().problems.map(\.kind) == [.picture])
    #expect(throws: StoreError.self) { try test.store.picture(Place("identity", 1), of: "1") }
  }

  @Test("A backup has the pictures, and is restored to a folder with everything") func backup() throws {
    let test = try StubbedStore()
    try test.upload()
    let file = NSTemporaryDirectory() + "backup-" + UUID().uuidString
    defer { for path in [file, file + "-restored"] { try? FileManager.default.removeItem(atPath: path) } }
    #expect(try test.store.backup(to: file).pictures == 1)
    _ = try ReviewStore.restore(file, to: file + "-restored")
    let restored = try ReviewStore(at: file + "-restored")
    #expect(try restored.picture(Place("identity", 1), of: "1") == test.store.picture(Place("identity", 1), of: "1"))
    #expect(try restored.verify().isClean)
    try restored.close()
  }

  @Test("Errors of the storage say what to do, and whether to wait") func words() {
    #expect(StoreError.picturesUnreachable("SlowDown").explanation.english.contains("Try again"))
    #expect(StoreError.picturesRefused("AccessDenied").explanation.english.contains("AccessDenied"))
    #expect(StoreError.noAccessKey.explanation.chinese.contains("AWS_PROFILE"))
  }
}
