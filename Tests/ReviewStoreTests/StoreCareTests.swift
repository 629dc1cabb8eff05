import Foundation
import Testing

@testable import ReviewStore

@Suite("Keeping the data safe") struct StoreCareTests {
  /// A store with one submitted application.
  private func test() throws -> TestStore {
    let test = try TestStore("shandong-2021")
    try test.addStaff()
    try test.enter("1") { ($0.mobile, $0.idNumber) = ("13912345688", "110101199001010001") }
    try test.uploadIdentity("1")
    try test.store.submit("1")
    return test
  }

  private func tamper(_ test: TestStore, _ sql: String) throws {
    try test.store.database.maintain { try $0.execute(sql: sql) }
  }

  private func kinds(_ test: TestStore) throws -> Set<Verification.Problem.Kind> {
    Set(try test.store.verify().problems.map(\.kind))
  }

  private func files(_ test: TestStore) throws -> [String] {
    var found: [String] = []
    try test.store.pictures.eachEntry { found.append($0.name) }
    return found
  }

  @Test("A closed store is one database file, without a write-ahead log", arguments: [true, false])
  func closed(isAsked: Bool) throws {
    let path = NSTemporaryDirectory() + "review-store-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: path) }
    try ReviewStore.create(at: path, policy: #require(Policy.shippedYAML("national-2023")))
    do {
      let store = try ReviewStore(at: path)
      _ = try store.stats()
      if isAsked { try store.close() }
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: path)
    #expect(!names.contains { $0.hasSuffix("-wal") || $0.hasSuffix("-shm") })
  }

  @Test("A changed byte in a picture is found, and the picture is not returned") func changedPicture() throws {
    let test = try test()
    let path = try #require(try files(test).first)
    try test.store.overwrite(path) { $0[10] ^= 1 }
    #expect(try kinds(test) == [.picture])
    #expect(throws: StoreError.self) {
      for position in 1...2 { _ = try test.store.picture(Place("identity", position), of: "1") }
    }
  }

  @Test("A missing picture is found") func missingPicture() throws {
    let test = try test()
    try test.store.pictures.removeEntry(try #require(try files(test).first))
    #expect(try kinds(test) == [.picture])
  }

  @Test(
    "A changed, removed, reordered or truncated log entry is found",
    arguments: [
      "UPDATE audit SET actor = 'someone' WHERE sequence = 5", "UPDATE audit SET time = time + 1 WHERE sequence = 3",
      "DELETE FROM audit WHERE sequence = 5", "DELETE FROM audit WHERE sequence = (SELECT max(sequence) FROM audit)",
      "UPDATE audit SET sequence = -sequence; UPDATE audit SET sequence = 7 + sequence WHERE sequence IN (-3, -4); "
        + "UPDATE audit SET sequence = -sequence WHERE sequence < 0",
      "DELETE FROM audit",
    ])
  func changedLog(sql: String) throws {
    let test = try test()
    #expect(try test.store.verify().isClean)
    try tamper(test, sql)
    #expect(try kinds(test).contains(.audit))
  }

  @Test(
    "A state written without the workflow is found and named",
    arguments: [
      (
        "UPDATE registration SET state = 'regionPassed', siteResult = 'passed', regionResult = 'passed'",
        "1: its state is regionPassed, but the log tells of submitted"
      ),
      ("UPDATE registration SET state = 'filling'", "1: its state is filling, but the log tells of submitted"),
    ])
  func changedState(sql: String, words: String) throws {
    let test = try test()
    try tamper(test, sql)
    let problems = try test.store.verify().problems
    #expect(problems.contains { $0.kind == .audit && $0.detail.english == words }, "\(problems.map(\.detail.english))")
  }

  @Test("A place emptied without the workflow is found and named") func emptiedPlace() throws {
    let test = try test()
    let picture = try #require(try test.store.materials(of: "1").first?.pictures.last?.picture)
    try tamper(test, "DELETE FROM slot WHERE position = 2")
    let problems = try test.store.verify().problems
    let words = "1: identity/2 is empty, but the log tells of \(picture.sha256)"
    #expect(problems.contains { $0.kind == .audit && $0.detail.english == words }, "\(problems.map(\.detail.english))")
  }

  @Test("The schema itself refuses a picture beyond a material's maximum") func schema() throws {
    let test = try test()
    #expect(throws: (any Error).self) { try tamper(test, "UPDATE OR FAIL registration SET state = 'nonsense'") }
    #expect(throws: (any Error).self) {
      try tamper(
        test,
        "INSERT INTO slot SELECT registration, material, 3, sha256, bytes, width, height, mark, note, kept, "
          + "acceptedBefore, told, opened, fresh FROM slot WHERE position = 1")
    }
  }

  @Test("Files left by a crash are reported, and removed by repair") func orphans() throws {
    let test = try test()
    let staged = try test.store.pictures.stage([1, 2, 3])
    try staged.place()
    staged.release()
    try Data([1]).write(to: URL(fileURLWithPath: test.path + "/tmp/left"))
    #expect(try kinds(test) == [.orphan, .temporary])
    let repaired = try test.store.verify(repair: true)
    #expect(repaired.isClean && repaired.repaired == 2)
    #expect(try test.store.verify().isClean)
    #expect(try files(test).count == 2)
  }

  @Test("Sweeping removes files left by a crash, and no picture that a row refers to") func sweep() throws {
    let test = try test()
    let kept = try files(test)
    let staged = try test.store.pictures.stage([1, 2, 3])
    try staged.place()
    staged.release()
    try Data([1]).write(to: URL(fileURLWithPath: test.path + "/tmp/left"))
    #expect(try test.store.sweep() == 2)
    #expect(try test.store.sweep() == 0)
    #expect(try files(test) == kept)
    #expect(try test.store.verify().isClean)
  }

  @Test("A temporary file in use is left alone", .withFiles) func temporaryInUse() throws {
    let test = try test()
    let staged = try test.store.pictures.stage([1, 2, 3])
    #expect(try test.store.verify(repair: true).repaired == 0)
    #expect(try test.store.sweep() == 0)
    try staged.place()
    staged.release()
  }

  @Test("A removed or replaced picture's file is deleted, unless another row refers to it") func discarded() throws {
    let test = try TestStore("shandong-2021")
    try test.enter("1")
    let photo = test.photo()
    try test.store.upload(photo, to: "identity", of: "1")
    try test.store.upload(photo, to: "other", of: "1")
    #expect(try files(test).count == 1)
    try test.store.remove(Place("identity", 1), of: "1")
    #expect(try files(test).count == 1)
    try test.store.remove(Place("other", 1), of: "1")
    #expect(try files(test).isEmpty)
  }

  @Test("A backup contains everything, is restored only to a new place, and verifies") func backup() throws {
    let test = try test()
    let file = test.path + "-backup"
    let place = test.path + "-restored"
    defer { for path in [file, place] { try? FileManager.default.removeItem(atPath: path) } }
    let saved = try test.store.backup(to: file)
    #expect(saved.pictures == 2)
    #expect(throws: StoreError.exists(path: file)) { try test.store.backup(to: file) }
    #expect(try ReviewStore.restore(file, to: place) == saved)
    let restored = try ReviewStore(at: place)
    #expect(try restored.status(of: "1").state == .submitted)
    #expect(try restored.picture(Place("identity", 1), of: "1") == test.store.picture(Place("identity", 1), of: "1"))
    #expect(throws: StoreError.exists(path: place)) { try ReviewStore.restore(file, to: place) }
  }

  @Test("A backup with one changed byte, or a truncated one, is refused and leaves no files")
  func damagedBackup()
    throws
  {
    let test = try test()
    let file = test.path + "-backup"
    let place = test.path + "-restored"
    defer { for path in [file, place] { try? FileManager.default.removeItem(atPath: path) } }
    _ = try test.store.backup(to: file)
    let whole = try Data(contentsOf: URL(fileURLWithPath: file))
    for offset in [520, 3000, whole.count - 1500] {
      var changed = whole
      changed[offset] ^= 0x10
      try changed.write(to: URL(fileURLWithPath: file))
      #expect(throws: (any Error).self, "byte \(offset)") { try ReviewStore.restore(file, to: place) }
    }
    try whole.prefix(whole.count / 2).write(to: URL(fileURLWithPath: file))
    #expect(throws: StoreError.self) { try ReviewStore.restore(file, to: place) }
    #expect(!FileManager.default.fileExists(atPath: place))
    let parent = URL(fileURLWithPath: place).deletingLastPathComponent().path
    let name = URL(fileURLWithPath: place).lastPathComponent
    #expect(!(try FileManager.default.contentsOfDirectory(atPath: parent)).contains { $0.hasPrefix(name) })
  }

  @Test("Erasing deletes the person's data from every file, and the log still verifies") func erased() throws {
    let test = try test()
    #expect(refusal { try test.store.erase("1", as: "a") } == .notYourLevel)
    try test.store.erase("1", as: "r")
    #expect(try files(test).isEmpty)
    #expect(try test.store.verify().isClean)
    #expect(refusal { _ = try test.store.status(of: "1") } == .notFound)
    #expect(try test.store.registration("1").name == nil)
    for name in ["store.sqlite", "store.sqlite-wal"] {
      let bytes = (try? Data(contentsOf: URL(fileURLWithPath: test.path + "/" + name))) ?? Data()
      for personal in ["13912345688", "110101199001010001", "测试考生"] {
        #expect(bytes.range(of: Data(personal.utf8)) == nil, "\(personal) is still in \(name)")
      }
    }
  }

  @Test("The log contains no personal data") func logIsImpersonal() throws {
    let test = try test()
    try test.store.setProfile(of: "1", mobile: "13800000001", address: "某路 1 号")
    try test.store.eachAuditEntry { entry in
      for personal in ["测试考生", "13912345688", "13800000001", "某路", "110101"] {
        #expect(!"\(entry)".contains(personal))
      }
    }
  }

  @Test("A table is imported as a whole, or every wrong line is reported and nothing imported") func imported() throws {
    let test = try test()
    let bad = """
      registration,name,category,site,mobile
      2,测试乙,临床执业医师,A,13912345688
      3,,临床执业医师,A,
      1,测试丙,临床执业医师,A,
      4,"测试,丁",临床执业医师,A,12
      2,测试戊,临床执业医师,A,
      5,测试己,临床
      """
    let error = #expect(throws: InputError.self) { try test.store.importRegistrations(csv: Array(bad.utf8)) }
    guard case .badTable(let lines, 5)? = error else { return }
    #expect(lines.map(\.line) == [3, 4, 5, 6, 7])
    #expect(refusal { _ = try test.store.status(of: "2") } == .notFound)
    let good = "\u{FEFF}报名号,姓名,报考类别,考点,证件号码,老考生\r\n2,\"测试,乙\",临床执业医师,A,110101199001010002,是\r\n"
    #expect(try test.store.importRegistrations(csv: Array(good.utf8)) == 1)
    #expect(try test.store.registration("2").name == "测试,乙")
    #expect(try test.store.registration("2").returning)
    #expect(try test.store.verify().isClean)
  }

  @Test("A failed notice is tried again after growing pauses, and is dead in the end; a sent one is never sent again")
  func notices() throws {
    let test = try test()
    let store = test.store
    try store.giveBack("1", note: "请更换", as: "a")
    let first = try #require(try store.nextNotice())
    #expect(try store.nextNotice() == nil, "it is out for sending")
    try store.finishNotice(first.id, problem: "no answer")
    #expect(try store.nextNotice() == nil)
    for _ in 1..<Retry.attempts {
      test.wait(minutes: 61)
      let again = try #require(try store.nextNotice())
      #expect(again.id == first.id)
      try store.finishNotice(again.id, problem: "no answer")
    }
    test.wait(minutes: 1000)
    #expect(try store.nextNotice() == nil)
    #expect(try store.stats().notices[.dead] == 1)
    #expect(try store.reviveNotices() == 1)
    let last = try #require(try store.nextNotice())
    test.wait(minutes: 6)
    #expect(try store.nextNotice()?.id == last.id, "a sender that never answered is given up after five minutes")
    try store.finishNotice(last.id)
    test.wait(minutes: 1000)
    #expect(try store.nextNotice() == nil)
    var shown = ""
    try store.eachNotice { shown += "\($0)" }
    #expect(!shown.contains("13912345688") && shown.contains("139*****88"))
  }

  @Test(
    "A one-time code works once within three days, and is void after twenty wrong guesses, which is logged"
  ) func codes()
    throws
  {
    let test = try test()
    let store = test.store
    func comeIn(_ code: String) throws {
      _ = try store.comeIn("1", lastSix: "010001", code: code, password: "correct horse")
    }
    let code = try store.makeCode(for: "1").code
    #expect(throws: InputError.wrongSecret) { try comeIn("x") }
    try comeIn(code)
    #expect(throws: InputError.wrongSecret) { try comeIn(code) }
    let late = try store.makeCode(for: "1").code
    test.wait(minutes: 72 * 60 + 1)
    #expect(throws: InputError.wrongSecret) { try comeIn(late) }
    let guessed = try store.makeCode(for: "1").code
    try store.database.maintain { try $0.execute(sql: "UPDATE code SET failures = \(Guessing.codes - 2)") }
    #expect(throws: InputError.wrongSecret) { try comeIn("x") }
    #expect(try store.registration("1").code?.isVoid == false)
    #expect(throws: InputError.wrongSecret) { try comeIn("x") }
    #expect(try store.registration("1").code?.isVoid == true)
    #expect(throws: InputError.wrongSecret) { try comeIn(guessed) }
    var actions: [String] = []
    try store.eachAuditEntry(of: "1") { actions.append($0.action) }
    #expect(actions.suffix(2) == ["code", "code-void"])
    #expect(try store.verify().isClean)
  }

  @Test("A password works until it is changed or the member of staff is disabled") func passwords()
    throws
  {
    let test = try test()
    let store = test.store
    #expect(throws: InputError.wrongSecret) { try store.signIn(staff: "a", password: "") }
    try store.setPassword("correct horse", of: "a")
    let stamp = try store.signIn(staff: "a", password: "correct horse")
    #expect(throws: InputError.wrongSecret) { try store.signIn(staff: "a", password: "wrong horse") }
    try store.setPassword("another horse", of: "a")
    #expect(throws: InputError.wrongSecret) { try store.signIn(staff: "a", password: "correct horse") }
    #expect(try store.signIn(staff: "a", password: "another horse") != stamp)
    try store.disableStaff("a")
    #expect(throws: InputError.wrongSecret) { try store.signIn(staff: "a", password: "another horse") }
  }
}
