import Foundation
import Testing

@testable import ReviewStore

@Suite("Passwords of staff over time") struct PasswordHistoryTests {
  private static func password(_ number: Int) -> String { "calm password \(number) of mine" }

  /// A store with a member of staff whose password an admin has set.
  private func test() throws -> TestStore {
    let test = try TestStore("shandong-2021")
    try test.store.addStaff("boss", role: .admin)
    try test.store.addStaff("a", role: .region, password: Self.password(0), by: "boss")
    return test
  }

  private func staff(_ test: TestStore) throws -> Staff {
    try #require(try test.store.staff().first { $0.name == "a" })
  }

  @Test("The last five are refused to their owner, the sixth is not, and only hashes are kept") func history() throws {
    let test = try test()
    for number in 1...5 { try test.store.setPassword(Self.password(number), of: "a", by: "a") }
    for number in 1...5 {
      #expect(throws: InputError.usedPassword, "\(number)") {
        try test.store.setPassword(Self.password(number), of: "a", by: "a")
      }
    }
    #expect(throws: InputError.usedPassword) {
      try test.store.setPassword(Self.password(5), of: "a", isOwn: true)
    }
    let kept = try test.store.engine.read { try $0.passwordHashes(ofStaff: "a") }
    #expect(kept.count == 5 && Set(kept).count == 5 && kept.allSatisfy { $0.hasPrefix("scrypt$") })
    try test.store.setPassword(Self.password(0), of: "a", by: "a")
    _ = try test.store.signIn(staff: "a", password: Self.password(0))
    #expect(throws: InputError.wrongSecret) { try test.store.signIn(staff: "a", password: Self.password(5)) }
    #expect(try test.store.verify().isClean)
  }

  @Test("Somebody else is not told what was used, and what they set has to be changed") func given() throws {
    let test = try test()
    #expect(try staff(test).passwordDue(afterDays: nil, at: test.store.clock()) == .given)
    #expect(throws: InputError.usedPassword, "the one that was given") {
      try test.store.setPassword(Self.password(0), of: "a", by: "a")
    }
    try test.store.setPassword(Self.password(1), of: "a", by: "a")
    #expect(try staff(test).passwordDue(afterDays: nil, at: test.store.clock()) == nil)
    // Neither the present one nor a former one is refused to an admin or the office.
    try test.store.setPassword(Self.password(1), of: "a", by: "boss")
    #expect(try staff(test).passwordIsGiven)
    try test.store.setPassword(Self.password(2), of: "a", isOwn: true)
    #expect(try !staff(test).passwordIsGiven)
    try test.store.setPassword(Self.password(0), of: "a")
    #expect(try staff(test).passwordIsGiven)
    var given: [Bool] = []
    try test.store.eachAuditEntry(of: "a") { entry in
      if entry.action == "staff-password" { given.append(entry.news.contains(.word("given"))) }
    }
    #expect(given == [true, false, true, false, true])
    #expect(try test.store.verify().isClean)
  }

  @Test("A password grows old only where days are given, from when it was set") func age() throws {
    let test = try test()
    try test.store.setPassword(Self.password(1), of: "a", by: "a")
    let set = test.store.clock()
    #expect(try staff(test).passwordSince == set)
    let end = set.adding(seconds: 90 * 86_400)
    #expect(try staff(test).passwordDue(afterDays: 90, at: end.adding(seconds: -1)) == nil)
    #expect(try staff(test).passwordDue(afterDays: 90, at: end) == .old)
    #expect(try staff(test).passwordDue(afterDays: nil, at: end) == nil)
    // One that an earlier version has set: the log knows when.
    try test.store.engine.write { transaction in
      _ = try (transaction as! SQLTransaction).run("UPDATE staff SET passwordAt = NULL WHERE name = 'a'")
    }
    #expect(try staff(test).passwordSince == set)
  }

  @Test(
    "The audit finds a history that was changed past the rules",
    arguments: [
      "DELETE FROM formerPassword", "UPDATE staff SET passwordGiven = 0",
      "UPDATE staff SET passwordAt = passwordAt + 1",
      "UPDATE staff SET passwordAt = NULL",
    ]) func tampering(change: String) throws
  {
    let test = try test()
    for number in 1...2 { try test.store.setPassword(Self.password(number), of: "a", by: "a") }
    try test.store.setPassword(Self.password(3), of: "a", by: "boss")
    #expect(try test.store.verify().isClean)
    try test.store.engine.write { _ = try ($0 as! SQLTransaction).run(change) }
    #expect(try test.store.verify().problems.contains { $0.kind == .audit })
  }
}
