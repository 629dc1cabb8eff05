import Foundation
import Testing

@testable import ReviewStore

@Suite("Backups of every kind of store", .timeLimit(.minutes(10))) struct BackupTests {
  /// A folder for backups, which is deleted with the object.
  private final class Folder {
    let path = NSTemporaryDirectory() + "backups-" + UUID().uuidString

    init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false) }

    deinit { try? FileManager.default.removeItem(atPath: path) }
  }

  private let folder: Folder
  private let test: TestStore
  private var store: ReviewStore { test.store }

  init() throws {
    folder = try Folder()
    test = try TestStore("shandong-2021")
    try test.addStaff()
    try test.enter("1")
    try test.uploadIdentity("1")
  }

  private func set(_ turn: Turn) throws { try store.engine.write(.portals) { try $0.keep(turn) } }

  /// How many pictures' bytes there are.
  private func pictures() throws -> Int {
    var count = 0
    try store.pictures.eachEntry { _ in count += 1 }
    return count
  }

  // MARK: While others work

  @Test(
    "Entries that a snapshot ends with, and gaps among them, are no damage in the restored store",
    .enabled(if: TestServer.address != nil, "of stores whose rows are on a server"))
  func gaps() throws {
    try store.seal()
    for number in ["2", "3"] as [RegistrationNumber] {
      // An act that was given up after it had taken its number.
      _ = try store.database.writing { try $0.rows("SELECT nextval('auditNumber')") { _ in 0 } }
      try test.enter(number)
    }
    let before = try store.engine.read { try ($0.chainHead(), $0.sealedHead()) }
    let path = folder.path + "/rows"
    try Data().write(to: URL(fileURLWithPath: path))
    var pulses = 0
    let sealed = try store.folder!.database.save(to: path, at: store.clock()) {
      if pulses == 0 { try test.enter("4") }
      pulses += 1
    }
    #expect(pulses > 20)
    #expect(sealed == before.1, "the store's own head, which it can be held against later")
    var rows = try SQLiteEngine(path: path)
    rows.key = store.database.key
    try rows.reading { saved in
      #expect(try saved.chainHead() == before.0, "what is done meanwhile is not in it")
      let problems = try saved.linkProblems() + saved.integrityProblems(under: store.policy)
      #expect(problems == [])
      #expect(try saved.holds(before.1!))
      let numbers: [String] = try saved.values("SELECT number FROM registration ORDER BY number")
      #expect(numbers == ["1", "2", "3"])
    }
    try rows.close()
    let whole = folder.path + "/whole"
    _ = try store.backup(to: whole)
    #expect(try store.verify(against: ReviewStore.heads(ofBackup: whole)).problems == [])
    _ = try ReviewStore.restore(whole, to: folder.path + "/restored")
  }

  @Test("While a backup is made on another machine, pictures' bytes stay and erasing is refused; then they are removed")
  func elsewhere() throws {
    try set(Turn(chore: .saving, holder: "another", until: store.clock().adding(seconds: 60)))
    try store.remove(Place("identity", 1), of: "1")
    try test.store.pictures.stage([1, 2, 3]).place()
    #expect(try pictures() == 3)
    #expect(try store.sweep() == 0)
    #expect(throws: StoreError.busy) { try store.erase("1", as: "r", patience: 0) }
    #expect(try store.status(of: "1").state == .filling && pictures() == 3)
    if TestServer.address != nil {
      #expect(throws: StoreError.busy) { try store.backup(to: folder.path + "/second") }
      #expect(!FileManager.default.fileExists(atPath: folder.path + "/second"))
    }
    test.wait(minutes: 1)
    #expect(try store.sweep() > 0)
    #expect(try pictures() == 1)
    _ = try store.backup(to: folder.path + "/second")
    try store.erase("1", as: "r", patience: 0)
    #expect(try pictures() == 0 && store.verify().problems == [])
  }

  @Test("A backup that takes long keeps its turn, and does not take it back from another") func prolonged() throws {
    let other = try TestStorage.open(test.path, clock: store.clock)
    defer { try? other.close() }
    try store.takeTurn(.saving) {
      test.wait(minutes: 4)
      try store.prolongTurn(.saving)
      test.wait(minutes: 4)
      #expect(try !other.takeTurn(.saving) {})
      test.wait(minutes: 1)
      try other.takeTurn(.saving) {
        #expect(throws: StoreError.busy) { try store.prolongTurn(.saving) }
      }
    }
  }

  // MARK: Looking through a folder

  private func problems() throws -> [String: String?] {
    Dictionary(uniqueKeysWithValues: try store.backups(in: folder.path).map { ($0.name, $0.problem?.english) })
  }

  @Test("Of the backups in a folder, those that end too early, were changed, or are another store's are told")
  func bad() throws {
    let key = try BackupKey(Array("a key of the test's own".utf8))
    _ = try store.backup(to: folder.path + "/good")
    test.wait(minutes: 1)
    _ = try store.backup(to: folder.path + "/newest", signedWith: key)
    let other = try TestStore("shandong-2021")
    _ = try other.store.backup(to: folder.path + "/foreign")
    try Data("notes".utf8).write(to: URL(fileURLWithPath: folder.path + "/notes.txt"))
    try Data("MANIFEST".utf8).write(to: URL(fileURLWithPath: folder.path + "/unfinished.part-1"))
    try FileManager.default.createDirectory(atPath: folder.path + "/others", withIntermediateDirectories: false)
    #expect(
      try problems() == ["good": nil, "newest": nil, "foreign": "it was made of another store"] as [String: String?])
    let first = try #require(try store.backups(in: folder.path).first)
    #expect(first.name == "newest" && first.isSigned && first.made == store.clock())

    let whole = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/newest"))
    let newest = URL(fileURLWithPath: folder.path + "/newest")
    for length in [1100, 3000, whole.count / 2, whole.count - 1024, whole.count - 1500] {
      try whole.prefix(length).write(to: newest)
      #expect(try problems()["newest"]??.contains("end") == true, "\(length)")
      #expect(throws: StoreError.self, "\(length)") { try ReviewStore.heads(ofBackup: newest.path) }
    }
    // Within the database, which is read of the newest only.
    var changed = whole
    changed[whole.count / 2] ^= 1
    try changed.write(to: newest)
    #expect(try problems()["newest"] == "its database has been changed")
    #expect(try store.backups(in: folder.path).first { $0.problem == nil }?.name == "good")
    // Without its last picture.
    let last = try #require(whole.range(of: Data("objects/".utf8), options: .backwards)).lowerBound
    try (whole.prefix(last) + Data(count: 1024)).write(to: newest)
    #expect(try problems()["newest"] == "it holds 1 of 2 pictures")
    #expect(throws: StoreError.noBackup(path: folder.path + "/none")) {
      try store.backups(in: folder.path + "/none")
    }
  }

  @Test("A backup of a log that this store has otherwise is told, although it has the store's key") func fork() throws {
    _ = try store.backup(to: folder.path + "/early")
    _ = try ReviewStore.restore(folder.path + "/early", to: folder.path + "/restored")
    let restored = try ReviewStore(at: folder.path + "/restored")
    try restored.addStaff("later", role: .admin)
    _ = try restored.backup(to: folder.path + "/fork")
    try restored.close()
    #expect(try problems()["early"] == .some(nil))
    #expect(try problems()["fork"]??.contains("this store's log does not have") == true)
  }

  // MARK: Places

  @Test("Where the folder above is missing, it is named, and the store stays open") func missing() throws {
    let missing = folder.path + "/missing"
    let error = StoreError.noFolder(path: missing)
    #expect(error.explanation.english.contains(missing) && error.explanation.chinese.contains(missing))
    #expect(throws: error) { try store.copy(to: StoreDestination(folder: missing + "/copy")) }
    #expect(try store.closure() == nil)
    _ = try store.backup(to: folder.path + "/backup")
    #expect(throws: error) { try ReviewStore.restore(folder.path + "/backup", to: missing + "/restored") }
    #expect(throws: error) { try store.backup(to: missing + "/backup") }
  }

  @Test("What a copy that was killed at once has left is removed by the next one, and when it is given up")
  func killed()
    throws
  {
    let place = folder.path + "/copy"
    struct Interrupted: Error {}
    func left() throws -> [String] {
      try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.contains(".making-") }
    }
    // The lock of what it makes is released with it, as when the process ends.
    _ = try FolderInMaking(becoming: place).path
    #expect(try left().count == 1)
    #expect(throws: Interrupted.self) {
      try store.copy(to: StoreDestination(folder: place)) { _, _ in throw Interrupted() }
    }
    #expect(try left() == [])
    _ = try FileManager.default.moveItem(atPath: place, toPath: place + ".making-killed")
    _ = try store.giveUpCopy()
    #expect(try left() == [])
  }

  @Test(
    "A header with a size that no file has is no entry",
    arguments: ["-0000002000", ""]) func hostileSize(size: String) throws
  {
    let named = TarArchive.header("store.sqlite", size: 12)
    #expect(TarArchive.entry(named)?.size == 12)
    var header = named
    for (index, byte) in Array(size.utf8.prefix(12)).enumerated() { header[124 + index] = byte }
    if size.isEmpty {
      header[124] = 0x80
      for index in 128..<136 { header[index] = 0x7F }
    }
    // The checksum is over the header with blanks in its place.
    let sum = header.enumerated().reduce(0) { $0 + ((148..<156).contains($1.offset) ? 32 : Int($1.element)) }
    let text = String(sum, radix: 8)
    let digits = Array((String(repeating: "0", count: 6 - text.count) + text + "\u{0} ").utf8)
    for (index, byte) in digits.enumerated() { header[148 + index] = byte }
    #expect(TarArchive.entry(header) == nil)
  }

  @Test("What a killed backup has left goes with the next one, and with an erasure") func leftBehind() throws {
    let left = store.path + "/tmp/left"
    func leave() throws { try Data("a copy of the database".utf8).write(to: URL(fileURLWithPath: left)) }
    try leave()
    _ = try store.backup(to: folder.path + "/a.tar")
    #expect(!FileManager.default.fileExists(atPath: left))
    try leave()
    try store.erase("1", as: "r")
    #expect(!FileManager.default.fileExists(atPath: left))
  }

  @Test("A file that is called like a backup and is none is told, others are passed over") func calledLikeOne() throws {
    for (name, bytes) in [("empty.tar", 0), ("short.tar", 400), ("notes.txt", 10)] {
      try Data(repeating: 0, count: bytes).write(to: URL(fileURLWithPath: "\(folder.path)/\(name)"))
    }
    let found = try store.backups(in: folder.path)
    #expect(found.map(\.name).sorted() == ["empty.tar", "short.tar"] && found.allSatisfy { $0.problem != nil })
  }
}

@Suite(
  "Removing pictures while others act",
  .enabled(if: TestServer.address != nil, "of stores whose rows are on a server"), .timeLimit(.minutes(5)))
struct RemovalTests {
  /// The first request that deletes something, during which a body runs.
  private func whileDeleting(_ test: StubbedStore, _ body: @escaping @Sendable () -> Void) {
    let storage = test.storage
    storage.whenAsked { request in
      guard request.method == "DELETE" else { return }
      storage.whenAsked(nil)
      body()
    }
  }

  @Test("While a picture is removed from the object storage, acts on other applications go on") func others() throws {
    let test = try StubbedStore()
    try test.upload()
    let other = try test.another()
    defer { try? other.close() }
    let done = Done()
    whileDeleting(test) {
      done.set((try? other.upload(Array("other".utf8), to: "identity", of: "2")) != nil)
    }
    try test.store.remove(Place("identity", 1), of: "1")
    #expect(done.value)
    #expect(test.keys.count == 1)
    #expect(try test.store.verify().problems == [])
  }

  @Test("Whoever uploads a picture that is just being removed waits, and writes it again") func same() throws {
    let test = try StubbedStore()
    let photo = Array("the same photo".utf8)
    try test.store.upload(photo, to: "identity", of: "1")
    let other = try test.another()
    defer { try? other.close() }
    // With the same watermark the same photo becomes the same picture.
    let (uploaded, ended) = (Done(), DispatchSemaphore(value: 0))
    whileDeleting(test) {
      Thread.detachNewThread {
        uploaded.set((try? other.upload(photo, to: "identity", of: "1")) != nil)
        ended.signal()
      }
      // It has come as far as it can: it waits for a lock, or it is done.
      let waiting = "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 2 AND NOT granted"
      while !uploaded.value, (try? other.database.reading({ try $0.rows(waiting) { _ in 0 } }))?.isEmpty ?? true {}
    }
    try test.store.remove(Place("identity", 1), of: "1")
    ended.wait()
    #expect(uploaded.value)
    #expect(test.keys.count == 1)
    #expect(try test.store.verify().problems == [])
  }
}

/// A fact that another thread tells.
private final class Done: @unchecked Sendable {
  private let lock = NSLock()
  private var isSet = false
  var value: Bool { lock.withLock { isSet } }
  func set(_ value: Bool) { lock.withLock { isSet = value } }
}
