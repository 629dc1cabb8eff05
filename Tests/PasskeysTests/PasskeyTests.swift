import Crypto
import Foundation
import StubAuthenticator
import Testing

@testable import Passkeys

@Suite("Passkeys") struct PasskeyTests {
  private static let site = PasskeySite(id: "review.example", origin: "https://review.example")
  private static let challenge = "c29tZXRoaW5nIHJhbmRvbQ"

  private static func authenticator(_ key: StubAuthenticator.Key = .es256(.init())) -> StubAuthenticator {
    StubAuthenticator(key, site: site.id, origin: site.origin)
  }

  private static func register(
    _ stub: StubAuthenticator, type: String = "webauthn.create", challenge: String = challenge,
    data: [UInt8]? = nil, attestation: (([UInt8]) -> [UInt8])? = nil
  ) throws -> NewPasskey {
    try NewPasskey(
      clientData: stub.clientData(type, challenge),
      attestation: (attestation ?? StubAuthenticator.attestation)(data ?? stub.dataOfNew()),
      challenge: Self.challenge, site: site)
  }

  private static func answer(
    _ stub: StubAuthenticator, type: String = "webauthn.get", challenge: String = challenge, data: [UInt8]? = nil
  ) throws -> PasskeyAnswer {
    let (told, data) = (stub.clientData(type, challenge), data ?? stub.data())
    return PasskeyAnswer(
      id: stub.id, clientData: told, authenticatorData: data, signature: try stub.signature(data, told))
  }

  private static func check(
    _ answer: PasskeyAnswer, _ key: PasskeyKey, counter: UInt32 = 0, needsVerification: Bool = false
  ) throws -> UInt32 {
    try answer.check(
      key, counter: counter, challenge: challenge, site: site, needsVerification: needsVerification)
  }

  @Test("A passkey of either kind is registered and signs in", arguments: PasskeyKey.Algorithm.allCases)
  func works(algorithm: PasskeyKey.Algorithm) throws {
    var stub = Self.authenticator(algorithm == .es256 ? .es256(.init()) : .edDSA(.init()))
    let new = try Self.register(stub)
    #expect(new.id == stub.id && new.key.algorithm == algorithm && new.counter == 1)
    #expect(try PasskeyKey(algorithm, new.key.bytes) == new.key, "as it is stored")
    stub.counter = 2
    #expect(try Self.check(Self.answer(stub), new.key, counter: 1) == 2)
    // What vouches for itself with the new key is checked.
    let told = stub.clientData("webauthn.create", Self.challenge)
    #expect(try Self.register(stub) { try! stub.selfAttestation($0, clientData: told) }.id == stub.id)
    #expect(throws: PasskeyError.wrongSignature) {
      try Self.register(stub) { try! stub.selfAttestation($0, clientData: told + [0x20]) }
    }
  }

  @Test("Every byte of a registration counts: cut off, or followed by another, it is refused") func cut() throws {
    let stub = Self.authenticator()
    let (told, whole) = (
      stub.clientData("webauthn.create", Self.challenge), StubAuthenticator.attestation(stub.dataOfNew())
    )
    func register(_ attestation: [UInt8], _ clientData: [UInt8] = told) throws -> NewPasskey {
      try NewPasskey(clientData: clientData, attestation: attestation, challenge: Self.challenge, site: Self.site)
    }
    _ = try register(whole)
    for length in 0..<whole.count { #expect(throws: PasskeyError.self) { try register(Array(whole[..<length])) } }
    for length in 0..<told.count {
      #expect(throws: PasskeyError.damaged) { try register(whole, Array(told[..<length])) }
    }
    #expect(throws: PasskeyError.damaged) { try register(whole + [0]) }
    let data = stub.dataOfNew()
    for length in 0..<data.count {
      #expect(throws: PasskeyError.self) { try Self.register(stub, data: Array(data[..<length])) }
    }
    #expect(throws: PasskeyError.damaged) { try Self.register(stub, data: data + [0xa0]) }
  }

  @Test("A registration for another purpose, challenge, page or site, or with nobody there, is refused")
  func refused() throws {
    func expect(_ error: PasskeyError, _ change: (inout StubAuthenticator) -> Void) {
      var stub = Self.authenticator()
      change(&stub)
      #expect(throws: error) { try Self.register(stub) }
    }
    expect(.wrongOrigin) { $0.origin = "https://review.example.evil.example" }
    expect(.wrongOrigin) { $0.origin = "http://review.example" }
    expect(.wrongOrigin) { $0.origin = "https://review.example:8443" }
    expect(.wrongOrigin) { $0.more = #""crossOrigin":true"# }
    expect(.wrongOrigin) { $0.more = #""topOrigin":"https://evil.example""# }
    expect(.wrongSite) { $0.site = "evil.example" }
    expect(.notPresent) { $0.flags = 0x04 }
    expect(.damaged) { $0.flags = 0x11 }
    let stub = Self.authenticator()
    #expect(throws: PasskeyError.wrongPurpose) { try Self.register(stub, type: "webauthn.get") }
    #expect(throws: PasskeyError.wrongChallenge) { try Self.register(stub, challenge: "YW5vdGhlcg") }
    #expect(throws: PasskeyError.damaged, "no key") { try Self.register(stub, data: stub.data()) }
    var withExtension = stub
    withExtension.flags |= 0x80
    #expect(throws: PasskeyError.damaged) { try Self.register(withExtension) }
    _ = try Self.register(withExtension, data: withExtension.dataOfNew() + [0xa1, 0x61, 0x61, 0xf5])
    #expect(throws: PasskeyError.damaged) { try Self.register(withExtension, data: withExtension.dataOfNew() + [0x01]) }
  }

  @Test("Other keys, and points that are on no curve, are refused") func keys() throws {
    let stub = Self.authenticator()
    let cose = stub.key.cose
    func with(_ changes: [Int: UInt8]) -> [UInt8] {
      cose.enumerated().map { changes[$0.offset] ?? $0.element }
    }
    let wrongKeys: [[UInt8]] = [
      with([2: 0x03]), with([4: 0x27]), with([4: 0x28]), with([6: 0x02]), with([10: cose[10] ^ 1]),
      [0xa6] + cose.dropFirst() + [0x61, 0x61, 0x00] as [UInt8], [0xa0], [0x00],
    ]
    for wrong in wrongKeys {
      #expect(throws: PasskeyError.unsupportedKey) { try Self.register(stub, data: stub.dataOfNew(cose: wrong)) }
    }
    // An RSA key, as older computers make them.
    let rsa: [UInt8] = [0xa4, 0x01, 0x03, 0x03, 0x39, 0x01, 0x00, 0x20, 0x41, 1, 0x21, 0x41, 3]
    #expect(throws: PasskeyError.unsupportedKey) { try Self.register(stub, data: stub.dataOfNew(cose: rsa)) }
    #expect(throws: PasskeyError.unsupportedKey) { try PasskeyKey(.es256, [1, 2, 3]) }
  }

  @Test("Attestation that nobody asked for is refused") func attestation() {
    let stub = Self.authenticator()
    let none = StubAuthenticator.attestation(stub.dataOfNew())
    let text = Array("none".utf8)
    let start = none.indices.first { Array(none[$0..<min($0 + 4, none.count)]) == text }!
    #expect(throws: PasskeyError.unwantedAttestation) {
      try Self.register(stub) { _ in Array(none[..<start]) + Array("tpm0".utf8) + none[(start + 4)...] }
    }
    let empty = none.firstIndex(of: 0xa0)!
    #expect(throws: PasskeyError.damaged) {
      try Self.register(stub) { _ in Array(none[..<empty]) + [0xa1, 0x61, 0x61, 0x00] + none[(empty + 1)...] }
    }
  }

  @Test("A sign-in with another key, challenge, page or site, or with nobody there, is refused") func signIn() throws {
    let stub = Self.authenticator()
    let key = try Self.register(stub).key
    func expect(_ error: PasskeyError, _ change: (inout StubAuthenticator) -> Void) {
      var changed = stub
      change(&changed)
      #expect(throws: error) { try Self.check(Self.answer(changed), key) }
    }
    expect(.wrongOrigin) { $0.origin = "https://evil.example" }
    expect(.wrongOrigin) { $0.more = #""crossOrigin":true"# }
    expect(.wrongSite) { $0.site = "evil.example" }
    expect(.notPresent) { $0.flags = 0x04 }
    expect(.wrongSignature) { $0.key = .es256(.init()) }
    expect(.wrongSignature) { $0.key = .edDSA(.init()) }
    #expect(throws: PasskeyError.wrongPurpose) { try Self.check(Self.answer(stub, type: "webauthn.create"), key) }
    #expect(throws: PasskeyError.wrongChallenge) { try Self.check(Self.answer(stub, challenge: "YW5vdGhlcg"), key) }
    let (told, data) = (stub.clientData("webauthn.get", Self.challenge), stub.data())
    let signature = try stub.signature(data, told)
    for (told, data, signature) in [
      (told, data, signature + [0]), (told, data, []), (told, data, Array(signature.dropLast())),
      (told + [0x20], data, signature), (told, stub.data(0x01), signature),
    ] {
      let answer = PasskeyAnswer(id: stub.id, clientData: told, authenticatorData: data, signature: signature)
      #expect(throws: PasskeyError.wrongSignature) { try Self.check(answer, key) }
    }
    for length in 0..<data.count {
      #expect(throws: PasskeyError.self) { try Self.check(Self.answer(stub, data: Array(data[..<length])), key) }
    }
  }

  @Test("Where it is asked for, the authenticator must have checked who is there") func verification() throws {
    var stub = Self.authenticator()
    let key = try Self.register(stub).key
    _ = try Self.check(Self.answer(stub), key, needsVerification: true)
    stub.flags = 0x01
    _ = try Self.check(Self.answer(stub), key)
    #expect(throws: PasskeyError.notVerified) { try Self.check(Self.answer(stub), key, needsVerification: true) }
  }

  @Test("A counter that stays or goes back is refused; one that never counts is not") func counter() throws {
    var stub = Self.authenticator()
    let key = try Self.register(stub).key
    func check(_ told: UInt32, after kept: UInt32) throws -> UInt32 {
      stub.counter = told
      return try Self.check(Self.answer(stub), key, counter: kept)
    }
    #expect(try check(0, after: 0) == 0)
    #expect(try check(1, after: 0) == 1)
    #expect(try check(.max, after: 5) == .max)
    for (told, kept) in [(5, 5), (4, 5), (0, 5)] as [(UInt32, UInt32)] {
      #expect(throws: PasskeyError.counterBehind) { try check(told, after: kept) }
    }
  }

  @Test("Every error has a code of its own, and a sentence in both languages") func errors() {
    let all = PasskeyError.allCases
    #expect(Set(all.map(\.code)).count == all.count)
    for error in all { #expect(error.explanation.english != error.explanation.chinese) }
  }
}
