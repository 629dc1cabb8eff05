import Foundation
import HTTPTypes
import ImageKit
import Testing

@testable import ReviewStore
@testable import ReviewWeb

@Suite("Pages", .timeLimit(.minutes(20))) struct PageTests {
  @Test("No served page has inline script or style; English pages have no Chinese except what people entered")
  func served() async throws {
    let test = try TestPortal()
    try test.handIn(TestPortal.second)
    try test.store.accept(Place("identity", 1), of: TestPortal.second, as: "site-a")
    try await test.run { browser in
      let first = try browser.as(.candidate(TestPortal.first))
      let second = try browser.as(.candidate(TestPortal.second))
      let staff = try browser.as(.staff("admin"))
      var pages: [(String, String)] = []
      for path in ["/sign-in", "/first-time", "/staff/sign-in", "/nowhere"] {
        pages.append((path, try await browser.get(path).text))
      }
      for path in ["/materials", "/submit", "/profile", "/password", "/notice", "/list"] {
        for candidate in [first, second] { pages.append((path, try await candidate.get(path).text)) }
      }
      for path in [
        "/staff", "/staff/applications/\(TestPortal.second)", "/staff/applications/\(TestPortal.second)/timeline",
        "/staff/publish", "/staff/registrations", "/staff/registrations?number=\(TestPortal.second)",
        "/staff/registrations?state=nothing", "/staff/registrations/import", "/staff/lists",
        "/staff/statistics", "/staff/notices", "/staff/policy", "/staff/people", "/staff/password",
      ] {
        pages.append((path, try await staff.get(path).text))
      }
      for (path, page) in pages {
        #expect(!page.contains("style=") && !page.contains("<style"), "\(path)")
        #expect(page.firstMatch(of: /<[^>]*\son[a-z]+=/) == nil, "\(path)")
        #expect(page.firstMatch(of: /<script(?! src)/) == nil, "\(path)")
      }
      let names = [
        "测试考生1", "测试考生2", "测试考生3", "临床执业医师", "甲考点", "乙考点", "测试路 1 号", "中文", "上报完成，内容已锁定。",
      ]
      for (path, page) in pages where path != "/staff/policy" {
        // Reasons and messages are in Chinese, whoever reads the page.
        let reasons = test.store.policy.reasons.map(\.text)
        #expect(Self.chinese(in: page, besides: names + reasons).isEmpty, "\(path)")
      }
    }
  }

  /// The Chinese characters of a page outside some given texts.
  private static func chinese(in page: String, besides words: [String]) -> String {
    let rest = words.reduce(page) { $0.replacingOccurrences(of: $1, with: "") }
    return String(String.UnicodeScalarView(rest.unicodeScalars.filter { (0x4E00...0x9FFF).contains($0.value) }))
  }

  @Test("An HTML literal is markup, and interpolated values are escaped")
  func markup() {
    let text = "<b a='1'>\"&"
    let inner: HTML = "<i>\(text)</i>"
    let outer: HTML = "<p title=\"\(text)\">\(inner)\([inner])\("<u>", if: false)\(3)</p>"
    let escaped = "&lt;b a=&#39;1&#39;&gt;&quot;&amp;"
    #expect(
      outer.markup == "<p title=\"\(escaped)\"><i>\(escaped)</i><i>\(escaped)</i>3</p>")
  }

  @Test("Every page forbids inline scripts, framing, sniffing and caching; assets may be cached")
  func headers() async throws {
    let test = try TestPortal()
    try await test.run { browser in
      let candidate = try browser.as(.candidate(TestPortal.first))
      for path in ["/sign-in", "/materials", "/nowhere", "/healthz"] {
        let answer = try await candidate.get(path)
        let policy = answer.headers[.contentSecurityPolicy] ?? ""
        #expect(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "\(path)")
        #expect(!policy.contains("unsafe"), "\(path)")
        #expect(answer.headers[.xContentTypeOptions] == "nosniff", "\(path)")
        #expect(answer.headers[.cacheControl] == "no-store", "\(path)")
      }
      let style = try await candidate.get(test.portal.desk.pages.assets.stylesheet)
      #expect(style.status == .ok && style.headers[.cacheControl]?.contains("immutable") == true)
    }
  }

  @Test("A refusal keeps its code and its message, in the reader's language")
  func refusals() {
    let refusal = Refusal(.full, "Full.", "已满。")
    #expect(Problem(refusal).status == .conflict)
    #expect(Problem(refusal).json(in: .chinese).description == #"{"error":{"code":"full","message":"已满。"}}"#)
  }

  @Test("Health, readiness and metrics are served, the last to this machine only and without personal data")
  func health() async throws {
    let test = try TestPortal()
    try test.handIn(TestPortal.first)
    try await test.run { browser in
      let staff = try browser.as(.staff("site-a"))
      _ = try await staff.get("/staff/applications/\(TestPortal.first)")
      #expect(try await browser.get("/healthz").status == .ok)
      #expect(try await browser.get("/readyz").status == .ok)
      let metrics = try await browser.get("/metrics")
      #expect(metrics.text.contains("portal_requests_total{") && !metrics.text.contains(TestPortal.first.rawValue))
      for field in ["X-Forwarded-For", "X-Real-IP", "Forwarded", "Via"] {
        let passedOn = try await browser.get("/metrics", [HTTPField.Name(field)!: "1.2.3.4"])
        #expect(passedOn.status == .notFound, "\(field)")
      }
      for path in ["//metrics", "/metrics/", "///metrics//", "/./metrics", "//healthz"] {
        #expect(try await browser.get(path).status == .notFound, "\(path)")
      }
      test.portal.desk.closing.raise()
      #expect(try await browser.get("/readyz").status == .serviceUnavailable)
    }
  }

  @Test("A portal with no place for another photo is not ready, and is again when one is free") func fullOfPhotos()
    async throws
  {
    var options = PortalOptions()
    (options.picturesAtOnce, options.picturesWaiting) = (1, 1)
    let test = try TestPortal(options: options)
    try await test.run { browser in
      let pictures = test.portal.desk.uploads.pictures
      let (gate, open) = AsyncStream<Void>.makeStream()
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await pictures.run(for: "a") { for await _ in gate {} } }
        while await pictures.load.running == 0 { await Task.yield() }
        #expect(try await browser.get("/readyz").status == .ok, "one may wait")
        group.addTask { try await pictures.run(for: "b") {} }
        while await pictures.load.waiting == 0 { await Task.yield() }
        let answer = try await browser.get("/readyz")
        #expect(answer.status == .serviceUnavailable && answer.text == "full\n")
        #expect(try await browser.get("/healthz").status == .ok)
        open.finish()
        try await group.waitForAll()
      }
      #expect(try await browser.get("/readyz").status == .ok)
    }
  }

  @Test("A proxy's header about the client counts only from a trusted proxy")
  func proxies() {
    func client(_ peer: String, _ forwarded: String) -> ClientAddress {
      let headers: HTTPFields = [.forwardedFor: forwarded, .forwardedProto: "https"]
      let head = HTTPRequest(method: .get, scheme: "http", authority: "x", path: "/", headerFields: headers)
      return ClientAddress(of: head, peer: peer, trusting: ["127.0.0.1", "10.0.0.9"])
    }
    #expect(client("6.6.6.6", "1.2.3.4").address == "6.6.6.6")
    #expect(!client("6.6.6.6", "1.2.3.4").forwardedSecurely)
    #expect(
      client("127.0.0.1", "9.9.9.9, 1.2.3.4").address == "1.2.3.4", "what the client claims itself does not count")
    #expect(client("127.0.0.1", "1.2.3.4, 10.0.0.9").address == "1.2.3.4")
    #expect(client("2001:db8:1:2:3:4:5:6", "").throttlingKey == "2001:db8:1:2")
  }

  @Test("An address has one canonical form, and an invalid one has none")
  func addresses() {
    #expect(ClientAddress.normalized("::ffff:10.0.0.9") == "10.0.0.9")
    #expect(ClientAddress.normalized(" 1.2.3.4:5678 ") == "1.2.3.4")
    #expect(ClientAddress.normalized("[2001:db8:0::1]:443") == "2001:db8::1")
    #expect(ClientAddress.normalized(String(repeating: "1", count: 60_000)) == nil)
    #expect(ClientAddress.normalized("unknown") == nil)
    // All addresses of one household count as one, whether or not zeros are omitted.
    #expect(
      ClientAddress(address: "2001:db8::1").throttlingKey == ClientAddress(address: "2001:db8::a:b:c:d").throttlingKey)
    #expect(
      ClientAddress(address: "2001:db8:0:1::1").throttlingKey != ClientAddress(address: "2001:db8::1").throttlingKey)
    let head = HTTPRequest(
      method: .get, scheme: "http", authority: "x", path: "/",
      headerFields: [.forwardedFor: "1.2.3.4, \(String(repeating: "x", count: 9000))"])
    #expect(ClientAddress(of: head, peer: "::ffff:127.0.0.1", trusting: ["127.0.0.1"]).address == "127.0.0.1")
  }
}
