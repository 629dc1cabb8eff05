import Testing

@testable import ReviewStore

@Suite("Appeals") struct AppealTests {
  /// An application that the site's `a` has rejected.
  private func rejected(_ policy: String = "shandong-2021", edit: (String) -> String = { $0 }) throws -> TestStore {
    let test = try TestStore(policy) { edit(TestStore.withAppeals($0)) }
    try test.addStaff()
    try test.enter("1") { ($0.mobile, $0.address) = ("13912345688", "某地") }
    try test.uploadIdentity("1")
    if test.store.policy.handingIn == .explicit { try test.store.submit("1") }
    try test.store.accept(Place("identity", 1), of: "1", as: "a")
    try test.store.reject("1", note: "学历不符", as: "a")
    return test
  }

  private func appeal(of test: TestStore) throws -> Appeal? {
    try test.store.engine.read { try test.store.load("1", $0).application.appeal }
  }

  @Test(
    "An appeal is decided by somebody else; if it is granted, review goes on where it was, and both decisions are kept")
  func granted() throws {
    let test = try rejected()
    let store = test.store
    #expect(try store.status(of: "1").forCandidate.appealBy == store.clock().adding(seconds: 5 * 86_400))
    try store.appeal("1", words: "学历证书补发，详见材料。")
    #expect(try test.messages("1").first == .appealed)
    #expect(try store.status(of: "1").forCandidate.appealBy == nil, "once")
    #expect(refusal { try store.decideAppeal(of: "1", .granted, note: "x", as: "a") } == .notYourLevel)
    #expect(refusal { try store.decideAppeal(of: "1", .granted, note: "x", as: "b") } == .notYourSite)
    #expect(refusal { try store.decideAppeal(of: "1", .granted, note: "x", as: "r") } == .notYourLevel)
    #expect(refusal { try store.reopen("1", as: "a") } == .wrongState, "the first decider does not go around it")
    #expect(try store.staffView(of: "1", as: "a2").offered.contains(.appeal))
    #expect(try !store.staffView(of: "1", as: "a").offered.contains(.appeal))
    var filter = ConsoleFilter()
    filter.appealsOnly = true
    #expect(try store.console(filter, for: "a2").map(\.entry.registration) == ["1"])
    #expect(try store.decideAppeal(of: "1", .granted, note: "补发属实", as: "a2").state == .submitted)
    #expect(try store.console(filter, for: "a2").isEmpty)
    #expect(try test.states("identity", of: "1") == [1: .accepted, 2: .locked])
    #expect(try store.messages(of: "1").first?.text == "复核结果：撤销审核拒绝，重新审核。补发属实")
    let kept = try #require(try appeal(of: test))
    #expect(kept.firstDecider == "a" && kept.firstNote == "学历不符" && kept.decision?.decider == "a2")
    // Once: another rejection can be taken back by its level, but not appealed against again.
    try store.reject("1", note: "仍不符", as: "a")
    #expect(refusal { try store.appeal("1", words: "再次申请") } == .alreadyExists)
    #expect(try store.reopen("1", as: "a").state == .submitted)
    #expect(try store.verify().isClean)
  }

  @Test("The outcome goes through the outbox, once, where the policy sends notices") func notices() throws {
    for outcome in Appeal.Outcome.allCases {
      let test = try rejected("tianjin-2023") { $0 }
      if test.store.policy.siteResult != .atOnce { _ = try test.store.publish(.region, as: "r") }
      try test.store.appeal("1", words: "请复核")
      try test.store.decideAppeal(of: "1", outcome, note: "已核实", as: "a2")
      var notices: [Notice] = []
      try test.store.eachNotice { notices.append($0) }
      let told = notices.filter { $0.kind == (outcome == .granted ? .appealGranted : .appealUpheld) }
      #expect(told.count == 1 && told.first?.state == .queued)
      #expect(told.first?.text.hasSuffix("您的复核申请已有结果，请登录查看。") == true)
      #expect(try test.store.verify().isClean)
    }
  }

  @Test("If the rejection stands, it stands for good") func upheld() throws {
    let test = try rejected()
    let store = test.store
    try store.appeal("1", words: "请复核")
    #expect(try store.decideAppeal(of: "1", .upheld, note: "仍不符合", as: "boss").state == .rejected)
    #expect(try test.messages("1").first == .appealUpheld)
    #expect(refusal { try store.decideAppeal(of: "1", .granted, note: "x", as: "a2") } == .wrongState)
    #expect(refusal { try store.reopen("1", as: "a") } == .wrongState)
    #expect(refusal { try store.appeal("1", words: "再次申请") } == .alreadyExists)
    #expect(try store.verify().isClean)
  }

  @Test("The policy says whether there are appeals and for how long; the days begin when the rejection is visible")
  func days() throws {
    let without = try rejected { $0.replacing("appeal: {days: 5}", with: "") }
    #expect(refusal { try without.store.appeal("1", words: "请复核") } == .wrongState)
    let late = try rejected()
    late.wait(minutes: 5 * 1440 + 1)
    #expect(refusal { try late.store.appeal("1", words: "请复核") } == .closed)
    #expect(throws: InputError.self) { try late.store.appeal("1", words: " ") }
    #expect(throws: InputError.self) { try late.store.appeal("1", words: String(repeating: "字", count: 1001)) }
    let hidden = try rejected("national-2023")
    hidden.wait(minutes: 9 * 1440)
    #expect(refusal { try hidden.store.appeal("1", words: "请复核") } == .wrongState, "nothing of it is visible yet")
    _ = try hidden.store.publish(.site, as: "a")
    #expect(try hidden.store.status(of: "1").forCandidate.appealBy == hidden.store.clock().adding(seconds: 5 * 86_400))
    try hidden.store.appeal("1", words: "请复核")
    try hidden.store.decideAppeal(of: "1", .granted, note: "同意", as: "a2")
    #expect(try hidden.store.status(of: "1").visibleResult == nil)
    #expect(try hidden.store.verify().isClean)
  }

  @Test(
    "An appeal that was changed past the workflow is found",
    arguments: [
      "UPDATE appeal SET words = '别的'", "UPDATE appeal SET firstDecider = 'b'", "UPDATE appeal SET note = '别的'",
      "UPDATE appeal SET outcome = 'granted'", "UPDATE appeal SET decider = 'r'", "DELETE FROM appeal",
      "UPDATE registration SET appealBy = appealBy + 1", "UPDATE registration SET rejectedBy = 'b'",
    ])
  func changed(sql: String) throws {
    let test = try rejected()
    try test.store.appeal("1", words: "请复核")
    try test.store.decideAppeal(of: "1", .upheld, note: "仍不符合", as: "a2")
    #expect(try test.store.verify().isClean)
    try test.store.database.maintain { try $0.execute(sql: sql) }
    #expect(try Set(test.store.verify().problems.map(\.kind)).contains(.audit))
  }

  @Test("Erasing a registration erases its appeal") func erased() throws {
    let test = try rejected()
    try test.store.appeal("1", words: "请复核")
    try test.store.erase("1", as: "r")
    let left = try test.store.database.reading { try $0.count("SELECT count(*) FROM appeal") }
    #expect(left == 0)
    #expect(try test.store.verify().isClean)
  }

  @Test("What is left is accepted in one act, if each picture was looked at") func acceptAll() throws {
    let test = try TestStore("shandong-2021")
    try test.addStaff()
    try test.enter("1")
    try test.uploadIdentity("1")
    try test.store.upload(test.photo(), to: "education", of: "1")
    try test.store.submit("1")
    let store = test.store
    let all = [Place("identity", 1), Place("identity", 2), Place("education", 1)]
    try store.want(all[2], of: "1", note: "模糊", as: "a")
    let version = try store.status(of: "1").version
    #expect(refusal { try store.acceptAll(of: "1", seen: [all[0]], as: "a") } == .incomplete)
    #expect(refusal { try store.acceptAll(of: "1", seen: all, as: "a2") } == .claimedByAnother)
    #expect(try store.acceptAll(of: "1", seen: all, as: "a", version: version).version == version + 1)
    #expect(try test.states("identity", of: "1") == [1: .accepted, 2: .accepted])
    #expect(try test.states("education", of: "1") == [1: .wanted], "what is asked for stays so")
    #expect(refusal { try store.acceptAll(of: "1", seen: all, as: "a") } == .empty)
    var entries: [AuditEntry] = []
    try store.eachAuditEntry(of: "1") { entries.append($0) }
    #expect(entries.last?.action == "accept-all" && entries.last?.after.facts.marked.count == 2)
    #expect(try store.verify().isClean)
  }
}
