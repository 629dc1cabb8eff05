import Testing

@testable import ReviewStore

@Suite("Second looks") struct SecondLookTests {
  /// An application that waits for the site, in a store that draws this share of the decisions.
  private func submitted(share: String = "100%", _ count: Int = 1) throws -> TestStore {
    let test = try TestStore("shandong-2021") { $0 + "\nsecondLook: {share: \(share)}\n" }
    try test.addStaff()
    for number in 1...count {
      let number = RegistrationNumber("\(number)")
      try test.enter(number) { ($0.mobile, $0.address) = ("13912345688", "某地") }
      try test.uploadIdentity(number)
      try test.store.submit(number)
    }
    return test
  }

  private func looks(_ test: TestStore, _ number: RegistrationNumber = "1") throws -> [SecondLook] {
    try test.store.engine.read { try test.store.load(number, $0).application.secondLooks }
  }

  private func returned(_ test: TestStore) throws {
    let reason = try #require(test.store.policy.reasons.first)
    try test.store.accept(Place("identity", 1), of: "1", as: "a")
    try test.store.want(Place("identity", 2), of: "1", note: reason.text, as: "a")
    try test.store.giveBack("1", note: "请更换", as: "a")
  }

  @Test("Another reviewer of the level sees nothing of the first verdict, and their verdict changes nothing")
  func blind() throws {
    let test = try submitted()
    let store = test.store
    try returned(test)
    let view = try store.secondLookView(of: "1", as: "a2")
    let pictures = view.materials.flatMap(\.pictures)
    #expect(pictures.count == 2 && pictures.allSatisfy { $0.state == .locked && $0.note == nil && !$0.acceptedBefore })
    #expect(!view.json(in: .chinese).description.contains("returned"))
    // The first reviewer learns nothing, not even that it was drawn.
    #expect(try store.secondLooks(for: "a").isEmpty)
    #expect(refusal { _ = try store.secondLookView(of: "1", as: "a") } == .wrongState)
    try store.eachAuditEntry(of: "1") { #expect(!($0.before.text + $0.after.text).contains("look")) }
    #expect(refusal { _ = try store.secondLookView(of: "1", as: "b") } == .notYourSite)
    #expect(refusal { _ = try store.secondLookView(of: "1", as: "r") } == .notYourLevel)
    try store.declareConflict(of: "boss", with: "1", reason: "亲属")
    #expect(refusal { _ = try store.secondLookView(of: "1", as: "boss") } == .conflictOfInterest)
    #expect(try store.secondLooks(for: "boss").isEmpty)
    #expect(try store.secondLooks(for: "a2").map(\.registration) == ["1"])
    #expect(try store.nextSecondLook(for: "a2") == "1")
    #expect(try store.claimNext(as: "a2") == nil)

    let (status, messages) = (try store.status(of: "1"), try store.messages(of: "1").count)
    let fault = try store.fault(of: "identity", reason: store.policy.reasons[0].id, note: "")
    #expect(
      refusal { try store.giveSecondLook("1", faults: [fault], as: "a2", version: view.version + 1) } == .staleVersion)
    let unknown = SecondLook.Fault(material: "nothing", reason: "other", note: "x")
    #expect(refusal { try store.giveSecondLook("1", faults: [unknown], as: "a2") } == .notFound)
    try store.giveSecondLook("1", faults: [fault], as: "a2", version: view.version)
    #expect(try store.status(of: "1") == status && store.messages(of: "1").count == messages)
    #expect(refusal { try store.giveSecondLook("1", faults: [], as: "a2") } == .wrongState, "once")
    let numbers = try store.agreement(for: "r")
    #expect(numbers.drawn == 1 && numbers.given == 1 && numbers.differences.isEmpty)
    #expect(numbers.overall.agreed == 1 && numbers.overall.kappa == nil && numbers.overall.why != nil)
    #expect(refusal { _ = try store.agreement(for: "a") } == .notYourLevel)
    #expect(try store.loads().first { $0.staff.name == "a2" }?.decidedToday == 1)
    #expect(try store.verify().isClean)
  }

  @Test("A second look lapses when a picture or the registration changes or the decision is taken back, else it stays")
  func lapsing() throws {
    let changes: [(String, (TestStore) throws -> Void)] = [
      ("upload", { try $0.store.upload($0.photo(), to: "identity", of: "1", position: 2) }),
      ("withdrawn", { try $0.store.withdraw("1", as: "a") }),
      (
        "corrected",
        {
          var correction = Correction()
          correction.name = "别名"
          try $0.store.correct("1", correction, as: "a")
        }
      ),
    ]
    for (name, change) in changes {
      let test = try submitted()
      try returned(test)
      try change(test)
      #expect(try looks(test).map(\.isOpen) == [false] && looks(test)[0].lapsedAt != nil, "\(name)")
      #expect(try test.store.secondLooks(for: "a2").isEmpty, "\(name)")
      #expect(try test.store.verify().isClean, "\(name)")
    }
    let test = try submitted()
    try test.acceptIdentity("1")
    try test.store.pass("1", as: "a")
    try test.acceptIdentity("1", as: "r")
    try test.store.pass("1", as: "r")
    #expect(try looks(test).map(\.level) == [.site, .region] && looks(test).allSatisfy(\.isOpen))
    #expect(try test.store.secondLooks(for: "a2").map(\.level) == [.site])
    #expect(try test.store.secondLooks(for: "r2").map(\.level) == [.region])
    try test.store.reopen("1", as: "r")
    #expect(try looks(test).map(\.isOpen) == [true, false])
    try test.store.giveSecondLook("1", faults: [], as: "a2")
    let numbers = try test.store.agreement()
    #expect([numbers.drawn, numbers.given, numbers.open, numbers.lapsed] == [2, 1, 0, 1])
    #expect(try test.store.verify().isClean)
  }

  @Test("The key draws the policy's share, and verifying draws again: what was added, removed or changed is found")
  func drawing() throws {
    for (share, expected) in [("0%", 0...0), ("100%", 40...40), ("50%", 6...34)] {
      let test = try submitted(share: share, 40)
      for number in 1...40 { try test.store.reject(RegistrationNumber("\(number)"), note: "不符合", as: "a") }
      #expect(try expected.contains(test.store.agreement().drawn), "\(share)")
      #expect(try test.store.verify().isClean, "\(share)")
    }
    let test = try submitted()
    try returned(test)
    try test.store.giveSecondLook("1", faults: [], as: "a2")
    for damage in [
      "UPDATE secondLook SET result = 'returned'", "UPDATE secondLook SET firstDecider = 'b'",
      "UPDATE secondLook SET firstFaults = '[]'", "DELETE FROM secondLook",
    ] {
      #expect(try test.store.verify().isClean || damage != "UPDATE secondLook SET result = 'returned'")
      try test.store.database.maintain { try $0.execute(sql: damage) }
      #expect(try test.store.verify().problems.contains { $0.detail.english.contains("second looks") }, "\(damage)")
    }
    #expect(try TestStore("shandong-2021").store.policy.secondLookShare == 200, "2% where the policy says nothing")
    #expect(throws: PolicyError.self) { _ = try submitted(share: "2") }
    #expect(throws: PolicyError.self) { _ = try submitted(share: "101%") }
  }

  @Test("A second reviewer sees which clerk uploaded a picture, as the first does") func clerk() throws {
    let test = try TestStore("shandong-2021") { $0 + "\nsecondLook: {share: 100%}\n" }
    let store = test.store
    try test.addStaff()
    try store.addStaff("k", role: .clerk, organisation: "测试医院")
    try test.enter("1") { ($0.mobile, $0.address) = ("13912345688", "某地") }
    try store.allowHelper(withCode: #require(store.clerk("k").clerkCode), for: "1")
    for _ in 0..<2 { try store.upload(test.photo(), to: "identity", of: "1", by: "k") }
    try store.submit("1")
    try store.reject("1", note: "不符合", as: "a")
    let pictures = try store.secondLookView(of: "1", as: "a2").materials.flatMap(\.pictures)
    #expect(pictures.map(\.broughtBy?.clerk) == ["k", "k"])
  }

  @Test("A conflict of interest hides how reviewers differ on the application") func conflict() throws {
    let test = try submitted()
    let store = test.store
    try returned(test)
    try store.giveSecondLook("1", faults: [], as: "a2")
    #expect(try store.agreement(for: "r").differences.map(\.registration) == ["1"])
    try store.declareConflict(of: "r", with: "1", reason: "亲属", by: "r")
    let numbers = try store.agreement(for: "r")
    #expect(numbers.drawn == 0 && numbers.differences.isEmpty)
    #expect(try store.agreement(for: "r2").drawn == 1 && store.agreement().drawn == 1)
  }

  @Test("Who is unknown or disabled is refused, and not told that nothing waits") func unknown() throws {
    let test = try submitted()
    try test.store.disableStaff("a2")
    for name in ["nobody", "a2"] as [StaffName] {
      #expect(refusal { _ = try test.store.secondLooks(for: name) } == .notFound, "\(name)")
      #expect(refusal { _ = try test.store.nextSecondLook(for: name) } == .notFound, "\(name)")
    }
  }

  @Test("Erasing a registration erases its second looks") func erasing() throws {
    let test = try submitted()
    try returned(test)
    try test.store.erase("1", as: "r")
    #expect(try test.store.agreement().drawn == 0)
    #expect(try test.store.verify().isClean)
  }

  @Test("Kappa is that of the textbook, by reason and site too, and null with a reason where it is undefined")
  func kappa() throws {
    func answers(_ counts: [(Bool, Bool, Int)]) -> Agreement {
      Agreement(
        counts.flatMap { first, second, count in Array(repeating: (first: first, second: second), count: count) })
    }
    let textbook = answers([(true, true, 20), (true, false, 5), (false, true, 10), (false, false, 15)])
    #expect(textbook.pairs == 50 && textbook.agreed == 35)
    #expect(abs(try #require(textbook.kappa) - 0.4) < 1e-12)
    #expect(answers([(true, true, 3), (false, false, 3)]).kappa == 1)
    #expect(answers([(true, false, 3), (false, true, 3)]).kappa == -1)
    #expect(answers([]).kappa == nil && answers([]).why != nil)
    #expect(answers([(true, true, 9)]).kappa == nil && answers([(false, false, 9)]).why != nil)
    #expect(answers([(true, false, 9)]).kappa == 0)

    let test = try submitted(share: "100%", 2)
    let store = test.store
    try returned(test)
    try test.acceptIdentity("2")
    try store.pass("2", as: "a")
    let blurred = try store.fault(of: "identity", reason: store.policy.reasons[0].id, note: "")
    let words = try store.fault(of: "identity", reason: nil, note: "缺页")
    try store.giveSecondLook("1", faults: [blurred, words], as: "a2")
    try store.giveSecondLook("2", faults: [words], as: "a2")
    let numbers = try store.agreement()
    #expect(numbers.sites.map(\.site) == ["A"] && numbers.sites[0].agreement == numbers.overall)
    #expect(numbers.overall.agreed == 1 && numbers.overall.onlyFirst == 1 && numbers.overall.kappa == 0)
    let byReason = Dictionary(uniqueKeysWithValues: numbers.reasons.map { ($0.reason, $0.agreement) })
    #expect(byReason[store.policy.reasons[0].id]?.kappa == 1)
    #expect(byReason["other"]?.onlySecond == 2 && byReason["other"]?.kappa == 0)
    #expect(numbers.differences.map(\.registration) == ["1", "2"])
  }
}
