import Foundation
import HTTPTypes
import HummingbirdTesting
import Testing

@testable import ReviewStore
@testable import ReviewWeb

@Suite("Sessions", .timeLimit(.minutes(20))) struct SessionTests {
  @Test("A session ends after a time without use, and the page says so")
  func expiry() async throws {
    let test = try TestPortal()
    try await test.run { browser in
      let candidate = try browser.as(.candidate(TestPortal.first))
      test.clock.advance(seconds: 29 * 60)
      #expect(try await candidate.get("/materials").status == .ok)
      test.clock.advance(seconds: 29 * 60)
      #expect(try await candidate.get("/materials").status == .ok, "use renews it")
      test.clock.advance(seconds: 31 * 60)
      #expect(try await candidate.get("/materials").location == "/sign-in?why=expired")
      #expect(try await candidate.get("/sign-in?why=expired").text.contains("What you had uploaded is kept"))
    }
  }

  @Test(
    "After a restart, a person who was signed in is told that nothing saved is lost; others are told nothing"
  )
  func again() async throws {
    let test = try TestPortal()
    try await test.run { browser in
      for (path, door) in [("/materials", "/sign-in"), ("/staff", "/staff/sign-in")] {
        #expect(try await browser.get(path).location == door)
        let known = try await browser.get(path, [.cookie: "known=x"])
        #expect(known.location == door + "?why=again")
        #expect(try await browser.get(door + "?why=again").text.contains("What was saved is kept"))
      }
    }
  }

  @Test("A session ends after twelve hours, however it is used")
  func longest() async throws {
    let test = try TestPortal()
    try await test.run { browser in
      let staff = try browser.as(.staff("admin"))
      for _ in 0..<12 {
        #expect(try await staff.get("/staff").status == .ok)
        test.clock.advance(seconds: 3601)
      }
      #expect(try await staff.get("/staff").location == "/staff/sign-in?why=expired")
    }
  }

  @Test("Disabling, a new password and erasing end sessions at once")
  func revocation() async throws {
    let test = try TestPortal()
    try await test.run { browser in
      let first = try browser.as(.staff("site-a"))
      let second = try browser.as(.staff("region"))
      let candidate = try browser.as(.candidate(TestPortal.first))
      try test.store.disableStaff("site-a")
      try test.store.database.maintain {
        try $0.execute(sql: "UPDATE staff SET password = 'another' WHERE name = 'region'")
      }
      try test.store.erase(TestPortal.first, as: "admin")
      #expect(try await first.get("/staff").status == .seeOther)
      #expect(try await second.get("/staff").status == .seeOther)
      #expect(try await candidate.get("/materials").status == .seeOther)
    }
  }

  @Test("Signing out ends the session, and its cookie gives no access any more")
  func signOut() async throws {
    let test = try TestPortal()
    try await test.run { browser in
      let candidate = try browser.as(.candidate(TestPortal.first))
      _ = try await candidate.post("/sign-out")
      #expect(try await candidate.get("/materials").status == .seeOther)
    }
  }

  @Test("The first sign-in takes number, last six characters and code, once; later ones take the password")
  func firstTime() async throws {
    let test = try TestPortal()
    try test.store.database.maintain { try $0.execute(sql: "DELETE FROM credential") }
    let (code, _) = try test.store.makeCode(for: TestPortal.first)
    try await test.run { browser in
      var stranger = browser
      stranger.visit = Secret.token()
      func fields(_ lastSix: String) -> KeyValuePairs<String, String> {
        [
          "registration": TestPortal.first.rawValue, "lastSix": lastSix, "code": code, "password": "eight or more",
          "again": "eight or more",
        ]
      }
      #expect(try await stranger.post("/first-time", fields("000000")).status == .unauthorized)
      let came = try await stranger.post("/first-time", fields("01121x"))
      #expect(came.status == .seeOther, "the code survived the wrong last six")
      let cookies = came.headers[values: .setCookie]
      #expect(cookies.contains { $0.hasPrefix("visit=") && $0.contains("HttpOnly") && $0.contains("SameSite=Lax") })
      #expect(!cookies.contains { $0.contains(stranger.visit ?? "") }, "the cookie is another than before")
      #expect(try await stranger.post("/first-time", fields("01121X")).status == .unauthorized, "once only")
      let again = try await stranger.post(
        "/sign-in", ["registration": "\(TestPortal.first)", "password": "eight or more"])
      #expect(again.location == "/materials")
    }
  }

  @Test("Staff can change their own password, which ends their other sessions")
  func ownPassword() async throws {
    let test = try TestPortal()
    try test.store.setPassword("the first one", of: "site-a", isOwn: true)
    try await test.run { browser in
      let here = try browser.as(.staff("site-a"))
      let elsewhere = try browser.as(.staff("site-a"))
      func change(_ now: String, _ password: String, _ again: String) async throws -> TestResponse {
        try await here.post("/staff/password", ["now": now, "password": password, "again": again])
      }
      #expect(try await change("the first one", "short", "short").status == .unprocessableContent)
      #expect(try await change("the first one", "eight or more", "another one").status == .unprocessableContent)
      #expect(try await change("not the first one", "eight or more", "eight or more").status == .unauthorized)
      let changed = try await change("the first one", "eight or more", "eight or more")
      #expect(changed.location == "/staff")
      #expect(try await elsewhere.get("/staff").status == .seeOther)
      var again = browser
      again.visit = changed.headers[values: .setCookie].first { $0.hasPrefix("visit=") }
        .map { String($0.dropFirst(6).prefix(43)) }
      #expect(try await again.get("/staff").text.contains("Your password is changed"))
      var actors: [String] = []
      try test.store.eachAuditEntry(of: "site-a") { if $0.action == "staff-password" { actors.append($0.actor) } }
      #expect(actors.last == "site-a")
    }
  }

  @Test("A password that somebody else has set, or that is too old, is changed before anything else") func due()
    async throws
  {
    var options = PortalOptions()
    options.passwordDays = 90
    let test = try TestPortal(options: options)
    try test.store.setPassword("the first one", of: "site-a", by: "admin")
    try await test.run { browser in
      var staff = try browser.as(.staff("site-a"))
      func change(_ now: String, _ password: String) async throws -> TestResponse {
        try await staff.post("/staff/password", ["now": now, "password": password, "again": password])
      }
      func expectDoor(_ words: String) async throws {
        for path in ["/staff", "/staff/registrations", "/staff/sessions"] {
          #expect(try await staff.get(path).location == "/staff/password", "\(path)")
        }
        #expect(try await staff.post("/staff/next").location == "/staff/password")
        let program = try await staff.program(.get, "/api/v1/review/queue", "")
        #expect(program.status == .forbidden && program.text.contains("password-due"))
        #expect(try await staff.get("/staff/password").text.contains(words))
      }
      try await expectDoor("set by somebody else")
      let same = try await change("the first one", "the first one")
      #expect(same.status == .unprocessableContent && same.text.contains("id=\"new-password-error\""))
      #expect(same.text.contains("last 5 passwords"))
      let done = try await change("the first one", "quite another one")
      #expect(done.location == "/staff")
      staff.visit = done.headers[values: .setCookie].first { $0.hasPrefix("visit=") }
        .map { String($0.dropFirst(6).prefix(43)) }
      #expect(try await staff.get("/staff").status == .ok)
      test.clock.advance(seconds: 90 * 86_400)
      staff = try browser.as(.staff("site-a"))
      try await expectDoor("too old")
      #expect(try await change("quite another one", "a third and new one").location == "/staff")
    }
  }

  @Test("A candidate changes the password with the present one, which ends other sessions, on the page and by program")
  func candidatesPassword() async throws {
    let test = try TestPortal()
    try test.store.database.maintain { try $0.execute(sql: "DELETE FROM credential") }
    let (code, _) = try test.store.makeCode(for: TestPortal.first)
    _ = try test.store.comeIn(TestPortal.first, lastSix: "01121X", code: code, password: "the first one")
    let number = TestPortal.first
    try await test.run { browser in
      let here = try browser.as(.candidate(number))
      let elsewhere = try browser.as(.candidate(number))
      func change(_ now: String, _ password: String, _ again: String) async throws -> TestResponse {
        try await here.post("/password", ["now": now, "password": password, "again": again])
      }
      let wrong = try await change("not the first one", "eight or more", "eight or more")
      #expect(wrong.status == .unauthorized && wrong.text.contains("id=\"now-error\""))
      let different = try await change("the first one", "eight or more", "another one")
      #expect(different.status == .unprocessableContent && different.text.contains("id=\"again-error\""))
      for answer in [wrong, different] { #expect(!answer.text.contains("eight or more")) }
      let changed = try await change("the first one", "eight or more", "eight or more")
      #expect(changed.location == "/materials")
      #expect(try await elsewhere.get("/materials").status == .seeOther)

      let body = #"{"current":"eight or more","password":"nine and more"}"#
      let program = try browser.as(.candidate(number))
      let again = try await program.program(.post, "/api/v1/application/password", body)
      #expect(again.status == .ok && again.text.contains("\"token\""), "\(again.text)")
      #expect(try await program.program(.get, "/api/v1/application", "").status == .unauthorized)
      let old = try await browser.program(.post, "/api/v1/application/password", body)
      #expect(old.status == .unauthorized)
      let signedIn = try await browser.program(
        .post, "/api/v1/sessions", #"{"registration":" ｔ－0001 ","password":"nine and more"}"#)
      #expect(signedIn.status == .created, "\(signedIn.text)")

      var entries: [AuditEntry] = []
      try test.store.eachAuditEntry(of: number.rawValue) { if $0.action == "password-change" { entries.append($0) } }
      #expect(entries.map(\.actor) == ["candidate", "candidate"])
      // The audit finds a password that was changed past the rules.
      try test.store.database.maintain { try $0.execute(sql: "UPDATE credential SET password = 'x'") }
      #expect(try test.store.verify().problems.contains { $0.kind == .audit })
    }
  }

  @Test("The link to the other language never leads to another site")
  func redirects() async throws {
    let test = try TestPortal()
    try await test.run { browser in
      for back in ["//evil.example", "https://evil.example", "/\\evil.example", "/a%0D%0ASet-Cookie:x=y"] {
        let answer = try await browser.get("/language?to=zh&back=\(back)")
        #expect(answer.location == "/", "\(back)")
      }
      #expect(try await browser.get("/language?to=zh&back=/first-time").location == "/first-time")
    }
  }
}

@Suite("Secrets", .timeLimit(.minutes(20))) struct SecretTests {
  @Test("Bytes of any length are encoded as base64url", arguments: [0, 1, 2, 3, 31, 32, 33])
  func base64URL(count: Int) {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 97 &+ 251) }
    let expected = Data(bytes).base64EncodedString()
      .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    #expect(Secret.base64URL(bytes) == expected)
    #expect(Secret.token().count == 43 && Secret.token() != Secret.token())
  }
}
