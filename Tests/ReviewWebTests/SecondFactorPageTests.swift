import Foundation
import HTTPTypes
import HummingbirdTesting
import Testing

@testable import ReviewStore
@testable import ReviewWeb

@Suite("Two-factor sign-in", .timeLimit(.minutes(20))) struct SecondFactorPageTests {
  private static let password = "the first one"
  private static let secret = SecondFactorSecret(Array("12345678901234567890".utf8))!

  /// A portal that asks staff for a second factor, or only offers it.
  private func test(isRequired: Bool = false) throws -> TestPortal {
    var options = PortalOptions()
    options.isSecondFactorRequired = isRequired
    let test = try TestPortal(options: options)
    try test.store.setPassword(Self.password, of: "site-a", isOwn: true)
    return test
  }

  /// The code that an app with a secret shows now.
  private static func code(_ secret: SecondFactorSecret, _ test: TestPortal) -> String {
    TimeCode.code(of: secret.bytes, at: TimeCode.step(at: test.clock.now))
  }

  private static func code(_ test: TestPortal) -> String { code(secret, test) }

  /// The value of a hidden field.
  private static func field(_ name: String, of page: TestResponse) -> String {
    let parts = page.text.components(separatedBy: "name=\"\(name)\" value=\"")
    return parts.count > 1 ? String(parts[1].prefix { $0 != "\"" }) : ""
  }

  private static func cookie(_ response: TestResponse) -> String? {
    response.headers[values: .setCookie].first { $0.hasPrefix("visit=") }.map { String($0.dropFirst(6).prefix(43)) }
  }

  /// Sends the password, and then the code.
  private func signIn(_ browser: TestVisitor, code: String, waiting seconds: Int = 0) async throws -> TestResponse {
    let page = try await browser.post("/staff/sign-in", ["name": "site-a", "password": Self.password])
    #expect(page.status == .ok && page.text.contains("/staff/sign-in/code"))
    #expect(Self.cookie(page) == nil && !page.text.contains(Self.password))
    browser.portal.clock.advance(seconds: seconds)
    return try await browser.post(
      "/staff/sign-in/code",
      ["name": "site-a", "until": Self.field("until", of: page), "proof": Self.field("proof", of: page), "code": code])
  }

  @Test("Where it is required, nothing else works before it is set up: on pages and for programs")
  func required() async throws {
    let test = try test(isRequired: true)
    try await test.run { browser in
      let staff = try browser.as(.staff("site-a"))
      for path in ["/staff", "/staff/registrations", "/staff/password", "/staff/applications/T-0001"] {
        #expect(try await staff.get(path).location == "/staff/second-factor", "\(path)")
      }
      #expect(try await staff.post("/staff/next").location == "/staff/second-factor")
      let program = try await staff.program(.get, "/api/v1/review/queue", "")
      #expect(program.status == .forbidden && program.text.contains("second-factor-missing"))

      let page = try await staff.get("/staff/second-factor")
      #expect(page.text.contains("<svg class=\"qr\"") && !page.text.contains("/staff/registrations"))
      let offered = try #require(page.text.split(separator: "id=\"secret\">").last).prefix { $0 != "<" }
      let text = offered.filter { $0 != " " }
      let again = try await staff.get("/staff/second-factor")
      #expect(again.text.contains(offered), "the secret stays the same within a visit")
      let bytes = test.portal.desk.authentication.forgery.signer.bytes(of: staff.visit ?? "", for: "second factor")
      let secret = try #require(SecondFactorSecret(Array(bytes.prefix(20))))
      #expect(secret.text == text)

      let wrong = try await staff.post("/staff/second-factor", ["code": "12345"])
      #expect(wrong.status == .unauthorized && wrong.text.contains("id=\"code-error\""))
      let done = try await staff.post("/staff/second-factor", ["code": Self.code(secret, test)])
      #expect(done.status == .ok && done.text.components(separatedBy: "<li><code>").count == 11)
      #expect(try await staff.get("/staff").status == .seeOther, "the visit goes on with another cookie")
      var now = browser
      now.visit = Self.cookie(done)
      #expect(try await now.get("/staff").status == .ok)
      #expect(try await now.get("/staff/second-factor").text.contains("Recovery codes left: 10."))
    }
  }

  @Test("Where it is on, the password alone opens nothing, and a code is taken once")
  func signingIn() async throws {
    let test = try test()
    let codes = try test.store.turnOnSecondFactor(of: "site-a", Self.secret, code: Self.code(test)).recoveryCodes
    try await test.run { browser in
      var stranger = browser
      stranger.visit = Secret.token()
      let used = try await signIn(stranger, code: Self.code(test))
      #expect(used.status == .unauthorized && used.text.contains("id=\"code-error\""))
      test.clock.advance(seconds: 60)
      let fresh = Self.code(test)
      let done = try await signIn(stranger, code: fresh)
      #expect(done.location == "/staff")
      var staff = browser
      staff.visit = Self.cookie(done)
      #expect(try await staff.get("/staff").status == .ok)
      #expect(try await signIn(stranger, code: fresh).status == .unauthorized)
      #expect(try await signIn(stranger, code: codes[3]).location == "/staff")
      #expect(try await signIn(stranger, code: codes[3]).status == .unauthorized)
    }
  }

  @Test("The second step is bound to the first: its browser, its person, its password and five minutes")
  func proof() async throws {
    let test = try test()
    let codes = try test.store.turnOnSecondFactor(of: "site-a", Self.secret, code: Self.code(test)).recoveryCodes
    _ = try test.store.turnOnSecondFactor(of: "admin", Self.secret, code: Self.code(test))
    try await test.run { browser in
      var stranger = browser
      stranger.visit = Secret.token()
      #expect(try await signIn(stranger, code: codes[0], waiting: 301).location == "/staff/sign-in?why=late")
      let page = try await stranger.post("/staff/sign-in", ["name": "site-a", "password": Self.password])
      let (until, proof) = (Self.field("until", of: page), Self.field("proof", of: page))
      func send(_ visitor: TestVisitor, _ name: String, _ until: String) async throws -> String? {
        try await visitor.post(
          "/staff/sign-in/code", ["name": name, "until": until, "proof": proof, "code": codes[0]]
        ).location
      }
      var other = browser
      other.visit = Secret.token()
      let late = "/staff/sign-in?why=late"
      #expect(try await send(other, "site-a", until) == late)
      #expect(try await send(stranger, "admin", until) == late)
      #expect(try await send(stranger, "site-a", until + "0") == late)
      #expect(try await stranger.get(late).text.contains("took too long"))
      try test.store.setPassword("the second one", of: "site-a", isOwn: true)
      #expect(try await send(stranger, "site-a", until) == late)
      #expect(try test.store.recoveryCodesLeft(of: "site-a") == 10)
    }
  }

  @Test("Wrong codes are slowed down, and the right password does not empty their bucket")
  func throttle() async throws {
    let test = try test()
    let codes = try test.store.turnOnSecondFactor(of: "site-a", Self.secret, code: Self.code(test)).recoveryCodes
    try await test.run { browser in
      var stranger = browser
      stranger.visit = Secret.token()
      for _ in 0..<5 { #expect(try await signIn(stranger, code: "000").status == .unauthorized) }
      let late = try await signIn(stranger, code: codes[0])
      #expect(late.status == .tooManyRequests && late.headers[.retryAfter] != nil)
      #expect(try test.store.recoveryCodesLeft(of: "site-a") == 10)
    }
  }

  @Test("Programs send the code with the password")
  func programs() async throws {
    let test = try test()
    let codes = try test.store.turnOnSecondFactor(of: "site-a", Self.secret, code: Self.code(test)).recoveryCodes
    try await test.run { browser in
      func send(_ code: String) async throws -> TestResponse {
        try await browser.program(
          .post, "/api/v1/sessions", #"{"staff":"site-a","password":"\#(Self.password)"\#(code)}"#)
      }
      let missing = try await send("")
      #expect(missing.status == .unauthorized && missing.text.contains("code-missing"))
      #expect(try await send(#","code":"000000000""#).text.contains("wrong-secret"))
      #expect(try await send(#","code":"\#(codes[0])""#).status == .created)
      let admin = try browser.as(.staff("admin"))
      let path = "/api/v1/office/staff/site-a/reset-second-factor"
      #expect(try await admin.program(.post, path, "").status == .ok)
      #expect(try await send("").status == .created)
    }
  }

  @Test("The owner makes new recovery codes and turns it off with a code; an admin resets it")
  func managing() async throws {
    let test = try test()
    _ = try test.store.turnOnSecondFactor(of: "site-a", Self.secret, code: Self.code(test))
    try await test.run { browser in
      let staff = try browser.as(.staff("site-a"))
      let page = try await staff.get("/staff/second-factor", [.acceptLanguage: "zh"])
      #expect(page.text.contains("formaction=\"/staff/second-factor/off\""))
      let refused = try await staff.post("/staff/second-factor/codes", ["code": "1"])
      #expect(refused.status == .unauthorized && refused.text.contains("id=\"code-error\""))
      test.clock.advance(seconds: 60)
      let renewed = try await staff.post("/staff/second-factor/codes", ["code": Self.code(test)])
      let code = try #require(renewed.text.components(separatedBy: "<li><code>").last).prefix(14)
      let off = try await staff.post("/staff/second-factor/off", ["code": String(code)])
      #expect(off.location == "/staff/second-factor")
      #expect(try await staff.get("/staff").status == .seeOther)
      var now = browser
      now.visit = Self.cookie(off)
      #expect(try await now.get("/staff/second-factor").text.contains("Two-factor sign-in is off."))

      _ = try test.store.turnOnSecondFactor(of: "site-a", Self.secret, code: Self.code(test))
      let admin = try browser.as(.staff("admin"))
      #expect(try await admin.get("/staff/people").text.contains("Reset second factor"))
      #expect(try await admin.post("/staff/people/second-factor", ["name": "site-a"]).location == "/staff/people")
      #expect(try await !admin.get("/staff/people").text.contains("/staff/people/second-factor"))
    }
  }

  @Test("A QR code has the three finder patterns, the quiet zone and one rectangle for each run")
  func qr() throws {
    let code = try QRCode(Self.secret.address(account: "site-a", issuer: "测试考区"))
    #expect(code.side >= 21 && (code.side - 17) % 4 == 0 && code.isDark.count == code.side * code.side)
    for (row, column) in [(0, 0), (0, code.side - 7), (code.side - 7, 0)] {
      for place in 0..<49 {
        let (y, x) = (place / 7, place % 7)
        let ring = min(x, y, 6 - x, 6 - y)
        #expect(code.isDark[(row + y) * code.side + column + x] == (ring != 1))
      }
    }
    let svg = code.svg(label: "x").markup
    #expect(svg.contains("viewBox=\"0 0 \(code.side + 8) \(code.side + 8)\"") && svg.contains("d=\"M4 4h7v1h-7z"))
    #expect(throws: QRCode.Failed.self) { try QRCode(String(repeating: "x", count: 3000)) }
  }
}
