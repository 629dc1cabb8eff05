import Foundation
import Testing

@testable import ReviewStore

@Suite("Separate duties") struct SeparationTests {
  private static let three: [StaffName: Role] = ["boss": .system, "sec": .security, "aud": .audit]

  private func test() throws -> TestStore {
    let test = try TestStore("shandong-2021")
    try test.addStaff()
    return test
  }

  private func roles(_ test: TestStore) throws -> [StaffName: Role] {
    Dictionary(uniqueKeysWithValues: try test.store.staff().filter { !$0.disabled }.map { ($0.name, $0.role) })
  }

  @Test("The three administrators have nothing in common, have all that an admin has, and review nothing") func table()
  {
    var seen: Set<Administration> = []
    for role in Role.administrators {
      #expect(seen.isDisjoint(with: role.administrations), "\(role)")
      #expect(!role.administrations.isEmpty && !role.reviews)
      seen.formUnion(role.administrations)
    }
    #expect(seen == Role.admin.administrations && seen == Set(Administration.allCases))
    for role in Role.allCases where role.reviews || role == .clerk {
      var staff = Staff(name: "x", role: role)
      staff.dutiesAreSeparate = true
      for act in Administration.allCases { #expect(!staff.mayAdminister(act), "\(role) \(act)") }
      for level in [Level.site, .region] where role.isAdministrator { #expect(!staff.mayAct(at: level)) }
    }
  }

  @Test("Every admin becomes one of the three or is disabled, new names become accounts, and the log tells all")
  func on()
    throws
  {
    let test = try test()
    try test.store.addStaff("old", role: .admin, password: "correct horse")
    let rules: [([StaffName: Role], Set<StaffName>, Refusal.Rule)] = [
      (["boss": .system, "old": .security], [], .incomplete), (Self.three, [], .incomplete),
      (["boss": .system, "sec": .security, "a": .audit], ["old"], .notYourLevel),
      (["boss": .system, "sec": .security, "aud": .region], ["old"], .incomplete),
      (["boss": .system, "sec": .security, "aud": .audit, "old": .site], [], .wrongState),
      (Self.three, ["old", "boss"], .wrongState), (Self.three, ["old", "r"], .notFound),
    ]
    for (roles, disabled, rule) in rules {
      #expect(refusal { try test.store.separateDuties(roles, disabling: disabled) } == rule)
      #expect(try !test.store.dutiesAreSeparate() && test.store.staff().count { $0.role == .admin } == 2)
    }
    try test.store.separateDuties(Self.three, disabling: ["old"])
    #expect(try test.store.dutiesAreSeparate())
    let found = try roles(test)
    #expect(found.filter { $0.value.isAdministrator } == Self.three && found["old"] == nil && found["r"] == .region)
    #expect(refusal { try test.store.separateDuties(Self.three) } == .wrongState)
    #expect(refusal { try test.store.addStaff("new", role: .admin) } == .wrongState)
    try test.store.addStaff("new", role: .audit)
    var acts: [String] = []
    try test.store.eachAuditEntry { entry in
      if ["duties-separate", "staff-role", "staff-disable"].contains(entry.action) {
        acts.append("\(entry.action) \(entry.subject)")
      }
    }
    #expect(acts == ["duties-separate store", "staff-disable old", "staff-role boss"])
    #expect(try test.store.verify().isClean)
  }

  @Test("A former admin's claims and sessions end") func claims() throws {
    let test = try test()
    try test.enter("1")
    try test.uploadIdentity("1")
    try test.store.upload(test.photo(), to: "education", of: "1")
    if test.store.policy.handingIn == .explicit { try test.store.submit("1") }
    _ = try? test.store.claim("1", as: "boss")
    try test.store.begin(
      PortalVisit(token: "t", visitor: PortalVisit.visitor(of: "boss"), stamp: "", began: test.store.clock()))
    try test.store.separateDuties(Self.three)
    #expect(try test.store.visit("t") == nil)
    #expect(refusal { _ = try test.store.claim("1", as: "boss") } == .notYourLevel)
    #expect(try test.store.status(of: "1").claimedBy == nil)
    #expect(try test.store.verify().isClean)
  }

  @Test("Only a logged command with a reason takes it back") func off() throws {
    let test = try test()
    #expect(refusal { try test.store.joinDuties(makingAdmin: ["boss"], reason: "x") } == .wrongState)
    try test.store.separateDuties(Self.three)
    #expect(refusal { try test.store.joinDuties(makingAdmin: [], reason: "x") } == .incomplete)
    #expect(refusal { try test.store.joinDuties(makingAdmin: ["boss", "r"], reason: "x") } == .notYourLevel)
    #expect(throws: InputError.self) { try test.store.joinDuties(makingAdmin: ["boss"], reason: " ") }
    #expect(try test.store.dutiesAreSeparate())
    try test.store.joinDuties(makingAdmin: ["boss", "boss"], reason: "人员不足")
    #expect(try !test.store.dutiesAreSeparate() && roles(test)["boss"] == .admin && roles(test)["sec"] == .security)
    var acts: [String] = []
    try test.store.eachAuditEntry(of: "store") { acts.append($0.action) }
    #expect(acts.suffix(2) == ["duties-separate", "duties-join"])
    // The same people can be what they were.
    try test.store.separateDuties(Self.three)
    #expect(try test.store.dutiesAreSeparate() && roles(test)["sec"] == .security)
    #expect(try test.store.verify().isClean)
  }

  @Test("Nobody takes an administrator's place: their accounts are the office's to set") func takingOver() throws {
    let test = try test()
    try test.store.separateDuties(Self.three)
    for name: StaffName in ["boss", "aud"] {
      #expect(refusal { try test.store.setPassword("quite another one", of: name, by: "sec") } == .notYourLevel)
      #expect(refusal { try test.store.disableStaff(name, by: "sec") } == .notYourLevel)
      #expect(refusal { try test.store.resetSecondFactor(of: name, by: "sec") } == .notYourLevel)
      #expect(refusal { try test.store.endSessions(of: name, by: "sec") } == .notYourLevel)
    }
    for role in Role.administrators {
      #expect(refusal { try test.store.addStaff("x", role: role, by: "sec") } == .notYourLevel)
    }
    try test.store.setPassword("quite another one", of: "r", by: "sec")
    try test.store.setPassword("quite another one", of: "aud")
    try test.store.setPassword("a third and new one", of: "aud", by: "aud")
  }

  @Test(
    "The audit finds duties that were joined, and a role that was given, past the rules", .inFiles,
    arguments: [
      "UPDATE store SET separatedAt = NULL", "UPDATE staff SET role = 'admin' WHERE name = 'boss'",
      "UPDATE staff SET role = 'audit' WHERE name = 'boss'",
    ]) func tampering(change: String) throws
  {
    let test = try test()
    try test.store.separateDuties(Self.three)
    #expect(try test.store.verify().isClean)
    try test.store.database.maintain { try $0.execute(sql: change) }
    #expect(try test.store.verify().problems.contains { $0.kind == .audit })
  }

  @Test("The log's pages go from the latest entry to the first, of one subject or all, for who administers it")
  func log()
    throws
  {
    let test = try test()
    try test.store.separateDuties(Self.three)
    var all: [Int] = []
    try test.store.eachAuditEntry { all.append($0.sequence) }
    var seen: [Int] = []
    repeat {
      let page = try test.store.logPage(before: seen.last, limit: 4, for: "aud")
      if page.isEmpty { break }
      seen += page.map(\.sequence)
    } while true
    #expect(seen == all.reversed())
    #expect(try test.store.logPage(of: "boss", for: "aud").map(\.action) == ["staff-role", "staff-add"])
    for name: StaffName in ["boss", "sec", "r", "a"] {
      #expect(refusal { _ = try test.store.logPage(for: name) } == .notYourLevel)
    }
  }
}
