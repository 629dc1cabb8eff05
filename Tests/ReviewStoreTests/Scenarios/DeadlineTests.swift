import Testing

@testable import ReviewStore

@Suite("Times to react") struct DeadlineTests {
  /// Returned applications: 1 and 2 of site A, returned by the site, and 3, returned by the region.
  private func returned(edit: (String) -> String = { $0 }) throws -> TestStore {
    let test = try TestStore("shandong-2021", edit: edit)
    try test.addStaff()
    for number in ["1", "2", "3"] as [RegistrationNumber] {
      try test.enter(number) { $0.mobile = "13912345688" }
      try test.uploadIdentity(number)
      try test.store.submit(number)
    }
    for number in ["1", "2"] as [RegistrationNumber] { try test.store.giveBack(number, note: "请更换", as: "a") }
    try test.acceptIdentity("3")
    try test.store.pass("3", as: "a")
    try test.store.giveBack("3", note: "请更换", as: "r")
    return test
  }

  private func reactBy(_ test: TestStore, _ number: RegistrationNumber) throws -> Moment? {
    try test.store.status(of: number).reactBy
  }

  @Test("The clock runs only while it is the candidate's turn") func stops() throws {
    let test = try returned()
    let first = try #require(try reactBy(test, "1"))
    test.wait(minutes: 60)
    try test.store.submit("1")
    #expect(try reactBy(test, "1") == nil)
    test.wait(minutes: 3 * 24 * 60)
    #expect(try !test.store.status(of: "1").overdue)
    try test.store.giveBack("1", note: "再请更换", as: "a")
    #expect(try reactBy(test, "1") == first.adding(seconds: 3600 + 3 * 86_400))
    try test.store.withdraw("1", as: "a")
    #expect(try reactBy(test, "1") == nil)
  }

  @Test("An extension tells the candidate until when and why, and is logged; its return can still be withdrawn")
  func extended() throws {
    let test = try returned()
    let old = try #require(try reactBy(test, "1"))
    let new = old.adding(seconds: 7200)
    let status = try test.store.extend("1", until: new, reason: "系统维护", as: "a")
    #expect(status.reactBy == new)
    #expect(try test.store.messages(of: "1").first?.text == "处理期限已延长至 \(new.forPeople)。系统维护")
    var entries: [AuditEntry] = []
    try test.store.eachAuditEntry(of: "1") { entries.append($0) }
    #expect(entries.last?.before.facts.reactBy == old && entries.last?.after.facts.reactBy == new)
    #expect(try test.store.verify().isClean)
    try test.store.withdraw("1", as: "a")
    #expect(try test.store.verify().isClean)
  }

  @Test("A candidate with more time uploads and submits after the window, and nobody else does")
  func window() throws {
    let test = try TestStore("shandong-2021") { $0 + "\nuploadWindow: {closes: 2020-09-14T00:00:00+08:00}\n" }
    let store = test.store
    try test.addStaff()
    for number in ["1", "2"] as [RegistrationNumber] {
      try test.enter(number) { ($0.mobile, $0.address) = ("13912345688", "某地") }
    }
    test.wait(minutes: 2 * 1440)
    #expect(refusal { try test.uploadIdentity("1") } == .closed)
    let until = store.clock().adding(seconds: 86_400)
    #expect(refusal { try store.extend("1", until: until, reason: "住院", as: "a") } == .notYourLevel)
    #expect(refusal { try store.extend("1", until: store.clock(), reason: "住院", as: "r") } == .empty)
    #expect(try store.extend("1", until: until, reason: "住院。", as: "r").uploadUntil == until)
    #expect(try store.messages(of: "1").first?.text == "您的材料上传截止时间已延长至 \(until.forPeople)。住院。")
    try test.uploadIdentity("1")
    #expect(refusal { try test.uploadIdentity("2") } == .closed)
    #expect(refusal { try store.submit("2") } == .closed)
    #expect(refusal { try store.extend("1", until: until, reason: "再延", as: "r") } == .empty, "not later")
    #expect(try store.submit("1").state == .submitted)
    #expect(refusal { try store.extend("1", until: until.adding(seconds: 60), reason: "x", as: "r") } == .wrongState)
    #expect(try store.verify().isClean)
    try store.database.writing { try $0.run("UPDATE registration SET uploadUntil = 1 WHERE id = 2") }
    #expect(try !store.verify().isClean, "the log tells of every extension")
  }

  @Test("More time to upload ends") func windowEnds() throws {
    let test = try TestStore("national-2023") { $0 + "\nuploadWindow: {closes: 2020-09-14T00:00:00+08:00}\n" }
    try test.addStaff()
    try test.enter("1")
    try test.store.upload(test.photo(), to: "identity", of: "1")
    let until = test.store.clock().adding(seconds: 3 * 86_400)
    #expect(try test.store.extend("1", until: until, reason: "住院", as: "boss").state == .submitted)
    test.wait(minutes: 2 * 1440)
    try test.store.remove(Place("identity", 1), of: "1")
    test.wait(minutes: 2 * 1440)
    #expect(refusal { try test.store.upload(test.photo(), to: "identity", of: "1") } == .closed)
    #expect(try test.store.verify().isClean)
  }

  @Test("An extension needs a return, a later time and a reason, and who may give it") func refused() throws {
    let test = try returned()
    let store = test.store
    let old = try #require(try reactBy(test, "1"))
    let new = old.adding(seconds: 60)
    #expect(refusal { try store.extend("1", until: old, reason: "x", as: "a") } == .empty)
    #expect(refusal { try store.extend("1", until: new, reason: "x", as: "b") } == .notYourSite)
    #expect(refusal { try store.extend("3", until: new, reason: "x", as: "a") } == .notYourLevel)
    #expect(throws: InputError.self) { try store.extend("1", until: new, reason: " ", as: "a") }
    #expect(try store.extend("1", until: new, reason: "x", as: "r").reactBy == new)
    try store.submit("2")
    #expect(refusal { try store.extend("2", until: new, reason: "x", as: "a") } == .wrongState)
    test.wait(minutes: 3 * 24 * 60)
    #expect(refusal { try store.extend("1", until: new.adding(seconds: 60), reason: "x", as: "a") } == .empty)
  }

  @Test("An extension for all reaches those whom the person may extend and whose time ends earlier") func all() throws {
    let test = try returned()
    let store = test.store
    let until = try #require(try reactBy(test, "1")).adding(seconds: 86_400)
    try store.extend("2", until: until.adding(seconds: 60), reason: "x", as: "a")
    #expect(try store.extendAll(until: until, reason: "系统维护", as: "a") == ["1"])
    #expect(try store.extendAll(until: until, reason: "系统维护", site: "B", as: "r") == [])
    #expect(try store.extendAll(until: until, reason: "系统维护", as: "r") == ["3"])
    #expect(refusal { _ = try store.extendAll(until: until, reason: "x", site: "B", as: "a") } == .notYourSite)
    #expect(try ["1", "3"].allSatisfy { try reactBy(test, $0) == until })
    var counts: [String?] = []
    try store.eachAuditEntry(of: "store") { entry in
      if entry.action == "extend-all" { counts.append(entry.after.text.split(separator: " ").last.map(String.init)) }
    }
    #expect(counts == ["count=1", "count=1"])
    #expect(try store.verify().isClean)
    try store.database.maintain { try $0.execute(sql: "UPDATE registration SET reactBy = reactBy + 1 WHERE id = 1") }
    #expect(try store.verify().problems.map(\.kind) == [.audit])
  }

  @Test("Within the policy's grace period nothing is overdue") func grace() throws {
    let test = try returned { $0 + "\ngraceHours: 2\n" }
    func overdue() throws -> [Bool] {
      var filter = ConsoleFilter()
      filter.overdueOnly = true
      let listed = try test.store.console(filter, for: "boss").count == 3
      return [try test.store.status(of: "1").overdue, listed, try test.store.stats().overdue == 3]
    }
    test.wait(minutes: 25 * 60)
    #expect(try overdue() == [false, false, false])
    test.wait(minutes: 61)
    #expect(try overdue() == [true, true, true])
  }

  @Test("A typed time is China's, unless it says otherwise; a date alone means its end") func typed() {
    let noon = Moment(iso8601: "2024-01-26T12:00:00+08:00")
    for text in ["2024-01-26T12:00", "2024-01-26 12:00", "2024-01-26T12:00:00", "2024-01-26T04:00:00Z"] {
      #expect(Moment(typed: text) == noon, "\(text)")
    }
    #expect(Moment(typed: "2024-01-26") == Moment(iso8601: "2024-01-26T23:59:59+08:00"))
    for text in ["", "tomorrow", "2024-13-01", "12:00"] { #expect(Moment(typed: text) == nil, "\(text)") }
  }
}
