import Foundation
import GRDB
import ImageKit
import Testing

@testable import ReviewStore

@Suite("Verifying a store") struct VerifyTests {
  /// Two submitted applications, one of them with an accepted and a wanted picture, and a third, untouched one.
  private func test() throws -> TestStore {
    let test = try TestStore("shandong-2021")
    try test.addStaff()
    for number in ["1", "2"] as [RegistrationNumber] {
      try test.enter(number) { $0.mobile = "13912345688" }
      try test.uploadIdentity(number)
      try test.store.submit(number)
    }
    try test.enter("3", activate: false)
    try test.store.accept(Place("identity", 1), of: "1", as: "a")
    try test.store.want(Place("identity", 2), of: "1", note: "模糊", as: "a")
    return test
  }

  @Test(
    "A row that was changed without the workflow is found by comparison with the log",
    arguments: [
      "UPDATE slot SET sha256 = CASE sha256 WHEN (SELECT sha256 FROM slot WHERE registration = 1 AND position = 1) THEN "
        + "(SELECT sha256 FROM slot WHERE registration = 2 AND position = 1) ELSE "
        + "(SELECT sha256 FROM slot WHERE registration = 1 AND position = 1) END WHERE position = 1",
      "UPDATE slot SET mark = 'accepted' WHERE registration = 2 AND position = 1",
      "UPDATE slot SET mark = NULL WHERE registration = 1 AND position = 1",
      "UPDATE slot SET kept = 1 WHERE registration = 2 AND position = 1",
      "UPDATE slot SET told = 1 WHERE registration = 1 AND position = 2",
      "UPDATE slot SET opened = 1 WHERE registration = 2 AND position = 2",
      "UPDATE registration SET sitePublished = 1 WHERE id = 2",
      "UPDATE registration SET nextLevelActed = 1 WHERE id = 2",
      "UPDATE registration SET activated = 1 WHERE id = 3",
      "DELETE FROM registration WHERE id = 3",
      "INSERT INTO registration (number, category, site, identity, isReturning, practicalPassed, createdAt, since) "
        + "VALUES ('4', 'x', 'A', 'domestic', 0, 0, 0, 0)",
      "UPDATE registration SET number = '5' WHERE id = 3",
      "UPDATE registration SET erasedAt = 1, name = NULL, mobile = NULL WHERE id = 2",
      "UPDATE registration SET erasedAt = 1, name = NULL WHERE id = 3",
      "DELETE FROM message WHERE registration = 2",
      "UPDATE message SET text = '别的' WHERE registration = 2",
      "UPDATE slot SET note = '别的' WHERE registration = 1 AND position = 2",
      "UPDATE registration SET since = since - 1 WHERE id = 2",
      "UPDATE staff SET role = 'admin', site = NULL WHERE name = 'a'",
      "UPDATE staff SET disabled = 1 WHERE name = 'b'",
      "UPDATE store SET policy = replace(policy, 'maximum: 4', 'maximum: 5')",
    ])
  func changedRow(sql: String) throws {
    let test = try test()
    #expect(try test.store.verify().isClean)
    try test.store.database.maintain { try $0.execute(sql: sql) }
    #expect(try Set(test.store.verify().problems.map(\.kind)).contains(.audit))
  }

  @Test(
    "A changed note or time to react of a return is found",
    arguments: [
      "UPDATE message SET text = replace(text, '更换', '通过') WHERE registration = 1",
      "UPDATE notice SET text = text || '。'",
      "UPDATE notice SET deliveredAt = deliveredAt + 1",
      "UPDATE message SET seenAt = seenAt - 1",
      "UPDATE message SET seenAt = NULL",
      "UPDATE registration SET reactBy = reactBy + 1 WHERE id = 1",
    ])
  func changedReturn(sql: String) throws {
    let test = try test()
    try test.store.giveBack("1", note: "请更换", as: "a")
    try test.store.finishNotice(#require(try test.store.nextNotice()).id)
    try test.store.reportDelivery(of: 1)
    try test.store.seeMessages(of: "1")
    #expect(try test.store.verify().isClean)
    try test.store.database.maintain { try $0.execute(sql: sql) }
    #expect(try test.store.verify().problems.map(\.kind) == [.audit])
  }

  @Test("A picture with another size than recorded is found") func recordedSize() throws {
    var random = SplitMix(seed: 1)
    let noise = (0..<400 * 300).map { _ in UInt8(truncatingIfNeeded: random.next()) }
    let plane = Plane(width: 400, height: 300, stride: 400, samples: noise)
    let picture = try BudgetEncoder(maxBytes: 100_000).encode(PlanarPicture(luma: plane, chroma: nil))
    let test = try TestStore(
      "shandong-2021",
      preparing: PicturePreparing { _, _, _ in
        ReadyPicture(bytes: picture.bytes, format: .jpeg, width: picture.width, height: picture.height)
      })
    try test.enter("1")
    try test.store.upload(test.photo(), to: "identity", of: "1")
    #expect(try test.store.verify().isClean)
    try test.store.database.maintain { try $0.execute(sql: "UPDATE slot SET width = width + 1") }
    #expect(try test.store.verify().problems.map(\.kind) == [.picture])
  }

  @Test("For entries under older rules, only state and version are compared") func olderLog() throws {
    let test = try test()
    try test.store.database.maintain {
      try $0.execute(sql: "UPDATE store SET replayFrom = 1000; UPDATE slot SET mark = NULL, note = NULL")
    }
    #expect(try test.store.verify().isClean)
    try test.store.database.maintain {
      try $0.execute(sql: "UPDATE registration SET version = version + 1 WHERE id = 1")
    }
    #expect(try test.store.verify().problems.map(\.kind) == [.audit])
  }

  @Test("A registration that was restored after its erasure is found") func broughtBack() throws {
    let test = try test()
    try test.store.erase("3", as: "r")
    #expect(try test.store.verify().isClean)
    try test.store.database.maintain { try $0.execute(sql: "UPDATE registration SET erasedAt = NULL WHERE id = 3") }
    #expect(try test.store.verify().problems.map(\.kind) == [.audit])
  }

  @Test(
    "Every foreign file among the pictures is reported, and repair continues after one it cannot remove", .withFiles)
  func odd()
    throws
  {
    let test = try test()
    let objects = test.path + "/objects"
    let manager = FileManager.default
    let part = try #require(try manager.contentsOfDirectory(atPath: objects).first)
    let picture = try #require(try manager.contentsOfDirectory(atPath: "\(objects)/\(part)").first)
    try Data([1]).write(to: URL(fileURLWithPath: objects + "/stray.jpg"))
    try manager.createDirectory(atPath: "\(objects)/\(part)/sub", withIntermediateDirectories: false)
    try manager.createDirectory(atPath: test.path + "/tmp/sub", withIntermediateDirectories: false)
    mkfifo(test.path + "/tmp/pipe", 0o600)
    try manager.removeItem(atPath: "\(objects)/\(part)/\(picture)")
    try manager.createDirectory(atPath: "\(objects)/\(part)/\(picture)", withIntermediateDirectories: false)
    let found = try test.store.verify()
    #expect(
      found.problems.map(\.kind).sorted { $0.rawValue < $1.rawValue } == [
        .orphan, .orphan, .picture, .temporary, .temporary,
      ])
    let repaired = try test.store.verify(repair: true)
    #expect(repaired.repaired == 2, "the stray file and the pipe")
    #expect(repaired.problems.count == 3, "a picture's folder, and two that are for people to look at")
  }

  @Test("Files of a killed backup are reported, and removed by repair") func killedBackup() throws {
    let test = try test()
    let copy = try test.store.files.makeTemporary()
    try withExtendedLifetime(copy.lock) {
      try Data([1]).write(to: URL(fileURLWithPath: copy.path + "-journal"))
      #expect(try test.store.verify().isClean, "somebody works on it")
    }
    // The lock is released at once, so the file counts as left by a crash.
    func leave() throws -> String { try test.store.files.makeTemporary().path }
    let left = try leave()
    try Data([1]).write(to: URL(fileURLWithPath: left + "-wal"))
    #expect(try test.store.verify().problems.filter { $0.detail.english.contains(left) }.count == 2)
    #expect(try test.store.verify(repair: true).isClean)
    #expect(!FileManager.default.fileExists(atPath: left))
  }

  @Test("Files of a killed restore are removed by the next one, and those of a running one are left alone")
  func killedRestore() throws {
    let test = try test()
    let place = test.path + "-place"
    let backup = test.path + "-backup"
    defer { for path in [place, backup] { try? FileManager.default.removeItem(atPath: path) } }
    _ = try test.store.backup(to: backup)
    func leave() throws -> String { try FolderInMaking(becoming: place).path }
    let dead = try leave()
    let alive = try FolderInMaking(becoming: place + "-2")
    try withExtendedLifetime(alive) {
      #expect(FileManager.default.fileExists(atPath: dead))
      _ = try ReviewStore.restore(backup, to: place)
      #expect(!FileManager.default.fileExists(atPath: dead))
      try ReviewStore.create(at: place + "-2", policy: Policy.shippedYAML("shandong-2021")!)
      #expect(FileManager.default.fileExists(atPath: alive.path))
    }
    alive.abandon()
    try FileManager.default.removeItem(atPath: place + "-2")
  }

  @Test("A backup leaves no file beside its own, whether it succeeds or is refused") func besideBackup()
    throws
  {
    let test = try test()
    let folder = test.path + "-backups"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    _ = try test.store.backup(to: folder + "/one")
    #expect(throws: StoreError.exists(path: folder + "/one")) { try test.store.backup(to: folder + "/one") }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["one"])
    #expect(try FileManager.default.contentsOfDirectory(atPath: test.path + "/tmp") == [])
  }
}
