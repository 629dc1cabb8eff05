import Testing

@testable import ReviewStore

@Suite("Correcting a registration") struct CorrectionTests {
  /// A submitted application of site A; rural candidates must bring an education certificate.
  private func submitted(_ policy: String = "beijing-2024", edit: (String) -> String = { $0 }) throws -> TestStore {
    let rule = "required: {categories: [乡村全科]}\n    minimum: 1\n    maximum: 4"
    let test = try TestStore(policy) { edit($0.replacing("maximum: 4", with: rule, maxReplacements: 1)) }
    try test.addStaff()
    try test.enter("1") { ($0.idNumber, $0.mobile, $0.address) = ("110101199001011221", "13912345688", "某地") }
    try test.uploadIdentity("1")
    if test.store.policy.handingIn == .explicit { try test.store.submit("1") }
    return test
  }

  private func correction(_ edit: (inout Correction) -> Void) -> Correction {
    var correction = Correction()
    edit(&correction)
    return correction
  }

  private func rural() -> Correction { correction { $0.category = "乡村全科" } }

  @Test("A correction keeps state and marks, raises the version, tells the candidate the fields, and logs only hashes")
  func corrected() throws {
    let test = try submitted()
    try test.store.accept(Place("identity", 1), of: "1", as: "a")
    let version = try test.store.status(of: "1").version
    let whole = correction { ($0.name, $0.idNumber, $0.mobile) = ("更正姓名", " 11010119900101122x", "139 9999 8877") }
    let status = try test.store.correct("1", whole, as: "a", version: version)
    #expect(status.state == .submitted && status.version == version + 1)
    let record = try test.store.registration("1")
    #expect(record.name == "更正姓名" && record.maskedMobile == "139*****77" && record.maskedIDNumber == "110**********2X")
    #expect(try test.states("identity", of: "1") == [1: .accepted, 2: .locked])
    let message = try #require(try test.store.messages(of: "1").first)
    #expect(message.kind == .corrected && message.text == "考务工作人员已更正您的报名信息：姓名、证件号码、手机号码。如有疑问，请联系考点。")
    var entries: [AuditEntry] = []
    try test.store.eachAuditEntry(of: "1") { entries.append($0) }
    let entry = try #require(entries.last)
    func hashes(_ facts: LoggedFacts) -> [RegistrationField: String] {
      facts.facts.reduce(into: [:]) { if case .field(let field, let hash) = $1 { $0[field] = hash } }
    }
    let (before, after) = (hashes(entry.before), hashes(entry.after))
    #expect(entry.action == "correct" && entry.actor == "a" && Set(before.keys) == [.name, .idNumber, .mobile])
    #expect(Set(after.keys) == Set(before.keys) && after.allSatisfy { before[$0.key] != $0.value })
    for value in ["更正姓名", "测试考生", "110101199001011", "1391234", "1399999"] {
      #expect(!entry.before.stored.contains(value) && !entry.after.stored.contains(value))
    }
    #expect(try test.store.verify().isClean)
    // Corrected back, the hashes are the earlier ones: they can be compared, but not guessed without the salt.
    try test.store.correct("1", correction { $0.name = "测试考生" }, as: "a")
    try test.store.eachAuditEntry(of: "1") { entries.append($0) }
    #expect(hashes(try #require(entries.last).after)[.name] == before[.name])
  }

  @Test("Only staff who may see to the registration correct it, and only until the last level has passed it")
  func refused() throws {
    let test = try submitted()
    let store = test.store
    let change = correction { $0.practicalPassed = true }
    #expect(refusal { try store.correct("9", change, as: "a") } == .notFound)
    #expect(refusal { try store.correct("1", change, as: "b") } == .notYourSite)
    #expect(refusal { try store.correct("1", Correction(), as: "a") } == .empty)
    #expect(refusal { try store.correct("1", change, as: "a", version: 1) } == .staleVersion)
    #expect(throws: InputError.badMobile) { try store.correct("1", correction { $0.mobile = "12" }, as: "a") }
    #expect(throws: InputError.self) { try store.correct("1", correction { $0.name = " " }, as: "a") }
    try store.claim("1", as: "a")
    #expect(refusal { try store.correct("1", change, as: "a2") } == .claimedByAnother)
    try store.release("1", as: "a")
    try test.acceptIdentity("1")
    try store.pass("1", as: "a")
    #expect(try store.correct("1", change, as: "a").state == .sitePassed)
    try store.pass("1", as: "r")
    let another = correction { $0.practicalPassed = false }
    #expect(refusal { try store.correct("1", another, as: "a") } == .wrongState)
    try store.reopen("1", as: "r")
    try store.release("1", as: "r")
    #expect(try store.correct("1", another, as: "r").state == .sitePassed)
    // Before activation too: a wrong identity number keeps the candidate out.
    try test.enter("2", activate: false)
    #expect(try store.correct("2", correction { $0.idNumber = "1234567" }, as: "a").state == .filling)
    #expect(try store.verify().isClean)
  }

  @Test("A submitted application that becomes incomplete goes back to the candidate, with everything that was uploaded")
  func incomplete() throws {
    let test = try submitted()
    try test.store.accept(Place("identity", 1), of: "1", as: "a")
    #expect(try test.store.correct("1", rural(), as: "a").state == .returned)
    #expect(try test.store.status(of: "1").siteResult == .returned && test.store.status(of: "1").reactBy != nil)
    #expect(try test.messages("1") == [.returned, .corrected, .submitted])
    #expect(try test.store.messages(of: "1").first?.text.contains("学历证明") == true)
    #expect(try test.states("identity", of: "1").count == 2)
    #expect(refusal { try test.store.withdraw("1", as: "a") } == .incomplete)
    try test.store.upload(test.photo(), to: "education", of: "1")
    try test.store.submit("1")
    #expect(try test.store.verify().isClean)
  }

  @Test("What no longer requires anything stays, and its return can be withdrawn") func complete() throws {
    let test = try submitted()
    try test.store.correct("1", rural(), as: "a")
    try test.store.correct("1", correction { $0.category = "临床执业医师" }, as: "a")
    #expect(try test.store.withdraw("1", as: "a").state == .submitted)
    #expect(try test.store.verify().isClean)
  }

  @Test(
    "A correction that makes the application incomplete undoes the site's pass",
    arguments: ["beijing-2024", "national-2023"])
  func passed(policy: String) throws {
    let test = try submitted(policy)
    try test.acceptIdentity("1")
    try test.store.pass("1", as: "a")
    let status = try test.store.correct("1", rural(), as: "a")
    #expect(status.state == .returned && status.siteResult == .returned && status.regionResult == nil)
    try test.store.upload(test.photo(), to: "education", of: "1")
    if policy == "beijing-2024" { try test.store.submit("1") }
    #expect(try test.store.status(of: "1").state == .submitted)
    #expect(try test.store.verify().isClean)
  }

  @Test("Where only wanted places open, those that are required now are wanted") func wantedOnly() throws {
    let test = try submitted("tianjin-2023")
    #expect(try test.store.correct("1", rural(), as: "a").state == .returned)
    let education = Place("education", 1)
    #expect(try test.store.materials(of: "1").first { $0.rule.id == "education" }?.open == [1])
    #expect(refusal { try test.store.remove(Place("identity", 1), of: "1") } == .locked)
    try test.store.upload(test.photo(), to: "education", of: "1")
    try test.store.submit("1")
    try test.store.want(Place("identity", 1), of: "1", note: "模糊", as: "a")
    try test.store.giveBack("1", note: "请更换", as: "a")
    // Returned already: a further requirement opens its place and starts the clock anew.
    try test.store.correct("1", correction { $0.category = "临床执业医师" }, as: "a")
    #expect(try test.messages("1").first == .corrected, "nothing is missing, so nothing else changes")
    #expect(try test.states("education", of: "1") == [education.position: .locked])
    #expect(try test.store.verify().isClean)
  }

  @Test("Where uploads are handed in by themselves, a submitted application stays") func automatic() throws {
    let test = try submitted("national-2023")
    #expect(try test.store.correct("1", rural(), as: "a").state == .submitted)
    #expect(try test.store.verify().isClean)
  }

  @Test("A corrected value that is changed past the workflow is found") func sealed() throws {
    let test = try submitted()
    try test.store.correct("1", correction { $0.name = "更正姓名" }, as: "a")
    try test.store.database.maintain { try $0.execute(sql: "UPDATE registration SET name = '测试考生'") }
    #expect(try test.store.verify().problems.map(\.kind) == [.audit])
  }

  @Test("The whole identity number is shown to who holds the claim; each showing is logged and renews the claim")
  func identityNumber() throws {
    let test = try submitted()
    let store = test.store
    #expect(refusal { _ = try store.showIdentityNumber(of: "1", as: "a") } == .wrongState)
    try store.claim("1", as: "a")
    #expect(refusal { _ = try store.showIdentityNumber(of: "1", as: "a2") } == .claimedByAnother)
    #expect(refusal { _ = try store.showIdentityNumber(of: "1", as: "b") } == .notYourSite)
    #expect(refusal { _ = try store.showIdentityNumber(of: "1", as: "r") } == .notYourLevel)
    test.wait(minutes: 29)
    let version = try store.status(of: "1").version
    for _ in 0..<2 { #expect(try store.showIdentityNumber(of: "1", as: "a") == "110101199001011221") }
    test.wait(minutes: 29)
    #expect(try store.status(of: "1").claimedBy == "a" && store.status(of: "1").version == version)
    var shown: [AuditEntry] = []
    try store.eachAuditEntry(of: "1") { if $0.action == "show-identity" { shown.append($0) } }
    #expect(shown.count == 2 && shown.allSatisfy { $0.actor == "a" && !$0.after.stored.contains("1101") })
    test.wait(minutes: 2)
    #expect(refusal { _ = try store.showIdentityNumber(of: "1", as: "a") } == .wrongState, "the claim has ended")
    try test.enter("2")
    try test.uploadIdentity("2")
    try store.setProfile(of: "2", mobile: "13912345688", address: "某地")
    try store.submit("2")
    try store.claim("2", as: "a")
    #expect(refusal { _ = try store.showIdentityNumber(of: "2", as: "a") } == .notFound)
    #expect(try store.verify().isClean)
  }
}
