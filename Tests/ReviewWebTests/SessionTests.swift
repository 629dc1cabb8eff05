import Foundation
import HTTPTypes
import Testing

@testable import ReviewStore
@testable import ReviewWeb

@Suite("Sessions") struct SessionTests {
  @Test("A visit ends after a time without use, and the page says so")
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

  @Test("No use renews a visit beyond twelve hours")
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

  @Test("Disabling, a new password and erasing end visits at once, whoever did it")
  func revocation() async throws {
    let test = try TestPortal()
    try await test.run { browser in
      let first = try browser.as(.staff("site-a"))
      let second = try browser.as(.staff("region"))
      let candidate = try browser.as(.candidate(TestPortal.first))
      try test.store.disableStaff("site-a")
      try test.store.database.write { try $0.run("UPDATE staff SET password = 'another' WHERE name = 'region'") }
      try test.store.erase(TestPortal.first, as: "admin")
      #expect(try await first.get("/staff").status == .seeOther)
      #expect(try await second.get("/staff").status == .seeOther)
      #expect(try await candidate.get("/materials").status == .seeOther)
    }
  }

  @Test("Signing out ends the visit, and its cookie opens nothing any more")
  func signOut() async throws {
    let test = try TestPortal()
    try await test.run { browser in
      let candidate = try browser.as(.candidate(TestPortal.first))
      _ = try await candidate.post("/sign-out")
      #expect(try await candidate.get("/materials").status == .seeOther)
    }
  }

  @Test("The first time takes number, last six and code, once; then the password does")
  func firstTime() async throws {
    let test = try TestPortal()
    try test.store.database.write { try $0.run("DELETE FROM credential") }
    let (code, _) = try test.store.makeCode(for: TestPortal.first)
    try await test.run { browser in
      var stranger = browser
      stranger.visit = Secret.token()
      func fields(_ lastSix: String) -> KeyValuePairs<String, String> {
        [
          "registration": TestPortal.first, "lastSix": lastSix, "code": code, "password": "eight or more",
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
      let again = try await stranger.post("/sign-in", ["registration": TestPortal.first, "password": "eight or more"])
      #expect(again.location == "/materials")
    }
  }

  @Test("The language's way back leads to no other site")
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

@Suite("Sign-in throttling") struct SignInThrottleTests {
  @Test("Wrong guesses from one address soon have to wait, and are forgotten again")
  func pair() {
    let throttle = SignInThrottle()
    for _ in 0..<5 { throttle.fail(account: "a", address: "1.2.3.4", at: 0) }
    #expect(throttle.wait(account: "a", address: "1.2.3.4", isKnown: false, at: 0) == 60)
    #expect(throttle.wait(account: "b", address: "1.2.3.4", isKnown: false, at: 0) == 0)
    #expect(throttle.wait(account: "a", address: "1.2.3.4", isKnown: false, at: 61) == 0)
  }

  @Test("Whoever guesses from many addresses keeps out strangers, not the owner's device, and only meanwhile")
  func account() {
    let throttle = SignInThrottle()
    for address in 0..<1000 { throttle.fail(account: "a", address: "10.0.\(address / 250).\(address % 250)", at: 0) }
    #expect(throttle.wait(account: "a", address: "1.2.3.4", isKnown: false, at: 0) == 20)
    #expect(throttle.wait(account: "a", address: "1.2.3.4", isKnown: true, at: 0) == 0)
    #expect(throttle.wait(account: "a", address: "1.2.3.4", isKnown: false, at: 21) == 0)
  }

  @Test("Too many wrong passwords are answered 429 with a time to come back")
  func portal() async throws {
    let test = try TestPortal()
    try await test.run { browser in
      var stranger = browser
      stranger.visit = Secret.token()
      for _ in 0..<5 {
        test.portal.desk.throttle.fail(
          account: "staff admin", address: "", at: Double(test.clock.now.milliseconds) / 1000)
      }
      let answer = try await stranger.post("/staff/sign-in", ["name": "admin", "password": "wrong"])
      #expect(answer.status == .tooManyRequests && answer.headers[.retryAfter] == "60")
    }
  }
}
