import Foundation
import Testing

@testable import ReviewStore

@Suite("The second factor of staff") struct SecondFactorTests {
  private static let secret = SecondFactorSecret(Array("12345678901234567890".utf8))!
  private static let password = "correct horse"

  /// A store with two admins, the first of whom has a password.
  private func test() throws -> TestStore {
    let test = try TestStore("shandong-2021")
    try test.store.addStaff("officer", role: .admin, password: Self.password)
    try test.store.addStaff("other", role: .admin)
    return test
  }

  /// The code that an app shows some steps of 30 s from now.
  private func code(_ test: TestStore, later steps: Int64 = 0) -> String {
    TimeCode.code(of: Self.secret.bytes, at: TimeCode.step(at: test.store.clock()) + steps)
  }

  private func turnOn(_ test: TestStore) throws -> [String] {
    try test.store.turnOnSecondFactor(of: "officer", Self.secret, code: code(test)).recoveryCodes
  }

  @Test(
    "Codes are those of RFC 6238, appendix B",
    arguments: [
      (59, "94287082"), (1_111_111_109, "07081804"), (1_111_111_111, "14050471"), (1_234_567_890, "89005924"),
      (2_000_000_000, "69279037"), (20_000_000_000, "65353130"),
    ] as [(Int64, String)]) func vectors(seconds: Int64, code: String)
  {
    let now = Moment(milliseconds: seconds * 1000)
    #expect(TimeCode.code(of: Self.secret.bytes, at: TimeCode.step(at: now), digits: 8) == code)
    let six = String(code.suffix(6))
    #expect(TimeCode.code(of: Self.secret.bytes, at: TimeCode.step(at: now)) == six)
    for (late, isAccepted) in [(-60, false), (-30, true), (0, true), (30, true), (60, false)]
    where seconds + Int64(late) >= 0 {
      let step = TimeCode.step(of: six, Self.secret, at: now.adding(seconds: late))
      #expect((step == TimeCode.step(at: now)) == isAccepted, "\(late) s")
    }
  }

  @Test("The secret is typed and scanned as apps expect it") func address() {
    #expect(Self.secret.text == "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
    #expect(
      Self.secret.address(account: "wang", issuer: "测试 A")
        == "otpauth://totp/%E6%B5%8B%E8%AF%95%20A:wang?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
        + "&issuer=%E6%B5%8B%E8%AF%95%20A")
    #expect(SecondFactorSecret([1, 2, 3]) == nil)
  }

  @Test("A code is taken once, also at another portal of the store, and never after a later one") func replay() throws {
    let test = try test()
    let (store, time) = (test.store, test.store.clock)
    #expect(try !store.signIn(staff: "officer", password: Self.password).needsCode)
    #expect(throws: InputError.wrongSecret) { try store.signIn(staff: "officer", code: code(test)) }
    let first = code(test)
    _ = try turnOn(test)
    #expect(try store.signIn(staff: "officer", password: Self.password).needsCode)
    #expect(throws: InputError.wrongSecret, "it turned it on") { try store.signIn(staff: "officer", code: first) }
    let other = try ReviewStore(at: test.path, clock: time)
    defer { try? other.close() }
    let next = code(test, later: 1)
    let stamp = try other.signIn(staff: "officer", code: " " + next + " ")
    #expect(try stamp == store.credentials(ofStaff: "officer")?.stamp)
    for store in [store, other] {
      #expect(throws: InputError.wrongSecret) { try store.signIn(staff: "officer", code: next) }
      #expect(throws: InputError.wrongSecret) { try store.signIn(staff: "officer", code: first) }
      #expect(throws: InputError.wrongSecret) { try store.signIn(staff: "officer", code: "") }
    }
    test.wait(minutes: 1)
    _ = try store.signIn(staff: "officer", code: code(test))
  }

  @Test("Each recovery code lets in once, and new ones replace those that are left") func recovery() throws {
    let test = try test()
    let codes = try turnOn(test)
    #expect(codes.count == 10 && Set(codes).count == 10)
    _ = try test.store.signIn(staff: "officer", code: codes[0].lowercased())
    #expect(throws: InputError.wrongSecret) { try test.store.signIn(staff: "officer", code: codes[0]) }
    #expect(try test.store.recoveryCodesLeft(of: "officer") == 9)
    test.wait(minutes: 1)
    let fresh = try test.store.renewRecoveryCodes(of: "officer", code: code(test))
    #expect(throws: InputError.wrongSecret) { try test.store.signIn(staff: "officer", code: codes[1]) }
    _ = try test.store.signIn(staff: "officer", code: fresh[9])
    #expect(try test.store.recoveryCodesLeft(of: "officer") == 9)
  }

  @Test("Turning it on and off and resetting it change the stamp, which ends all visits") func stamps() throws {
    let test = try test()
    func stamp() throws -> String? { try test.store.credentials(ofStaff: "officer")?.stamp }
    let before = try stamp()
    #expect(throws: InputError.wrongSecret) {
      try test.store.turnOnSecondFactor(of: "officer", Self.secret, code: code(test, later: 5))
    }
    #expect(try stamp() == before)
    _ = try turnOn(test)
    let on = try stamp()
    #expect(on != before)
    test.wait(minutes: 1)
    #expect(refusal { _ = try turnOn(test) } == .alreadyExists)
    #expect(throws: InputError.wrongSecret) { try test.store.turnOffSecondFactor(of: "officer", code: "000") }
    #expect(try test.store.turnOffSecondFactor(of: "officer", code: code(test)) == before)
    test.wait(minutes: 1)
    _ = try turnOn(test)
    #expect(try stamp() != on, "the same secret is encrypted anew")
  }

  @Test("Another admin and the office reset it; nobody else, and no admin their own") func reset() throws {
    let test = try test()
    try test.store.addStaff("r", role: .region)
    #expect(refusal { try test.store.resetSecondFactor(of: "officer", by: "other") } == .wrongState)
    #expect(refusal { try test.store.resetSecondFactor(of: "nobody") } == .notFound)
    let codes = try turnOn(test)
    #expect(refusal { try test.store.resetSecondFactor(of: "officer", by: "officer") } == .notYourLevel)
    #expect(refusal { try test.store.resetSecondFactor(of: "officer", by: "r") } == .notYourLevel)
    #expect(try test.store.staff().filter(\.hasSecondFactor).map(\.name) == ["officer"])
    try test.store.resetSecondFactor(of: "officer", by: "other")
    #expect(try !test.store.signIn(staff: "officer", password: Self.password).needsCode)
    #expect(throws: InputError.wrongSecret) { try test.store.signIn(staff: "officer", code: codes[0]) }
    test.wait(minutes: 1)
    _ = try turnOn(test)
    try test.store.resetSecondFactor(of: "officer")
    #expect(try test.store.staff().allSatisfy { !$0.hasSecondFactor })
  }

  @Test("The log tells each act and no secret, and finds a second factor that was changed past the rules") func log()
    throws
  {
    let test = try test()
    let codes = try turnOn(test)
    _ = try test.store.signIn(staff: "officer", code: codes[0])
    test.wait(minutes: 1)
    let fresh = try test.store.renewRecoveryCodes(of: "officer", code: code(test))
    test.wait(minutes: 1)
    _ = try test.store.turnOffSecondFactor(of: "officer", code: code(test))
    test.wait(minutes: 1)
    _ = try turnOn(test)
    try test.store.resetSecondFactor(of: "officer", by: "other")
    var (acts, text) = ([String](), "")
    try test.store.eachAuditEntry(of: "officer") { entry in
      acts.append("\(entry.action) \(entry.actor)")
      text += "\(entry)"
    }
    #expect(
      acts.suffix(6) == [
        "second-factor-on officer", "recovery-code officer", "recovery-codes officer", "second-factor-off officer",
        "second-factor-on officer", "second-factor-reset other",
      ])
    for secret in codes + fresh + [Self.secret.text, Self.secret.bytes.hexadecimal] { #expect(!text.contains(secret)) }
    #expect(try test.store.verify().isClean)
  }

  @Test(
    "A second factor that was removed or replaced past the rules is found", .inFiles,
    arguments: ["secondFactor = NULL", "secondFactor = upper(secondFactor) || '00'"])
  func tampering(change: String) throws {
    let test = try test()
    _ = try turnOn(test)
    let kept: String = try test.store.database.reading {
      try $0.value("SELECT secondFactor FROM staff WHERE name = 'officer'") ?? ""
    }
    #expect(kept.count == 2 * (12 + 20 + 16) && !kept.contains(Self.secret.bytes.hexadecimal), "it is encrypted")
    #expect(try test.store.verify().isClean)
    try test.store.database.maintain { try $0.execute(sql: "UPDATE staff SET \(change) WHERE name = 'officer'") }
    #expect(try test.store.verify().problems.contains { $0.kind == .audit })
  }

  @Test("The audit finds a used recovery code that was put back, one that was removed, and another's") func codes()
    throws
  {
    let test = try test()
    let codes = try turnOn(test)
    func rows() throws -> [String] {
      try test.store.engine.read {
        try ($0 as! SQLTransaction).values("SELECT secret FROM recoveryCode ORDER BY secret")
      }
    }
    func change(_ sql: String, _ secret: String) throws {
      try test.store.engine.write { _ = try ($0 as! SQLTransaction).run(sql, [secret]) }
    }
    let before = try rows()
    #expect(before.count == 10 && before.allSatisfy { $0.count == 64 })
    #expect(try test.store.verify().isClean)
    _ = try test.store.signIn(staff: "officer", code: codes[4])
    let left = try rows()
    let used = try #require(Set(before).subtracting(left).first)
    #expect(try test.store.verify().isClean)
    try change("INSERT INTO recoveryCode (staff, secret) VALUES ('officer', ?)", used)
    #expect(try test.store.verify().problems.contains { $0.kind == .audit })
    try change("DELETE FROM recoveryCode WHERE secret = ?", used)
    #expect(try test.store.verify().isClean)
    try change("DELETE FROM recoveryCode WHERE secret = ?", left[0])
    #expect(try test.store.verify().problems.contains { $0.kind == .audit })
    // A row that is copied opens nothing for another, because the owner's name is in the HMAC.
    try test.store.setPassword("another horse", of: "other", isOwn: true)
    _ = try test.store.turnOnSecondFactor(of: "other", Self.secret, code: code(test))
    try change("UPDATE recoveryCode SET staff = 'other' WHERE secret = ?", left[1])
    for code in codes {
      #expect(throws: InputError.wrongSecret) { try test.store.signIn(staff: "other", code: code) }
    }
  }
}
