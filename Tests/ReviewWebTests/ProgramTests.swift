import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing
import Yams

@testable import ReviewStore
@testable import ReviewWeb

@Suite("The API", .timeLimit(.minutes(20))) struct ProgramTests {
  private static func call(
    _ browser: TestVisitor, _ method: HTTPRequest.Method, _ path: String, _ token: String?, _ body: String = ""
  ) async throws -> TestResponse {
    var headers: HTTPFields = [.acceptLanguage: "en"]
    if let token { headers[.authorization] = "Bearer \(token)" }
    return try await browser.client.execute(
      uri: "/api/v1" + path, method: method, headers: headers, body: .init(string: body))
  }

  @Test("The API's description names exactly the routes, with their parameters and errors")
  func description() throws {
    let portal = try TestPortal()
    defer { try? FileManager.default.removeItem(atPath: portal.folder) }
    let yaml = String(decoding: PackageResources.openapi_yaml, as: UTF8.self)
    let document = try #require(try Yams.load(yaml: yaml) as? [String: Any])
    let paths = try #require(document["paths"] as? [String: [String: Any]])
    var described: Set<String> = []
    for (path, item) in paths {
      let shared = item["parameters"] as? [[String: Any]] ?? []
      for (method, operation) in item where method != "parameters" {
        described.insert("\(method.uppercased()) \(path)")
        let operation = try #require(operation as? [String: Any])
        let responses = try #require(operation["responses"] as? [String: Any])
        if (operation["security"] as? [Any])?.isEmpty != true { #expect(responses["401"] != nil, "\(path)") }
        let names = (shared + (operation["parameters"] as? [[String: Any]] ?? [])).compactMap {
          ($0["name"] as? String) ?? ($0["$ref"] as? String)?.split(separator: "/").last.map(String.init)
        }
        for part in path.split(separator: "/") where part.hasPrefix("{") {
          #expect(names.contains(String(part.dropFirst().dropLast())), "\(path)")
        }
      }
    }
    let routed = portal.portal.router.routes.compactMap { route -> String? in
      let path = "/" + route.path.description.split(separator: "/").joined(separator: "/")
      guard path.hasPrefix("/api/") else { return nil }
      return "\(route.method) \(path)"
    }
    #expect(Set(routed) == described)
    for rule in Refusal.Rule.allCases { #expect(yaml.contains(rule.rawValue), "\(rule)") }
  }

  @Test("A gateway's program reports deliveries, and a candidate's program what was seen")
  func informing() async throws {
    let test = try TestPortal(policy: "tianjin-2023")
    try test.store.setProfile(of: TestPortal.first, mobile: "13912345688")
    try test.handInAndReturn(TestPortal.first)
    let id = try #require(try test.store.nextNotice()).id
    try test.store.finishNotice(id)
    try await test.run { browser in
      let path = "/office/notices/\(id)/delivery"
      let site = try await Self.call(browser, .post, path, test.signIn(.staff("site-a")), "{\"delivered\":true}")
      #expect(site.status == .forbidden)
      let region = try test.signIn(.staff("region"))
      let answer = try await Self.call(browser, .post, path, region, "{\"delivered\":true}")
      #expect(answer.status == .ok && !answer.text.contains("\"deliveredAt\":null"))
      #expect(try await Self.call(browser, .post, path, region, "{\"delivered\":false}").status == .conflict)
      #expect(
        try await Self.call(browser, .post, "/office/notices/99/delivery", region, "{\"delivered\":true}").status
          == .notFound)
      let candidate = try test.signIn(.candidate(TestPortal.first))
      #expect(try await Self.call(browser, .post, "/application/messages/seen", candidate).text.contains("\"seen\":2"))
      #expect(
        !(try await Self.call(browser, .get, "/application/messages", candidate).text.contains("\"seenAt\":null")))
    }
  }

  @Test("A program uploads, submits and reviews, with the same refusals as on the pages")
  func wholeWay() async throws {
    let test = try TestPortal()
    try await test.run { browser in
      let candidate = try test.signIn(.candidate(TestPortal.first))
      for number in 1...2 {
        let answer = try await browser.client.execute(
          uri: "/api/v1/application/materials/identity/pictures", method: .post,
          headers: [.authorization: "Bearer \(candidate)"], body: .init(bytes: Photo.small(number)))
        #expect(answer.status == .created, "\(answer.text)")
      }
      let full = try await browser.client.execute(
        uri: "/api/v1/application/materials/identity/pictures", method: .post,
        headers: [.authorization: "Bearer \(candidate)"], body: .init(bytes: Photo.small(3)))
      #expect(full.status == .conflict && full.text.contains("\"full\""))
      let status = try await Self.call(browser, .get, "/application", candidate)
      #expect(status.text.contains("\"missing\":[]") && !status.text.contains("\"state\""))
      #expect(try await Self.call(browser, .post, "/application/submit", candidate).status == .ok)
      let twice = try await Self.call(browser, .post, "/application/submit", candidate)
      #expect(twice.status == .conflict && twice.text.contains("wrong-state"))

      let staff = try test.signIn(.staff("site-a"))
      #expect(try await Self.call(browser, .get, "/review/queue", staff).text.contains(TestPortal.first.rawValue))
      let base = "/review/applications/\(TestPortal.first)"
      for position in 1...2 {
        #expect(
          try await Self.call(browser, .post, "\(base)/pictures/identity/\(position)/accept", staff).status == .ok)
      }
      let stale = try await Self.call(browser, .post, "\(base)/pass", staff, #"{"version":1}"#)
      #expect(stale.status == .conflict && stale.text.contains("stale-version"))
      #expect(try await Self.call(browser, .post, "\(base)/pass", staff).text.contains("sitePassed"))
      #expect(try await Self.call(browser, .delete, "/session", staff).status == .noContent)
      #expect(try await Self.call(browser, .get, "/review/queue", staff).status == .unauthorized)
    }
  }

  @Test("A program of the office imports registrations, hands out codes, adds staff and disables them")
  func office() async throws {
    let test = try TestPortal()
    try await test.run { browser in
      let admin = try test.signIn(.staff("admin"))
      let table = "number,name,category,site\nT-0009,测试考生9,临床执业医师,甲考点\n"
      #expect(try await Self.call(browser, .post, "/office/registrations", admin, table).text == #"{"imported":1}"#)
      let again = try await Self.call(browser, .post, "/office/registrations", admin, "number,name\nT-0010,x\n")
      #expect(again.status == .unprocessableContent && again.text.contains("\"reasons\""), "\(again.text)")
      let site = try test.signIn(.staff("site-a"))
      let code = try await Self.call(browser, .post, "/office/registrations/T-0009/code", site)
      #expect(code.status == .created && code.text.contains("expiresAt"))
      #expect(try await Self.call(browser, .get, "/office/registrations/T-0009", site).text.contains("filling"))
      let person = #"{"name":"zhao","role":"site","site":"甲考点","password":"eight or more"}"#
      let short = try await Self.call(
        browser, .post, "/office/staff", admin, person.replacingOccurrences(of: "eight or more", with: "short"))
      #expect(short.status == .unprocessableContent && short.text.contains("short-password"), "\(short.text)")
      #expect(try await Self.call(browser, .post, "/office/staff", admin, person).status == .created)
      #expect(try await Self.call(browser, .post, "/office/staff", admin, person).status == .conflict)
      #expect(try await Self.call(browser, .get, "/office/staff", admin).text.contains("zhao"))
      #expect(try await Self.call(browser, .post, "/office/staff/zhao/disable", admin).status == .ok)
      #expect(try test.store.credentials(ofStaff: "zhao") == nil)
      #expect(try await Self.call(browser, .post, "/office/notices/revive", admin).text == #"{"revived":0}"#)
    }
  }

  @Test("A cookie gives no access to the API; a token of another site's staff is refused")
  func noCookies() async throws {
    let test = try TestPortal()
    try test.handIn(TestPortal.first)
    try await test.run { browser in
      let visit = try test.signIn(.staff("site-a"))
      let answer = try await browser.client.execute(
        uri: "/api/v1/review/queue", method: .get, headers: [.cookie: "visit=\(visit)"], body: nil)
      #expect(answer.status == .unauthorized)
      let other = try test.signIn(.staff("site-b"))
      let base = "/review/applications/\(TestPortal.first)"
      for path in [base, base + "/log", base + "/pictures/identity/1"] {
        #expect(try await Self.call(browser, .get, path, other).status == .forbidden, "\(path)")
      }
      #expect(try await Self.call(browser, .post, base + "/pass", other).status == .forbidden)
    }
  }

  @Test("Neither pages nor the API show a candidate a review that is not visible yet") func unseenReview() async throws
  {
    let test = try TestPortal(policy: "tianjin-2023")
    try test.handIn(TestPortal.first)
    try await test.run { browser in
      let candidate = try browser.as(.candidate(TestPortal.first))
      func all() async throws -> [String] {
        var texts: [String] = []
        for path in ["", "/materials", "/messages"] {
          texts.append(try await candidate.program(.get, "/api/v1/application" + path, "").text)
        }
        for body in ["", #"{"version":99}"#] {
          texts.append(try await candidate.program(.post, "/api/v1/application/submit", body).text)
        }
        texts.append(
          try await candidate.program(.delete, "/api/v1/application/materials/identity/pictures/1?version=99", "").text)
        for path in ["/materials", "/list", "/notice"] {
          // Removes what differs in every response: form tokens and the time of printing.
          let page = try await candidate.get(path).text
          texts.append(page.replacing(/value="[\w-]{40,}[^"]*"/, with: ""))
        }
        return texts
      }
      // The first look records that the messages were seen.
      try test.store.seeMessages(of: TestPortal.first)
      let before = try await all()
      for position in 1...2 { try test.store.accept(Place("identity", position), of: TestPortal.first, as: "site-a") }
      #expect(try await all() == before)
      try test.store.pass(TestPortal.first, as: "site-a")
      #expect(try await all() == before)
      try test.store.pass(TestPortal.first, as: "region")
      #expect(try await all() == before)
      _ = try test.store.publish(.region, as: "region")
      let after = try await all()
      #expect(after[0] != before[0] && after[6] != before[6])
    }
  }
}
