import Foundation
import ImageKit
import ObjectStorage
import StubStorage
import Testing

@testable import ReviewStore

@Suite("Encrypted pictures", .timeLimit(.minutes(10))) struct SealedPicturesTests {
  /// A folder for a store and its keys, which is removed afterwards.
  private final class Spot {
    let folder = NSTemporaryDirectory() + "sealed-" + UUID().uuidString
    var store: String { folder + "/store" }

    init() throws {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// Writes a key that begins with a letter; where it is.
    func key(_ letter: String, _ name: String = "kek") throws -> PictureKeySource {
      try Data(String(repeating: letter, count: 32).utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
      return try PictureKeySource("file:\(folder)/\(name)")
    }

    /// Makes a store, with a candidate.
    func made(_ source: PictureKeySource?) throws -> ReviewStore {
      try ReviewStore.create(
        at: store, pictureKey: source, policy: try #require(Policy.shippedYAML("national-2023")))
      let opened = try ReviewStore(at: store, preparing: .tiny)
      try opened.addStaff("r", role: .region)
      try opened.addRegistration(
        NewRegistration(number: "1", name: "测试考生", category: "临床执业医师", site: "A"))
      try opened.activate("1")
      return opened
    }

    /// The bytes of all files of a store's pictures, by path.
    func files(of path: String) throws -> [String: [UInt8]] {
      var files: [String: [UInt8]] = [:]
      for name in try FileManager.default.subpathsOfDirectory(atPath: path + "/objects") where name.hasSuffix(".jpg") {
        files[name] = try Durable.read("\(path)/objects/\(name)")
      }
      return files
    }
  }

  private static let first = Place("identity", 1)

  @Test("A picture's file has its name and cannot be read, and the picture comes back; the same one twice differs")
  func stored() throws {
    let place = try Spot()
    let store = try place.made(try place.key("a"))
    let photo = Array(UUID().uuidString.utf8)
    _ = try store.upload(photo, to: "identity", of: "1")
    let picture = try store.picture(Self.first, of: "1")
    let digest = Digest(of: picture)
    let files = try place.files(of: place.store)
    let envelope = try #require(files["\(digest.rawValue.prefix(2))/\(digest.rawValue.dropFirst(2)).jpg"])
    #expect(envelope.count == picture.count + 60 + 28)
    #expect(Data(envelope).range(of: Data(photo)) == nil && Array(envelope.prefix(2)) != [0xFF, 0xD8])
    let key = try PictureKey.load(from: place.store, openedBy: try place.key("a"))
    #expect(try key.sealed(picture, of: digest) != key.sealed(picture, of: digest))
    #expect(store.picturesAreEncrypted)
    #expect(try store.verify().isClean)
  }

  @Test("A changed envelope, or one of another picture, is found and never shown") func changed() throws {
    let place = try Spot()
    let store = try place.made(try place.key("a"))
    for _ in 0..<2 { _ = try store.upload(Array(UUID().uuidString.utf8), to: "identity", of: "1") }
    let files = try place.files(of: place.store).sorted { $0.key < $1.key }
    try #require(files.count == 2)
    let path = place.store + "/objects/" + files[0].key
    for offset in [0, 20, 59, 60, 75, files[0].value.count - 1] {
      var bytes = files[0].value
      bytes[offset] ^= 1
      try Data(bytes).write(to: URL(fileURLWithPath: path))
      #expect(try store.verify().problems.map(\.kind) == [.picture], "byte \(offset)")
    }
    for other in [files[1].value, Array(files[0].value.prefix(50)), []] {
      try Data(other).write(to: URL(fileURLWithPath: path))
      #expect(try store.verify().problems.map(\.kind) == [.picture])
    }
    try Data(files[0].value).write(to: URL(fileURLWithPath: path))
    #expect(try store.verify().isClean)
  }

  @Test("Without the key, or with a wrong one, a store is not opened and stays as it is; with the right one it works")
  func keys() throws {
    let place = try Spot()
    let source = try place.key("a")
    try place.made(source).close()
    try FileManager.default.removeItem(atPath: place.folder + "/kek")
    #expect(throws: StoreError.noPictureKey(source: source.text)) { try ReviewStore(at: place.store) }
    try Data("short".utf8).write(to: URL(fileURLWithPath: place.folder + "/kek"))
    #expect(throws: StoreError.noPictureKey(source: source.text)) { try ReviewStore(at: place.store) }
    _ = try place.key("b")
    #expect(throws: StoreError.wrongPictureKey(source: source.text)) { try ReviewStore(at: place.store) }
    _ = try place.key("a")
    let store = try ReviewStore(at: place.store, preparing: .tiny)
    _ = try store.upload(Array("photo".utf8), to: "identity", of: "1")
    #expect(try store.verify().isClean)
    try FileManager.default.removeItem(atPath: place.store + "/pictures.key")
    #expect { try ReviewStore(at: place.store) } throws: { ($0 as? StoreError)?.code == "damaged" }
  }

  @Test("A key comes from a file, from systemd or from a command, and from nothing else") func sources() throws {
    let place = try Spot()
    for text in ["kek", "file:kek", "credential:a/b", "credential:..", "env:KEY", "file:", "", "command"] {
      #expect(throws: InputError.badPictureKey, "\(text)") { try PictureKeySource(text) }
    }
    _ = try place.key("a")
    let command = try PictureKeySource("command:cat '\(place.folder)/kek'; echo")
    let store = try place.made(command)
    try store.close()
    // The same bytes from another place open it, because the source is no part of the key.
    _ = try PictureKey.load(from: place.store, openedBy: try place.key("a"))
    let failing = try PictureKeySource("command:cat '\(place.folder)/kek'; exit 1")
    #expect(throws: StoreError.noPictureKey(source: failing.text)) { try failing.wrappingKey() }
    let endless = try PictureKeySource("command:yes")
    #expect(throws: StoreError.noPictureKey(source: endless.text)) { try endless.wrappingKey() }
    let credential = try PictureKeySource("credential:pictures")
    #expect(throws: StoreError.noPictureKey(source: credential.text)) { try credential.wrappingKey() }
  }

  @Test("Another key opens the store after rewrapping, the old one does not, and no picture is written")
  func rewrapped()
    throws
  {
    let place = try Spot()
    let (old, new) = (try place.key("a", "old"), try place.key("b", "new"))
    let store = try place.made(old)
    _ = try store.upload(Array("photo".utf8), to: "identity", of: "1")
    let before = try place.files(of: place.store)
    try store.rewrapPictures(for: new)
    #expect(try place.files(of: place.store) == before)
    _ = try store.upload(Array("another photo".utf8), to: "identity", of: "1")
    try store.close()
    try FileManager.default.removeItem(atPath: place.folder + "/old")
    let opened = try ReviewStore(at: place.store)
    #expect(try opened.verify().isClean)
    #expect(try StoreSettings.load(from: place.store).pictureKey == new)
    _ = try place.key("a", "old")
    #expect(throws: StoreError.wrongPictureKey(source: old.text)) {
      try PictureKey.load(from: place.store, openedBy: old)
    }
    let plain = try Spot()
    for name in ["store.yaml", "pictures.key", "store.head"] {
      let inside = try PictureKeySource("file:\(place.store)/\(name)")
      #expect(throws: InputError.badPictureKey) { try opened.rewrapPictures(for: inside) }
    }
    #expect(throws: StoreError.picturesNotEncrypted) { try plain.made(nil).rewrapPictures(for: new) }
  }

  @Test("A source that gives another key each time is refused, and the old one goes on opening the store")
  func changingSource() throws {
    let place = try Spot()
    let counting = try PictureKeySource(
      "command:cd '\(place.folder)'; echo x >>asked; printf '%032d' $(wc -l <asked)")
    #expect(throws: StoreError.wrongPictureKey(source: counting.text)) { try place.made(counting) }
    #expect(!FileManager.default.fileExists(atPath: place.store))
    let store = try place.made(try place.key("a"))
    #expect(throws: StoreError.wrongPictureKey(source: counting.text)) { try store.rewrapPictures(for: counting) }
    try store.close()
    #expect(try ReviewStore(at: place.store).verify().isClean)
  }

  @Test("A store whose settings are gone, or name a command and may be another's, is not opened") func settings() throws
  {
    let place = try Spot()
    let command = try PictureKeySource("command:cat '\(place.folder)/kek'")
    _ = try place.key("a")
    try place.made(command).close()
    let file = place.store + "/store.yaml"
    chmod(file, 0o666)
    #expect { try ReviewStore(at: place.store) } throws: { ($0 as? StoreError)?.code == "damaged" }
    chmod(file, 0o600)
    try ReviewStore(at: place.store).close()
    try FileManager.default.removeItem(atPath: file)
    #expect { try ReviewStore(at: place.store) } throws: { ($0 as? StoreError)?.code == "damaged" }
  }

  @Test("The database of encrypted pictures has no small pictures of pages, copied or restored ones neither")
  func noDetails() throws {
    let preparing = PicturePreparing { photo, watermark, rules in
      let ready = try PicturePreparing.tiny.prepare(photo, watermark, rules)
      return ReadyPicture(
        bytes: ready.bytes, format: .jpeg, width: ready.width, height: ready.height,
        hash: PerceptualHash(signs: Array(repeating: 7, count: 128), detail: PageDetail(bytes: [1, 2])))
    }
    func details(_ path: String, uploading: Bool = false) throws -> [Int64] {
      let store = try ReviewStore(at: path, preparing: preparing)
      defer { try? store.close() }
      if uploading { _ = try store.upload(Array(UUID().uuidString.utf8), to: "identity", of: "1") }
      return try store.requireFolder().database.reading {
        try $0.values("SELECT coalesce(length(detail), 0) FROM look")
      }
    }
    let place = try Spot()
    let source = try place.key("a")
    try place.made(nil).close()
    #expect(try details(place.store, uploading: true) == [2])
    let plain = try ReviewStore(at: place.store)
    _ = try plain.backup(to: place.folder + "/b.tar")
    _ = try ReviewStore.restore(place.folder + "/b.tar", to: place.folder + "/restored", sealedBy: source)
    #expect(try details(place.folder + "/restored", uploading: true) == [0, 0])
    _ = try plain.copy(to: StoreDestination(folder: place.folder + "/copy", pictureKey: source))
    #expect(try details(place.folder + "/copy") == [0])
  }

  @Test("An interrupted rewrapping leaves a store that its settings open") func interrupted() throws {
    let place = try Spot()
    let (old, new) = (try place.key("a", "old"), try place.key("b", "new"))
    try place.made(old).close()
    let key = try PictureKey.load(from: place.store, openedBy: old)
    try key.save(in: place.store, wrappedBy: [old.wrappingKey(), new.wrappingKey()])
    try ReviewStore(at: place.store).close()
    try StoreSettings(pictureKey: new).replace(in: place.store)
    let store = try ReviewStore(at: place.store)
    try store.rewrapPictures(for: new)
    #expect(try store.verify().isClean)
  }

  @Test("A store is copied to an encrypted one and back, and erasing removes the envelopes") func copied() throws {
    let place = try Spot()
    let source = try place.key("a")
    let store = try place.made(nil)
    for _ in 0..<2 { _ = try store.upload(Array(UUID().uuidString.utf8), to: "identity", of: "1") }
    let picture = try store.picture(Self.first, of: "1")
    let (sealed, plain) = (place.folder + "/sealed", place.folder + "/plain")
    #expect(try store.copy(to: StoreDestination(folder: sealed, pictureKey: source)).pictures == 2)
    let copy = try ReviewStore(at: sealed)
    #expect(copy.picturesAreEncrypted && !store.picturesAreEncrypted)
    #expect(try copy.picture(Self.first, of: "1") == picture)
    #expect(try copy.verify().isClean)
    #expect(try copy.copy(to: StoreDestination(folder: plain)).pictures == 2)
    let back = try ReviewStore(at: plain)
    #expect(try place.files(of: plain) == place.files(of: place.store))
    #expect(try back.verify().isClean)
    _ = try copy.giveUpCopy(losingActs: true)
    try copy.erase("1", as: "r")
    #expect(try place.files(of: sealed).isEmpty)
    #expect(try copy.verify().isClean)
  }

  @Test("A backup of an encrypted store is restored to an encrypted one or another, and a drill keeps it encrypted")
  func backup() throws {
    let place = try Spot()
    let source = try place.key("a")
    let store = try place.made(source)
    _ = try store.upload(Array("photo".utf8), to: "identity", of: "1")
    let picture = try store.picture(Self.first, of: "1")
    let backups = place.folder + "/backups"
    try FileManager.default.createDirectory(atPath: backups, withIntermediateDirectories: false)
    _ = try store.backup(to: backups + "/a.tar")
    for (name, key) in [("plain", nil), ("sealed", source)] {
      let path = "\(place.folder)/\(name)"
      _ = try ReviewStore.restore(backups + "/a.tar", to: path, sealedBy: key)
      let restored = try ReviewStore(at: path)
      #expect(restored.picturesAreEncrypted == (key != nil))
      #expect(try restored.picture(Self.first, of: "1") == picture)
      #expect(try restored.verify().isClean)
    }
    let kinds = try ReviewStore.withRestored(
      backups + "/a.tar", beside: place.folder + "/drill", signedWith: nil, openedBy: nil, sealedAs: place.store
    ) { restored, _ in restored.picturesAreEncrypted }
    #expect(kinds)
    #expect(try store.drill(backups: backups).report.passed)
  }

  @Test("In object storage too a picture is an envelope, and is verified, read and removed") func objects() throws {
    let place = try Spot()
    let source = try place.key("a")
    let test = try StubbedStore(pictureKey: source)
    let picture = try test.upload()
    let name = try #require(test.keys.first).dropFirst("2023/".count)
    let object = try #require(try StubbedStore.client(test.place).get(String(name)))
    #expect(test.keys.count == 1 && name.contains(picture.rawValue.dropFirst(2)) && Digest(of: object) != picture)
    #expect(Digest(of: try test.store.picture(Self.first, of: "1")) == picture)
    #expect(try test.store.verify().isClean)
    #expect(try test.another().verify().isClean)
    try test.store.remove(Self.first, of: "1")
    #expect(test.keys.isEmpty)
  }
}
