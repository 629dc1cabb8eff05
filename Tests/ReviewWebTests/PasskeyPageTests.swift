import Foundation
import HTTPTypes
import HummingbirdTesting
import Passkeys
import StubAuthenticator
import Testing

@testable import ReviewStore
@testable import ReviewWeb

@Suite("Signing in with a passkey", .timeLimit(.minutes(20))) struct PasskeyPageTests {
  private static let password = "the first one"

  private func test(origin: String? = "https://review.example", isRequired: Bool = false) throws -> TestPortal {
    var options = PortalOptions()
    options.origin = origin.flatMap(PortalOrigin.init)
    options.isSecondFactorRequired = isRequired
    let test = try TestPortal(options: options)
    try test.store.setPassword(Self.password, of: "site-a", isOwn: true)
    return test
  }

  private static func stub(_ id: UInt8 = 1) -> StubAuthenticator {
    StubAuthenticator(id: [id, 2, 3], site: "review.example", origin: "https://review.example")
  }

  /// What a page asks the browser for.
  private static func wish(_ page: TestResponse) throws -> [String: Any] {
    let part = try #require(page.text.components(separatedBy: "data-passkey=\"").dropFirst().first)
    let json = part.prefix { $0 != "\"" }.replacingOccurrences(of: "&quot;", with: "\"")
      .replacingOccurrences(of: "&#34;", with: "\"").replacingOccurrences(of: "&amp;", with: "&")
    let all = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    return try #require(all["publicKey"] as? [String: Any])
  }

  private static func challenge(_ page: TestResponse) throws -> String {
    try #require(try wish(page)["challenge"] as? String)
  }

  private static func cookie(_ response: TestResponse) -> String? {
    response.headers[values: .setCookie].first { $0.hasPrefix("visit=") }.map { String($0.dropFirst(6).prefix(43)) }
  }

  /// Adds a passkey by the pages, and returns the last answer.
  private func add(_ stub: StubAuthenticator, _ staff: TestVisitor) async throws -> TestResponse {
    let page = try await staff.post("/staff/passkeys/new", ["password": Self.password, "label": "手机 <1>"])
    #expect(page.status == .ok)
    return try await staff.post(
      "/staff/passkeys",
      [
        "label": "手机 <1>",
        "clientData": Secret.base64URL(stub.clientData("webauthn.create", try Self.challenge(page))),
        "attestation": Secret.base64URL(StubAuthenticator.attestation(stub.dataOfNew())),
      ])
  }

  /// Sends an answer to a page's challenge.
  private func answer(
    _ browser: TestVisitor, _ stub: StubAuthenticator, _ challenge: String, as name: String = "site-a",
    handle: String = ""
  ) async throws -> TestResponse {
    let told = stub.clientData("webauthn.get", challenge)
    return try await browser.post(
      "/staff/sign-in/passkey",
      [
        "name": name, "id": Secret.base64URL(stub.id), "clientData": Secret.base64URL(told), "handle": handle,
        "authenticatorData": Secret.base64URL(stub.data()),
        "signature": Secret.base64URL(try stub.signature(stub.data(), told)),
      ])
  }

  private func secondStep(_ browser: TestVisitor) async throws -> TestResponse {
    try await browser.post("/staff/sign-in", ["name": "site-a", "password": Self.password])
  }

  @Test("A passkey is added after the password, counts as the second factor, and signs in once for each challenge")
  func walk() async throws {
    let test = try test(isRequired: true)
    try await test.run { browser in
      var staff = try browser.as(.staff("site-a"))
      #expect(try await staff.get("/staff").location == "/staff/second-factor")
      let wrong = try await staff.post("/staff/passkeys/new", ["password": "another one", "label": "x"])
      #expect(wrong.status == .unauthorized && wrong.text.contains("id=\"password-error\""))
      let unnamed = try await staff.post("/staff/passkeys/new", ["password": Self.password, "label": " "])
      #expect(unnamed.status == .unprocessableContent && unnamed.text.contains("id=\"label-error\""))
      var stub = Self.stub()
      let added = try await add(stub, staff)
      #expect(added.status == .ok && added.text.components(separatedBy: "<li><code>").count == 11)
      #expect(try await staff.get("/staff").status == .seeOther, "the visit goes on with another cookie")
      staff.visit = Self.cookie(added)
      #expect(try await staff.get("/staff").status == .ok)
      #expect(try await staff.get("/staff/passkeys").text.contains("手机 &lt;1&gt;"))

      var stranger = browser
      stranger.visit = Secret.token()
      let page = try await secondStep(stranger)
      let wish = try Self.wish(page)
      #expect((wish["allowCredentials"] as? [[String: Any]])?.map { $0["id"] as? String } == ["AQID"])
      stub.counter = 2
      let challenge = try Self.challenge(page)
      let done = try await answer(stranger, stub, challenge)
      #expect(done.location == "/staff")
      stub.counter = 3
      let again = try await answer(stranger, stub, challenge)
      #expect(again.status == .unauthorized, "the challenge was answered")
    }
  }

  @Test("Whoever finds a session with passkeys open adds no app of their own, and the recovery codes stay")
  func appBesides() async throws {
    let test = try test()
    try await test.run { browser in
      var staff = try browser.as(.staff("site-a"))
      let added = try await add(Self.stub(), staff)
      let codes = added.text.components(separatedBy: "<li><code>").dropFirst().map { $0.prefix { $0 != "<" } }
      staff.visit = Self.cookie(added)
      let bytes = test.portal.desk.authentication.forgery.signer.bytes(of: staff.visit ?? "", for: "second factor")
      let secret = try #require(SecondFactorSecret(Array(bytes.prefix(20))))
      let code = TimeCode.code(of: secret.bytes, at: TimeCode.step(at: test.clock.now))
      for password in ["", "another one"] {
        let wrong = try await staff.post("/staff/second-factor", ["code": code, "password": password])
        #expect(wrong.status == .unauthorized && wrong.text.contains("id=\"password-error\""))
      }
      #expect(try !test.store.staff().contains { $0.hasAuthenticatorApp })
      let done = try await staff.post("/staff/second-factor", ["code": code, "password": Self.password])
      #expect(done.location == "/staff/second-factor")
      #expect(try test.store.staff().contains { $0.hasAuthenticatorApp })
      #expect(codes.count == 10)
      _ = try test.store.signIn(staff: "site-a", code: String(codes[0]))
    }
  }

  @Test(
    "An answer from another browser, for another person, page or purpose, late, or after a new password, opens nothing")
  func refused() async throws {
    let test = try test()
    try test.store.setPassword(Self.password, of: "admin", isOwn: true)
    try await test.run { browser in
      var stub = Self.stub()
      _ = try await add(stub, try browser.as(.staff("site-a")))
      stub.counter = 2
      var stranger = browser
      stranger.visit = Secret.token()
      func fresh() async throws -> String { try Self.challenge(await secondStep(stranger)) }
      func expectRefused(_ response: TestResponse, _ what: Comment) {
        #expect(response.status == .unauthorized && Self.cookie(response) == nil, what)
      }
      var other = browser
      other.visit = Secret.token()
      expectRefused(try await answer(other, stub, try await fresh()), "another browser")
      expectRefused(try await answer(stranger, stub, try await fresh(), as: "admin"), "another person")
      var elsewhere = stub
      elsewhere.origin = "https://review.example.evil.example"
      expectRefused(try await answer(stranger, elsewhere, try await fresh()), "another page")
      expectRefused(try await answer(stranger, Self.stub(), try await fresh()), "another key")
      expectRefused(try await answer(stranger, stub, Secret.base64URL([UInt8](repeating: 7, count: 56))), "invented")
      expectRefused(try await answer(stranger, stub, "x"), "no challenge")
      let signInPage = try await stranger.get("/staff/sign-in")
      expectRefused(try await answer(stranger, stub, try Self.challenge(signInPage)), "another purpose")
      let late = try await fresh()
      test.clock.advance(seconds: 301)
      expectRefused(try await answer(stranger, stub, late), "late")
      let before = try await fresh()
      try test.store.setPassword("the second one", of: "site-a", isOwn: true)
      expectRefused(try await answer(stranger, stub, before), "a new password")
    }
  }

  @Test("A passkey that has checked its owner signs in without name and password; another does not")
  func alone() async throws {
    let test = try test()
    try await test.run { browser in
      var stub = Self.stub()
      let staff = try browser.as(.staff("site-a"))
      let page = try await staff.post("/staff/passkeys/new", ["password": Self.password, "label": "x"])
      let handle = try #require((try Self.wish(page)["user"] as? [String: Any])?["id"] as? String)
      #expect(!Data(Secret.bytes(base64URL: handle) ?? []).contains(Data("site-a".utf8)))
      _ = try await add(stub, staff)
      var stranger = browser
      stranger.visit = Secret.token()
      func fresh() async throws -> String {
        let wish = try Self.wish(try await stranger.get("/staff/sign-in"))
        #expect(wish["userVerification"] as? String == "required")
        return try #require(wish["challenge"] as? String)
      }
      stub.counter = 2
      #expect(try await answer(stranger, stub, fresh(), as: "").status == .unauthorized, "no handle")
      #expect(try await answer(stranger, Self.stub(9), fresh(), as: "", handle: handle).status == .unauthorized)
      stub.flags = 0x01
      let unverified = try await answer(stranger, stub, fresh(), as: "", handle: handle)
      #expect(unverified.status == .unauthorized && unverified.text.contains("has not checked who you are"))
      stub.flags = 0x05
      let challenge = try await fresh()
      #expect(try await answer(stranger, stub, challenge, as: "", handle: handle).location == "/staff")
      stub.counter = 3
      #expect(try await answer(stranger, stub, challenge, as: "", handle: handle).status == .unauthorized)
    }
  }

  @Test("The owner removes a passkey with the password, an admin resets all")
  func removing() async throws {
    let test = try test()
    try await test.run { browser in
      var staff = try browser.as(.staff("site-a"))
      staff.visit = Self.cookie(try await add(Self.stub(), staff))
      let second = try await add(Self.stub(2), staff)
      #expect(second.location == "/staff/passkeys")
      staff.visit = Self.cookie(second)
      let wrong = try await staff.post("/staff/passkeys/remove", ["password": "x", "id": "AgID"])
      #expect(wrong.status == .unauthorized)
      let removed = try await staff.post("/staff/passkeys/remove", ["password": Self.password, "id": "AgID"])
      #expect(removed.location == "/staff/passkeys")
      #expect(try test.store.passkeys(of: "site-a").map(\.id) == [[1, 2, 3]])
      let admin = try browser.as(.staff("admin"))
      #expect(try await admin.post("/staff/people/second-factor", ["name": "site-a"]).location == "/staff/people")
      #expect(try test.store.passkeys(of: "site-a").isEmpty)
    }
  }

  @Test("Answers that are cut off or no base64url are refused", arguments: ["", "=", "AQ==", "A", "AR", "+/"])
  func malformed(text: String) async throws {
    #expect(Secret.bytes(base64URL: text)?.isEmpty ?? true)
    let test = try test()
    try await test.run { browser in
      let staff = try browser.as(.staff("site-a"))
      let fields: KeyValuePairs = ["label": "x", "clientData": text, "attestation": text]
      #expect(try await staff.post("/staff/passkeys", fields).status == .unauthorized)
      let cut: KeyValuePairs = ["label": "x", "clientData": "e30", "attestation": "ow"]
      #expect(try await staff.post("/staff/passkeys", cut).status == .unauthorized)
    }
  }

  @Test(
    "Where the portal's address is not set, or is a number, no passkey is asked for",
    arguments: [nil, "http://127.0.0.1:80"])
  func off(origin: String?) async throws {
    let test = try test(origin: origin)
    try await test.run { browser in
      let staff = try browser.as(.staff("site-a"))
      #expect(try await staff.get("/staff/passkeys").text.contains("takes no new passkeys"))
      #expect(try await staff.post("/staff/passkeys/new", ["password": Self.password]).status == .notFound)
      #expect(try await !browser.get("/staff/sign-in").text.contains("data-passkey"))
    }
  }

  @Test("An address is a scheme and a host, and the usual port is left out") func origins() {
    for (text, origin) in [
      ("https://Review.Example.cn/", "https://review.example.cn"), ("https://a.cn:443", "https://a.cn"),
      ("https://a.cn:8443", "https://a.cn:8443"), ("http://localhost:8080", "http://localhost:8080"),
      ("http://127.0.0.1:8080", "http://127.0.0.1:8080"), ("http://a.localhost", "http://a.localhost"),
    ] { #expect(PortalOrigin(text)?.text == origin) }
    #expect(PortalOrigin("https://[::1]:8443")?.site == nil && PortalOrigin("https://192.0.2.1")?.site == nil)
    for text in [
      "", "a.cn", "http://a.cn", "https://", "https://a.cn/x", "https://a.cn?x", "https://a.cn#x", "https://u@a.cn",
      "https://考试.cn", "ftp://a.cn", "https://a.cn:0", "https://a.cn:99999", "https://a cn", "http://localhost.cn",
    ] { #expect(PortalOrigin(text) == nil, "\(text)") }
  }

  @Test("Every text of base64url stands for its own bytes only") func base64() {
    for bytes in [[], [0], [255, 254], [1, 2, 3], [1, 2, 3, 4]] as [[UInt8]] {
      #expect(Secret.bytes(base64URL: Secret.base64URL(bytes)) == bytes)
    }
  }
}
