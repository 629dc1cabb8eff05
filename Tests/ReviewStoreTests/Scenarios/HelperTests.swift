import GRDB
import Testing

@testable import ReviewStore

@Suite("Clerks who upload for candidates", .timeLimit(.minutes(20))) struct HelperTests {
  /// A candidate, and two clerks of a hospital.
  private func test(_ policy: String = "shandong-2021", edit: (String) -> String = { $0 }) throws -> TestStore {
    let test = try TestStore(policy, edit: edit)
    try test.addStaff()
    for clerk in ["k", "k2"] { try test.store.addStaff(clerk, role: .clerk, organisation: "测试医院") }
    for number in ["1", "2"] as [RegistrationNumber] {
      try test.enter(number) { ($0.mobile, $0.address) = ("13912345688", "某地") }
    }
    return test
  }

  private func code(_ clerk: StaffName = "k", in test: TestStore) throws -> String {
    try #require(try test.store.clerk(clerk).clerkCode)
  }

  private func entries(_ test: TestStore, _ action: String) throws -> [AuditEntry] {
    var found: [AuditEntry] = []
    try test.store.eachAuditEntry(of: "1") { if $0.action == action { found.append($0) } }
    return found
  }

  @Test("A clerk does and sees nothing until the candidate allows it, and nothing of others afterwards")
  func permission() throws {
    let test = try test()
    let store = test.store
    let code = try code(in: test)
    #expect(code.count == 8 && code.allSatisfy(\.isNumber))
    #expect(refusal { try store.upload(test.photo(), to: "identity", of: "1", by: "k") } == .notFound)
    #expect(refusal { _ = try store.candidateView(of: "1", by: "k") } == .notFound)
    #expect(try store.candidates(helpedBy: "k").isEmpty)
    #expect(refusal { _ = try store.clerk(withCode: String(code.dropLast())) } == .notFound, "only the exact code")
    let typed = "\(code.prefix(4)) - \(code.dropFirst(4))"
    #expect(try store.clerk(withCode: typed).text == "测试医院经办人 k")

    let version = try store.status(of: "1").version
    try store.allowHelper(withCode: typed, for: "1")
    #expect(try store.status(of: "1").version == version, "nothing that a reviewer looks at has changed")
    #expect(try test.messages("1") == [.helperAllowed])
    #expect(refusal { try store.allowHelper(withCode: code, for: "1") } == .alreadyExists)
    #expect(refusal { try store.allowHelper(withCode: try self.code("k2", in: test), for: "1") } == .alreadyExists)
    #expect(refusal { try store.upload(test.photo(), to: "identity", of: "2", by: "k") } == .notFound)
    #expect(refusal { try store.upload(test.photo(), to: "identity", of: "1", by: "k2") } == .notFound)
    #expect(refusal { try store.upload(test.photo(), to: "identity", of: "1", by: "a") } == .notYourLevel)
    let unknown = #expect(throws: Refusal.self) { try store.candidateView(of: "nobody", by: "k") }
    let foreign = #expect(throws: Refusal.self) { try store.candidateView(of: "2", by: "k") }
    #expect(
      unknown?.explanation.english.replacing("nobody", with: "2") == foreign?.explanation.english,
      "a clerk cannot tell whether somebody is registered")

    let uploaded = try store.upload(test.photo(), to: "identity", of: "1", by: "k")
    #expect(try store.picture(uploaded.place, of: "1", by: "k") == store.picture(uploaded.place, of: "1"))
    #expect(refusal { _ = try store.picture(uploaded.place, of: "1", by: "k2") } == .notFound)
    #expect(try store.candidates(helpedBy: "k").map(\.registration) == ["1"])
    #expect(try store.candidates(helpedBy: "k").first?.open == 1, "the other side of the identity card")
    let view = try store.candidateView(of: "1", by: "k")
    #expect(view.registration.maskedMobile == nil && view.registration.address == nil && view.messages.isEmpty)
    #expect(view.registration.maskedIDNumber == nil)
    #expect(refusal { try store.perform(.submit, on: "1", by: .clerk("k")) } == .notYourLevel)

    try store.revokeHelper(for: "1")
    #expect(refusal { try store.revokeHelper(for: "1") } == .notFound)
    #expect(refusal { try store.upload(test.photo(), to: "identity", of: "1", by: "k") } == .notFound)
    #expect(refusal { _ = try store.picture(uploaded.place, of: "1", by: "k") } == .notFound)
    #expect(refusal { try store.remove(uploaded.place, of: "1", by: "k") } == .notFound)
    #expect(try store.candidates(helpedBy: "k").isEmpty)
    #expect(try entries(test, "helper-allow").map(\.after.text).first?.contains("helper=k") == true)
    #expect(try entries(test, "helper-revoke").map(\.before.text).first?.contains("helper=k") == true)
    #expect(try store.verify().isClean)
  }

  @Test("The log names clerk and candidate, pictures say who brought them, and the candidate is told once a day")
  func told() throws {
    let test = try test("tianjin-2023")
    let store = test.store
    try store.allowHelper(withCode: code(in: test), for: "1")
    for _ in 0..<2 { try store.upload(test.photo(), to: "identity", of: "1", by: "k") }
    try store.exchange(Place("identity", 2), with: 1, of: "1", by: "k")
    try store.remove(Place("identity", 2), of: "1", by: "k")
    try store.upload(test.photo(), to: "identity", of: "1")
    #expect(try test.messages("1") == [.helped, .helperAllowed])
    #expect(try store.messages(of: "1").first?.text.contains("测试医院经办人 k") == true)
    var notices: [Message.Kind] = []
    try store.eachNotice { notices.append($0.kind) }
    #expect(notices == (store.policy.notices == nil ? [] : [.helped]))
    #expect(try entries(test, "upload").map(\.actor) == ["k", "k", "candidate"])
    #expect(try entries(test, "exchange").map(\.actor) == ["k"])
    #expect(try entries(test, "remove").map(\.actor) == ["k"])
    let pictures = try store.materials(of: "1")[0].pictures
    #expect(pictures.map(\.broughtBy?.clerk) == ["k", nil])
    test.wait(minutes: 1440)
    try store.remove(Place("identity", 1), of: "1", by: "k")
    #expect(try test.messages("1") == [.helped, .helped, .helperAllowed])

    try store.upload(test.photo(), to: "identity", of: "1", by: "k")
    try store.submit("1")
    #expect(try store.staffView(of: "1", as: "a").materials[0].pictures.first?.broughtBy?.organisation == "测试医院")
    #expect(refusal { try store.upload(test.photo(), to: "education", of: "1", by: "k") } == .locked)
    #expect(try store.verify().isClean)
    try store.database.writing { try $0.run("UPDATE slot SET broughtBy = NULL WHERE broughtBy IS NOT NULL") }
    #expect(try !store.verify().isClean, "the log tells who brought it")
  }

  @Test("A clerk may replace what a return asks for, and the permission ends with the visible decision")
  func end() throws {
    let test = try test("national-2023")
    let store = test.store
    try store.allowHelper(withCode: code(in: test), for: "1")
    for _ in 0..<2 { try store.upload(test.photo(), to: "identity", of: "1", by: "k") }
    try store.want(Place("identity", 1), of: "1", note: "反光", as: "a")
    try store.giveBack("1", note: "请更换", as: "a")
    try store.upload(test.photo(), to: "identity", of: "1", by: "k")
    #expect(try store.status(of: "1").state == .submitted)
    try store.reject("1", note: "不符合", as: "a")
    #expect(try store.candidates(helpedBy: "k").count == 1, "the clerk does not learn of a hidden decision")
    let told = #expect(throws: Refusal.self) { try store.upload(test.photo(), to: "identity", of: "1", by: "k") }
    #expect(told?.rule == .locked)
    _ = try store.publish(.site, as: "a")
    if try store.status(of: "1").visibleResult != .rejected { _ = try store.publish(.region, as: "r") }
    #expect(try store.candidates(helpedBy: "k").isEmpty)
    #expect(refusal { _ = try store.candidateView(of: "1", by: "k") } == .notFound)
    #expect(try store.verify().isClean)
  }

  @Test("The permission ends with the upload window, and nothing is allowed after it")
  func window() throws {
    let test = try test { yaml in yaml + "\nuploadWindow: {closes: 2020-09-14T00:00:00+08:00}\n" }
    let store = test.store
    try store.allowHelper(withCode: code(in: test), for: "1")
    #expect(try store.candidates(helpedBy: "k").count == 1)
    test.wait(minutes: 2 * 1440)
    #expect(try store.candidates(helpedBy: "k").isEmpty)
    #expect(refusal { try store.upload(test.photo(), to: "identity", of: "1", by: "k") } == .notFound)
    #expect(refusal { try store.allowHelper(withCode: try self.code(in: test), for: "2") } == .closed)
  }

  @Test("A clerk is no member of the office: every act and view of staff is refused, and a disabled one does nothing")
  func noStaff() throws {
    let test = try test()
    let store = test.store
    try store.allowHelper(withCode: code(in: test), for: "1")
    try test.uploadIdentity("1")
    try store.submit("1")
    for number in ["1", "nobody"] as [RegistrationNumber] {
      #expect(refusal { try store.claim(number, as: "k") } == .notYourLevel, "nor learns who is registered")
    }
    #expect(refusal { try store.accept(Place("identity", 1), of: "1", as: "k") } == .notYourLevel)
    #expect(refusal { _ = try store.staffView(of: "1", as: "k") } == .notYourLevel)
    #expect(refusal { _ = try store.queue(for: "k") } == .notYourLevel)
    #expect(refusal { _ = try store.secondLooks(for: "k") } == .notYourLevel)
    #expect(refusal { _ = try store.roster(RosterFilter(), for: "k") } == .notYourLevel)
    #expect(refusal { _ = try store.console(ConsoleFilter(), for: "k") } == .notYourLevel)
    #expect(refusal { try store.correct("1", Correction(), as: "k") } == .notYourLevel)
    #expect(refusal { _ = try store.showIdentityNumber(of: "1", as: "k") } == .notYourLevel)
    #expect(refusal { try store.erase("1", as: "k") } == .notYourLevel)
    #expect(refusal { try store.addStaff("x", role: .admin, by: "k") } == .notYourLevel)
    #expect(throws: InputError.self) { try store.addStaff("x", role: .clerk) }
    try store.disableStaff("k", by: "boss")
    #expect(refusal { _ = try store.candidates(helpedBy: "k") } == .notFound)
    #expect(refusal { _ = try store.clerk(withCode: try self.code(in: test)) } == .notFound)
    try store.revokeHelper(for: "1")
    try store.allowHelper(withCode: code("k2", in: test), for: "1")
    #expect(try store.verify().isClean)
    try store.database.writing { try $0.run("UPDATE staff SET organisation = '别处' WHERE name = 'k2'") }
    #expect(try !store.verify().isClean, "the workplace is sealed")
  }

  @Test("An upload that is under way when the candidate takes the permission back is refused, and leaves no file")
  func race() throws {
    let test = try test()
    let store = test.store
    // Preparing the photo comes after the first check and before the transaction that stores it.
    let interrupted = PicturePreparing { photo, watermark, rules in
      try store.revokeHelper(for: "1")
      return try PicturePreparing.tiny.prepare(photo, watermark, rules)
    }
    let clerks = try ReviewStore(at: test.path, preparing: interrupted, clock: store.clock)
    try store.allowHelper(withCode: code(in: test), for: "1")
    #expect(refusal { try clerks.upload(Array("photo".utf8), to: "identity", of: "1", by: "k") } == .notFound)
    #expect(try test.store.materials(of: "1")[0].pictures.isEmpty)
    try clerks.close()
    #expect(try test.store.verify(repair: true).problems.isEmpty)
  }

  @Test("Erasing a registration erases the permission") func erased() throws {
    let test = try test()
    try test.store.allowHelper(withCode: code(in: test), for: "1")
    try test.store.erase("1", as: "boss")
    #expect(try test.store.candidates(helpedBy: "k").isEmpty)
    #expect(
      try test.store.database.reading { try $0.count("SELECT count(*) FROM registration WHERE helper IS NOT NULL") }
        == 0)
    #expect(try test.store.verify().isClean)
  }

  @Test("A store with staff from before there were clerks keeps them, and takes clerks") func migration() throws {
    let queue = try DatabaseQueue()
    try Schema.migrator.migrate(queue, upTo: "17: pictures turned by their text")
    try queue.write {
      try $0.execute(sql: "INSERT INTO staff (name, role, site, createdAt) VALUES ('a', 'site', 'A', 0)")
    }
    try Schema.migrator.migrate(queue)
    try queue.write { database in
      #expect(try String.fetchAll(database, sql: "SELECT name || role || site FROM staff") == ["asiteA"])
      try database.execute(
        sql: "INSERT INTO staff (name, role, organisation, clerkCode, createdAt) VALUES ('k', 'clerk', 'H', '1', 0)")
      #expect(throws: DatabaseError.self) {
        try database.execute(sql: "INSERT INTO staff (name, role, createdAt) VALUES ('x', 'boss', 0)")
      }
      #expect(throws: DatabaseError.self) {
        try database.execute(sql: "INSERT INTO staff (name, role, createdAt) VALUES ('x', 'clerk', 0)")
      }
      #expect(try Schema.problems(in: database).isEmpty)
    }
  }
}
