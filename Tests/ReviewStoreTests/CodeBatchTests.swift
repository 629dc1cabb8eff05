import Foundation
import Testing

@testable import ReviewStore

@Suite("One-time codes in bulk") struct CodeBatchTests {
  private func filled(_ policy: String = "shandong-2021", edit: (String) -> String = { $0 }) throws -> TestStore {
    let test = try TestStore(policy, edit: edit)
    try test.addStaff()
    for (number, site) in [("1", "A"), ("2", "A"), ("3", "B")] {
      try test.enter(RegistrationNumber(number), site: site, activate: false) {
        $0.idNumber = "11010119900101001\(number)"
        $0.mobile = "1391234568\(number)"
      }
    }
    try test.enter("4", activate: false)
    return test
  }

  @Test("Everybody with an identity number gets a code; the others are named") func everybody() throws {
    let test = try filled()
    let batch = try test.store.makeCodes(RosterFilter())
    #expect(batch.slips.map(\.number) == ["1", "2", "3"] && batch.sent == 0)
    #expect(Set(batch.slips.map(\.code)).count == 3)
    #expect(batch.slips.allSatisfy { $0.code.wholeMatch(of: /\d{4} \d{4} \d{4}/) != nil })
    #expect(batch.refused.map(\.number) == ["4"] && batch.refused.map(\.reason.code) == ["no-id-number"])
    #expect(try test.store.verify().problems.isEmpty)
  }

  @Test("A code lets its candidate in, with or without its blanks, and once; who has a password keeps it")
  func comingIn() throws {
    let test = try filled()
    let slips = try test.store.makeCodes(RosterFilter()).slips
    let bare = slips[0].code.replacing(" ", with: "")
    #expect(throws: InputError.wrongSecret) {
      try test.store.comeIn("2", lastSix: "010012", code: bare, password: "a long sentence")
    }
    _ = try test.store.comeIn("1", lastSix: "010011", code: bare, password: "a long sentence")
    _ = try test.store.comeIn("2", lastSix: "010012", code: slips[1].code, password: "a long sentence")
    #expect(throws: InputError.wrongSecret) {
      try test.store.comeIn("1", lastSix: "010011", code: bare, password: "a long sentence")
    }
    let again = try test.store.makeCodes(RosterFilter())
    #expect(again.slips.map(\.number) == ["3"] && again.signedIn == 2)
    _ = try test.store.signIn(candidate: "1", password: "a long sentence")
  }

  @Test("Site staff make codes for their own site; each is logged with their name and no code") func scope() throws {
    let test = try filled()
    #expect(try test.store.makeCodes(RosterFilter(), by: "a").slips.map(\.number) == ["1", "2"])
    var other = RosterFilter()
    other.site = "B"
    #expect(refusal { _ = try test.store.makeCodes(other, by: "a") } == .notYourSite)
    var told: [String] = []
    try test.store.eachAuditEntry { if $0.action == "code" { told.append("\($0.actor) \($0.subject)") } }
    #expect(told == ["a 1", "a 2"])
  }

  @Test("By SMS each code goes through the outbox; it is shown to nobody, and gone once it was sent") func sms() throws
  {
    let test = try filled()
    let batch = try test.store.makeCodes(RosterFilter(), sending: true)
    #expect(batch.slips.isEmpty && batch.sent == 3 && batch.refused.map(\.number) == ["4"])
    var shown: [Notice] = []
    try test.store.eachNotice { shown.append($0) }
    #expect(shown.count == 3 && shown.allSatisfy { $0.kind == .code && !$0.text.contains("验证码为") })
    let out = try #require(try test.store.nextNotice())
    let code = try #require(out.text.firstMatch(of: /\d{4} \d{4} \d{4}/)).0
    #expect(out.mobile == "13912345681" && out.text.hasPrefix("【"))
    #expect(try test.store.verify().problems.isEmpty)
    try test.store.finishNotice(out.id)
    let id = try test.store.engine.read { try test.store.load("1", $0).id }
    #expect(try test.store.engine.read { try $0.words(to: id) }.notices.allSatisfy { !$0.text.contains(code) })
    _ = try test.store.comeIn("1", lastSix: "010011", code: String(code), password: "a long sentence")
    #expect(try test.store.verify().problems.isEmpty)
    // Codes that replace the others recall what was not sent yet.
    _ = try test.store.makeCodes(RosterFilter())
    var states: [Notice.State] = []
    try test.store.eachNotice { states.append($0.state) }
    #expect(states == [.sent, .cancelled, .cancelled])
    #expect(try test.store.verify().problems.isEmpty)
  }

  @Test("A policy that sends no notices sends no codes") func noNotices() throws {
    let test = try TestStore("national-2023")
    try test.enter("1", activate: false)
    guard test.store.policy.notices == nil else { return }
    #expect(refusal { _ = try test.store.makeCodes(RosterFilter(), sending: true) } == .wrongState)
  }

  @Test("The policy says how long a code can be used") func life() throws {
    let test = try filled { $0 + "\ncodeHours: 2\n" }
    let slips = try test.store.makeCodes(RosterFilter()).slips
    test.wait(minutes: 121)
    #expect(throws: InputError.wrongSecret) {
      try test.store.comeIn("1", lastSix: "010011", code: slips[0].code, password: "a long sentence")
    }
    let (code, expiresAt) = try test.store.makeCode(for: "1")
    #expect(expiresAt == test.store.clock().adding(seconds: 7200) && code.count == 8)
    _ = try test.store.comeIn("1", lastSix: "010011", code: code, password: "a long sentence")
  }
}
