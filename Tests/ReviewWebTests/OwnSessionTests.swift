import Foundation
import HTTPTypes
import HummingbirdTesting
import Logging
import NIOCore
import Synchronization
import Testing

@testable import ReviewStore
@testable import ReviewWeb

@Suite("Own sessions", .timeLimit(.minutes(20))) struct OwnSessionTests {
  private static let password = "the first one"
  private static let firefox = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0"

  private func test() throws -> TestPortal {
    let test = try TestPortal()
    try test.store.setPassword(Self.password, of: "site-a", isOwn: true)
    return test
  }

  /// A browser that keeps its cookies, as real ones do.
  private final class Jar: Sendable {
    let client: any TestClientProtocol
    let portal: TestPortal
    private let cookies = Mutex<[String: String]>(["visit": Secret.token(), "language": "en"])
    private let agent: String

    init(_ visitor: TestVisitor, agent: String = OwnSessionTests.firefox) {
      (client, portal, self.agent) = (visitor.client, visitor.portal, agent)
    }

    var visit: String { cookies.withLock { $0["visit"] ?? "" } }
    func drop(_ name: String) { cookies.withLock { $0[name] = nil } }

    func get(_ path: String) async throws -> TestResponse { try await send(.get, path, nil) }

    func post(_ path: String, _ fields: KeyValuePairs<String, String> = [:]) async throws -> TestResponse {
      let text = fields.map { "\($0.key.percentEncoded)=\($0.value.percentEncoded)" }
      return try await send(.post, path, (text + ["token=\(portal.token(visit))"]).joined(separator: "&"))
    }

    func signIn() async throws {
      let answer = try await post("/staff/sign-in", ["name": "site-a", "password": OwnSessionTests.password])
      #expect(answer.location == "/staff")
    }

    private func send(_ method: HTTPRequest.Method, _ path: String, _ body: String?) async throws -> TestResponse {
      var headers: HTTPFields = [.userAgent: agent]
      headers[.cookie] = cookies.withLock { $0.map { "\($0.key)=\($0.value)" }.joined(separator: "; ") }
      if body != nil { headers[.contentType] = "application/x-www-form-urlencoded" }
      let answer = try await client.execute(
        uri: path, method: method, headers: headers, body: body.map { ByteBuffer(string: $0) })
      for field in answer.headers[values: .setCookie] {
        let pair = field.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1).map(String.init)
        if pair.count == 2 { cookies.withLock { $0[pair[0]] = pair[1] } }
      }
      return answer
    }
  }

  private static func ids(_ page: TestResponse) -> [String] {
    page.text.components(separatedBy: "name=\"id\" value=\"").dropFirst().map { String($0.prefix { $0 != "\"" }) }
  }

  @Test("The page lists where one is signed in and ends one or all others, never the one that asks") func page()
    async throws
  {
    let test = try test()
    try await test.run { browser in
      let (here, there, third) = (
        Jar(browser), Jar(browser, agent: "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0) Version/17.0 Mobile Safari/604.1"),
        Jar(browser)
      )
      for jar in [here, there, third] { try await jar.signIn() }
      let stranger = try browser.as(.staff("region"))
      let page = try await here.get("/staff/sessions")
      #expect(page.text.contains("Safari on iOS") && page.text.contains("Firefox on Windows"))
      #expect(page.text.components(separatedBy: "this one").count == 2)
      let ids = Self.ids(page)
      #expect(ids.count == 2)
      for token in [here.visit, there.visit] { #expect(!page.text.contains(token)) }

      // Somebody else's session cannot be ended, nor one that is not there.
      #expect(try await stranger.post("/staff/sessions/end", ["id": ids[0]]).status == .seeOther)
      #expect(try await Self.ids(here.get("/staff/sessions")) == ids)
      #expect(try await here.post("/staff/sessions/end", ["id": ids[0]]).location == "/staff/sessions")
      #expect(try await here.get("/staff/sessions").text.contains("Sessions ended: 1."))
      let left = try await [there.get("/staff").status, third.get("/staff").status]
      #expect(Set(left) == [.ok, .seeOther])
      #expect(try await here.post("/staff/sessions/others").status == .seeOther)
      for jar in [there, third] { #expect(try await jar.get("/staff").status == .seeOther) }
      #expect(try await Self.ids(here.get("/staff/sessions")).isEmpty)
      #expect(try await stranger.get("/staff").status == .ok)
    }
  }

  @Test("A new browser is told to the person's other sessions, to the next sign-in elsewhere, and in the log")
  func told()
    async throws
  {
    let test = try test()
    try await test.run { browser in
      let (home, office, thief) = (Jar(browser), Jar(browser), Jar(browser, agent: "Chrome/120 Windows"))
      let words = "signed in to with a browser not seen before"
      try await home.signIn()
      #expect(try await !home.get("/staff").text.contains("signed in with this browser before"), "the very first")
      try await office.signIn()
      #expect(try await office.get("/staff").text.contains("have not signed in with this browser before"))
      let page = try await home.get("/staff")
      #expect(page.text.contains("\(words): Firefox on Windows"))
      #expect(try await !home.get("/staff").text.contains(words), "once")
      _ = try await home.post("/sign-out")
      _ = try await office.post("/sign-out")
      try await home.signIn()
      _ = try await home.get("/staff")
      _ = try await home.post("/sign-out")

      try await thief.signIn()
      _ = try await thief.get("/staff")
      _ = try await thief.post("/sign-out")
      try await thief.signIn()
      #expect(
        try await !thief.get("/staff").text.contains(words), "the thief does not read what is meant for the owner")
      try await home.signIn()
      #expect(try await home.get("/staff").text.contains("\(words): Chrome on Windows"))
      // An update of the program does not make known browsers new.
      home.drop("browser")
      try await home.signIn()
      #expect(try await !home.get("/staff").text.contains("signed in with this browser before"))

      var kinds: [String] = []
      try test.store.eachAuditEntry(of: "site-a") { entry in
        if entry.action == "sign-in-browser" { kinds += entry.news.map(\.text) }
      }
      #expect(kinds == ["browser=firefox-windows", "browser=firefox-windows", "browser=chrome-windows"])
    }
  }

  @Test("Programs list and end sessions, and a program at a new address is told") func programs() async throws {
    let test = try test()
    try await test.run { browser in
      let home = Jar(browser)
      try await home.signIn()
      let signIn = try await browser.program(
        .post, "/api/v1/sessions", "{\"staff\":\"site-a\",\"password\":\"\(Self.password)\"}")
      let token = try #require(signIn.text.components(separatedBy: "\"token\":\"").last?.prefix { $0 != "\"" })
      #expect(try await home.get("/staff").text.contains("not seen before: a program by the API"))
      var program = browser
      program.visit = String(token)
      struct Listed: Decodable {
        struct One: Decodable {
          var id: String
          var browser: String?
          var current: Bool
        }
        var sessions: [One]
      }
      let listed = try await program.program(.get, "/api/v1/sessions", "")
      let sessions = try JSONDecoder().decode(Listed.self, from: Data(buffer: listed.body)).sessions
      #expect(Set(sessions.map { "\($0.browser ?? "") \($0.current)" }) == ["api-other true", "firefox-windows false"])
      let (own, other) = (sessions.first { $0.current }?.id ?? "", sessions.first { !$0.current }?.id ?? "")
      #expect(try await program.program(.delete, "/api/v1/sessions/\(own)", "").status == .notFound)
      #expect(try await program.program(.delete, "/api/v1/sessions/\(other)", "").text == "{\"ended\":1}")
      #expect(try await home.get("/staff").status == .seeOther)
      #expect(try await program.program(.post, "/api/v1/sessions/end-others", "").text == "{\"ended\":0}")
      let candidate = try browser.as(.candidate(TestPortal.first))
      #expect(try await candidate.program(.get, "/api/v1/sessions", "").status == .unauthorized)
    }
  }

  @Test("Each role has its own time without use, and twelve hours end all") func idle() async throws {
    var options = PortalOptions()
    options.lifetimes.staffIdle = 20 * 60
    options.lifetimes.idleByRole = [.admin: 10 * 60, .region: 40 * 60]
    let test = try TestPortal(options: options)
    try await test.run { browser in
      let staff = try ["site-a", "admin", "region"].map { try browser.as(.staff($0)) }
      let candidate = try browser.as(.candidate(TestPortal.first))
      func alive(after minutes: Int) async throws -> [Bool] {
        test.clock.advance(seconds: minutes * 60)
        var alive: [Bool] = []
        for visitor in staff { alive.append(try await visitor.get("/staff/sessions").status == .ok) }
        return alive + [try await candidate.get("/materials").status == .ok]
      }
      #expect(try await alive(after: 9) == [true, true, true, true])
      #expect(try await alive(after: 11) == [true, false, true, true])
      #expect(try await alive(after: 21) == [false, false, true, true])
      #expect(try await alive(after: 41) == [false, false, false, false])
    }
  }

  @Test(
    "A browser is recognized by the names that it sends",
    arguments: [
      (firefox, "firefox-windows"),
      ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/120.0 Safari/537.36 Edg/120.0", "edge-windows"),
      ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15) AppleWebKit/605 Version/17 Safari/605", "safari-mac"),
      (
        "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537 Chrome/120 Mobile Safari/537 MicroMessenger/8.0",
        "wechat-android"
      ),
      ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/120.0 Safari/537.36", "chrome-linux"),
      ("curl/8.0", "other-other"), ("", "other-other"),
    ]) func agents(field: String, code: String)
  {
    #expect(BrowserKind(userAgent: field).code == code)
  }
}
