import Testing

@testable import ReviewStore

@Suite("Conflicts of interest") struct ConflictTests {
  /// An application that waits for the site, and another one.
  private func submitted() throws -> TestStore {
    let test = try TestStore("shandong-2021", edit: TestStore.withAppeals)
    try test.addStaff()
    for number in ["1", "2"] as [RegistrationNumber] {
      try test.enter(number) { ($0.mobile, $0.address) = ("13912345688", "某地") }
      try test.uploadIdentity(number)
      try test.store.submit(number)
    }
    return test
  }

  @Test("Whoever has a conflict of interest neither sees nor reviews the application, and no list or queue has it")
  func keptAway() throws {
    let test = try submitted()
    let store = test.store
    try store.claim("1", as: "a")
    try store.declareConflict(of: "a", with: "1", reason: "表兄", by: "a")
    #expect(try store.status(of: "1").claimedBy == nil, "the claim ends")
    let place = Place("identity", 1)
    let acts: [() throws -> Void] = [
      { try store.claim("1", as: "a") }, { try store.accept(place, of: "1", as: "a") },
      { try store.want(place, of: "1", note: "x", as: "a") },
      { try store.acceptAll(of: "1", seen: [place], as: "a") }, { try store.reject("1", note: "x", as: "a") },
      { try store.giveBack("1", note: "x", as: "a") }, { try store.pass("1", as: "a") },
      { _ = try store.showIdentityNumber(of: "1", as: "a") }, { _ = try store.staffView(of: "1", as: "a") },
      { _ = try store.picture(place, of: "1", as: "a") }, { _ = try store.formerPicture(place, of: "1", as: "a") },
      { _ = try store.storedPicture(place, of: "1", as: "a") },
      {
        var correction = Correction()
        correction.name = "别名"
        try store.correct("1", correction, as: "a")
      },
    ]
    for (index, act) in acts.enumerated() { #expect(refusal(act) == .conflictOfInterest, "\(index)") }
    #expect(try store.queue(for: "a").map(\.registration) == ["2"])
    #expect(try store.queue(for: "a2").map(\.registration) == ["1", "2"])
    #expect(try store.console(ConsoleFilter(), for: "a").map(\.entry.registration) == ["2"])
    #expect(try store.consoleNumbers(for: "a").count(.submitted) == 1)
    // Whoever rejected it, an admin with a conflict decides no appeal, and the region's no later act.
    try store.reject("1", note: "不符合", as: "a2")
    try store.appeal("1", words: "请复核")
    try store.declareConflict(of: "boss", with: "1", isOwn: true, reason: "本人")
    #expect(refusal { try store.decideAppeal(of: "1", .granted, note: "x", as: "boss") } == .conflictOfInterest)
    #expect(refusal { try store.decideAppeal(of: "1", .granted, note: "x", as: "a") } == .conflictOfInterest)
    #expect(refusal { try store.erase("1", as: "boss") } == .conflictOfInterest)
    #expect(try store.verify().isClean)
  }

  @Test("More time for all leaves out applications with which the member of staff has a conflict of interest")
  func extendAll() throws {
    let test = try submitted()
    let store = test.store
    for number in ["1", "2"] as [RegistrationNumber] {
      try store.giveBack(number, note: "请更换", wanting: "identity", as: "a")
    }
    try store.declareConflict(of: "r", with: "1", reason: "亲属", by: "r")
    let until = store.clock().adding(seconds: 3 * 86_400)
    #expect(try store.extendAll(until: until, reason: "维护", as: "r") == ["2"])
    #expect(try store.status(of: "1").reactBy != until && store.status(of: "2").reactBy == until)
    #expect(try store.verify().isClean)
  }

  @Test("Staff declare their own conflicts, an admin those of others; only another admin or the office withdraws")
  func rights() throws {
    let test = try submitted()
    let store = test.store
    #expect(refusal { try store.declareConflict(of: "a2", with: "1", reason: "x", by: "a") } == .notYourLevel)
    #expect(refusal { try store.declareConflict(of: "b", with: "1", reason: "x", by: "b") } == .notYourSite)
    #expect(refusal { try store.declareConflict(of: "nobody", with: "1", reason: "x") } == .notFound)
    #expect(refusal { try store.declareConflict(of: "a", with: "9", reason: "x", by: "a") } == .notFound)
    #expect(throws: InputError.self) { try store.declareConflict(of: "a", with: "1", reason: " ", by: "a") }
    // The region's staff may declare it before the application comes to them.
    try store.declareConflict(of: "r", with: "1", reason: "同科室", by: "r")
    try store.declareConflict(of: "a", with: "1", reason: "亲属", by: "boss")
    try store.declareConflict(of: "boss", with: "2", reason: "亲属", by: "boss")
    #expect(refusal { try store.declareConflict(of: "a", with: "1", reason: "x", by: "a") } == .alreadyExists)
    #expect(try store.conflicts(for: "a").map(\.registration) == ["1"])
    #expect(try store.conflicts(for: "boss").map(\.staff) == ["a", "boss", "r"])
    #expect(refusal { _ = try store.conflicts(for: "a", of: "r") } == .notYourLevel)
    #expect(refusal { try store.withdrawConflict(of: "a", with: "1", by: "a") } == .notYourLevel)
    #expect(refusal { try store.withdrawConflict(of: "boss", with: "2", by: "boss") } == .notYourLevel)
    #expect(refusal { try store.withdrawConflict(of: "a2", with: "1", by: "boss") } == .notFound)
    try store.withdrawConflict(of: "a", with: "1", by: "boss")
    try store.withdrawConflict(of: "boss", with: "2")
    try store.claim("1", as: "a")
    #expect(try store.verify().isClean)
  }

  @Test("The log tells of a declaration without its words, and verifying finds one that was removed or changed")
  func log() throws {
    let test = try submitted()
    let store = test.store
    try store.declareConflict(of: "a", with: "1", reason: "表兄的同事", by: "a")
    var entries: [AuditEntry] = []
    try store.eachAuditEntry(of: "1") { entries.append($0) }
    let entry = try #require(entries.last)
    #expect(entry.action == "conflict-declare" && entry.after.text.contains("staff=a conflict=declared words="))
    #expect(!entry.after.text.contains("表兄"))
    #expect(entry.story(under: store.policy).map(\.english).contains("of a"))
    #expect(try store.verify().isClean)
    for damage in ["UPDATE conflict SET reason = '无'", "UPDATE conflict SET staff = 'a2'", "DELETE FROM conflict"] {
      try store.database.maintain { try $0.execute(sql: damage) }
      #expect(try store.verify().problems.map(\.kind) == [.audit], "\(damage)")
    }
  }

  @Test("Erasing a registration erases its conflicts of interest") func erasing() throws {
    let test = try submitted()
    try test.store.declareConflict(of: "a", with: "1", reason: "表兄", by: "a")
    try test.store.erase("1", as: "r")
    #expect(try test.store.conflicts().isEmpty)
    #expect(try test.store.verify().isClean)
  }
}
