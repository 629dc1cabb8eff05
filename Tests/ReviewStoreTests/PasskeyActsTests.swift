import Passkeys
import StubAuthenticator
import Testing

@testable import ReviewStore

@Suite("Passkeys of staff") struct PasskeyActsTests {
  private static let site = PasskeySite(id: "review.example", origin: "https://review.example")
  private static let challenge = "c29tZXRoaW5nIHJhbmRvbQ"
  private static let password = "correct horse"

  /// A store with two admins who have passwords.
  private func test() throws -> TestStore {
    let test = try TestStore("shandong-2021")
    for name in ["officer", "other"] { try test.store.addStaff(name, role: .admin, password: Self.password) }
    return test
  }

  private static func stub(_ id: UInt8 = 1) -> StubAuthenticator {
    StubAuthenticator(id: [id, 2, 3, 4], site: site.id, origin: site.origin)
  }

  private static func new(_ stub: StubAuthenticator) throws -> NewPasskey {
    try NewPasskey(
      clientData: stub.clientData("webauthn.create", challenge),
      attestation: StubAuthenticator.attestation(stub.dataOfNew()), challenge: challenge, site: site)
  }

  private static func answer(_ stub: StubAuthenticator) throws -> PasskeyAnswer {
    let told = stub.clientData("webauthn.get", challenge)
    return PasskeyAnswer(
      id: stub.id, clientData: told, authenticatorData: stub.data(), signature: try stub.signature(stub.data(), told))
  }

  private func signIn(
    _ test: TestStore, _ stub: StubAuthenticator, as name: StaffName = "officer", needsVerification: Bool = false
  ) throws -> String {
    try test.store.signIn(
      staff: name, passkey: Self.answer(stub), challenge: Self.challenge, site: Self.site,
      needsVerification: needsVerification)
  }

  @Test("A passkey signs its owner in besides the password, and nobody else") func signIn() throws {
    let test = try test()
    var stub = Self.stub()
    let added = try test.store.addPasskey(Self.new(stub), called: " 我的手机 ", of: "officer")
    #expect(added.recoveryCodes.count == 10)
    #expect(try added.stamp == test.store.credentials(ofStaff: "officer")?.stamp)
    #expect(try test.store.signIn(staff: "officer", password: Self.password).needsCode)
    #expect(try !test.store.signIn(staff: "other", password: Self.password).needsCode)
    stub.counter = 2
    #expect(try signIn(test, stub) == added.stamp)
    let kept = try #require(try test.store.passkeys(of: "officer").first)
    #expect(kept.label == "我的手机" && kept.counter == 2 && kept.used == test.store.clock())
    #expect(try test.store.owner(ofPasskey: stub.id) == "officer" && test.store.owner(ofPasskey: [9]) == nil)
    stub.counter = 3
    #expect(throws: InputError.wrongSecret) { try signIn(test, stub, as: "other") }
    _ = try test.store.addPasskey(Self.new(Self.stub(7)), called: "x", of: "other")
    #expect(throws: InputError.wrongSecret) { try signIn(test, stub, as: "other") }
    // The id of one passkey with the key of another.
    var forged = Self.stub(7)
    (forged.key, forged.counter) = (stub.key, 9)
    #expect(throws: PasskeyError.wrongSignature) { try signIn(test, forged, as: "other") }
    stub.flags = 0x01
    #expect(throws: PasskeyError.notVerified) { try signIn(test, stub, needsVerification: true) }
    _ = try signIn(test, stub)
    try test.store.disableStaff("officer")
    stub.counter = 4
    #expect(throws: InputError.wrongSecret) { try signIn(test, stub) }
  }

  @Test("An answer that comes again is refused where the passkey counts, and the log tells of it") func replay() throws
  {
    let test = try test()
    var stub = Self.stub()
    _ = try test.store.addPasskey(Self.new(stub), called: "x", of: "officer")
    stub.counter = 5
    _ = try signIn(test, stub)
    for counter in [5, 4, 0] as [UInt32] {
      stub.counter = counter
      #expect(throws: PasskeyError.counterBehind) { try signIn(test, stub) }
    }
    #expect(try test.store.passkeys(of: "officer").map(\.counter) == [5])
    #expect(try acts(test).suffix(3) == Array(repeating: "passkey-copied stranger", count: 3))
  }

  @Test("A challenge is answered once, at whichever portal, and forgotten when it is void") func challenges() throws {
    let test = try test()
    let end = test.store.clock().adding(seconds: 300)
    let other = try ReviewStore(at: test.path, clock: test.store.clock)
    defer { try? other.close() }
    #expect(try test.store.useChallenge("a", until: end))
    for store in [test.store, other] { #expect(try !store.useChallenge("a", until: end)) }
    #expect(try other.useChallenge("b", until: end))
    test.wait(minutes: 6)
    _ = try test.store.useChallenge("c", until: test.store.clock().adding(seconds: 300))
    let left: [String] = try test.store.engine.read {
      try ($0 as! SQLTransaction).values("SELECT mark FROM usedChallenge")
    }
    #expect(left == ["c"])
  }

  @Test("Passkeys and an app stand beside each other; recovery codes go with the last of them") func beside() throws {
    let test = try test()
    let store = test.store
    func stamp() throws -> String? { try store.credentials(ofStaff: "officer")?.stamp }
    let before = try stamp()
    let codes = try store.addPasskey(Self.new(Self.stub()), called: "a", of: "officer").recoveryCodes
    _ = try store.signIn(staff: "officer", code: codes[0])
    #expect(throws: InputError.wrongSecret, "there is no app") { try store.signIn(staff: "officer", code: "123456") }
    let second = try store.addPasskey(Self.new(Self.stub(2)), called: "b", of: "officer")
    #expect(second.recoveryCodes.isEmpty)
    #expect(try stamp() == second.stamp && second.stamp != before)
    let secret = SecondFactorSecret(Array("12345678901234567890".utf8))!
    func code() -> String { TimeCode.code(of: secret.bytes, at: TimeCode.step(at: store.clock())) }
    #expect(refusal { _ = try store.turnOffSecondFactor(of: "officer", code: codes[1]) } == .wrongState)
    #expect(try store.turnOnSecondFactor(of: "officer", secret, code: code()).recoveryCodes.isEmpty)
    test.wait(minutes: 1)
    _ = try store.turnOffSecondFactor(of: "officer", code: code())
    #expect(try store.recoveryCodesLeft(of: "officer") == codes.count - 1)
    _ = try store.removePasskey([1, 2, 3, 4], of: "officer")
    #expect(try store.staff().first { $0.name == "officer" }?.passkeyCount == 1)
    #expect(try store.removePasskey([2, 2, 3, 4], of: "officer") == before)
    #expect(try store.recoveryCodesLeft(of: "officer") == 0)
    #expect(try !store.signIn(staff: "officer", password: Self.password).needsCode)
    #expect(try store.verify().isClean)
  }

  @Test("Nobody adds one twice, more than ten, without a name, or removes somebody else's") func refused() throws {
    let test = try test()
    let new = try Self.new(Self.stub())
    _ = try test.store.addPasskey(new, called: "a", of: "officer")
    for name in ["officer", "other"] as [StaffName] {
      #expect(refusal { _ = try test.store.addPasskey(new, called: "a", of: name) } == .alreadyExists)
    }
    #expect(refusal { _ = try test.store.removePasskey(new.id, of: "other") } == .notFound)
    for label in ["", " ", String(repeating: "长", count: 61), "a\u{202E}b"] {
      #expect(throws: InputError.self) {
        try test.store.addPasskey(Self.new(Self.stub(2)), called: label, of: "officer")
      }
    }
    for id in 2...10 { _ = try test.store.addPasskey(Self.new(Self.stub(UInt8(id))), called: "a", of: "officer") }
    #expect(refusal { _ = try test.store.addPasskey(Self.new(Self.stub(11)), called: "a", of: "officer") } == .full)
  }

  @Test("Another admin resets passkeys with the rest, and the log tells each act") func reset() throws {
    let test = try test()
    let stub = Self.stub()
    _ = try test.store.addPasskey(Self.new(stub), called: "a", of: "officer")
    _ = try test.store.addPasskey(Self.new(Self.stub(2)), called: "b", of: "officer")
    _ = try test.store.removePasskey([2, 2, 3, 4], of: "officer")
    #expect(refusal { try test.store.resetSecondFactor(of: "officer", by: "officer") } == .notYourLevel)
    try test.store.resetSecondFactor(of: "officer", by: "other")
    #expect(try test.store.passkeys(of: "officer").isEmpty && test.store.recoveryCodesLeft(of: "officer") == 0)
    #expect(throws: InputError.wrongSecret) { try signIn(test, stub) }
    #expect(
      try acts(test).suffix(4) == [
        "passkey-add officer", "passkey-add officer", "passkey-remove officer", "second-factor-reset other",
      ])
    #expect(try test.store.verify().isClean)
  }

  @Test(
    "A passkey that was changed, removed or given away past the rules is found",
    arguments: [
      "DELETE FROM passkey", "UPDATE passkey SET publicKey = 'eddsa:' || substr(publicKey, 7, 64)",
      "UPDATE passkey SET staff = 'other'", "UPDATE passkey SET id = '00'",
    ]) func tampering(change: String) throws
  {
    let test = try test()
    _ = try test.store.addPasskey(Self.new(Self.stub()), called: "a", of: "officer")
    #expect(try test.store.verify().isClean)
    try test.store.engine.write { _ = try ($0 as! SQLTransaction).run(change) }
    #expect(try test.store.verify().problems.contains { $0.kind == .audit })
  }

  @Test("A passkey that somebody who never had one was given past the rules is found") func slippedIn() throws {
    let test = try test()
    #expect(try test.store.verify().isClean)
    try test.store.engine.write {
      _ = try ($0 as! SQLTransaction).run(
        "INSERT INTO passkey (id, staff, label, publicKey, counter, addedAt) VALUES ('00', 'officer', 'x', 'x', 0, 0)")
    }
    #expect(try test.store.verify().problems.contains { $0.kind == .audit })
  }

  private func acts(_ test: TestStore) throws -> [String] {
    var acts: [String] = []
    try test.store.eachAuditEntry(of: "officer") { acts.append("\($0.action) \($0.actor)") }
    return acts
  }
}
