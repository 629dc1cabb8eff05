import Foundation
import Testing

@testable import ReviewStore

@Suite("The sessions of staff") struct StaffSessionTests {
  private static let firefox = BrowserKind(.firefox, on: .windows)
  private static let start = Moment(milliseconds: 1_600_000_000_000)

  /// A store in which `a` and `b` have passwords.
  private func test() throws -> TestStore {
    let test = try TestStore("shandong-2021")
    try test.store.addStaff("a", role: .site, site: "A", password: "correct horse")
    try test.store.addStaff("b", role: .region, password: "battery staple")
    try test.store.addStaff("boss", role: .admin)
    return test
  }

  private func begin(_ token: String, of name: StaffName, _ test: TestStore, stamp: String? = nil) throws {
    let present = try test.store.credentials(ofStaff: name)?.stamp ?? ""
    try test.store.begin(
      PortalVisit(
        token: token, visitor: PortalVisit.visitor(of: name), stamp: stamp ?? present, began: test.store.clock(),
        browser: Self.firefox))
  }

  private func log(_ test: TestStore, of name: String = "a") throws -> [String] {
    var lines: [String] = []
    try test.store.eachAuditEntry(of: name) { entry in
      lines.append("\(entry.action) \(entry.actor) \(entry.news.map(\.text).joined(separator: " "))")
    }
    return lines
  }

  @Test("Only one's own are listed, the latest first, without those of a former password or twelve hours ago")
  func list()
    throws
  {
    let test = try test()
    try begin("old", of: "a", test)
    test.wait(minutes: 12 * 60)
    try begin("one", of: "a", test)
    try begin("former", of: "a", test, stamp: "former")
    try begin("hers", of: "b", test)
    test.wait(minutes: 1)
    try begin("two", of: "a", test)
    let found = try test.store.sessions(of: "a")
    #expect(found.map(\.token) == ["two", "one"])
    #expect(found[0].browser == Self.firefox && found[0].began == Self.start.adding(seconds: 43_260))
    #expect(Set(found.map(\.id)).count == 2 && found.allSatisfy { $0.id.count == 12 && !$0.token.contains($0.id) })
    #expect(refusal { _ = try test.store.sessions(of: "nobody") } == .notFound)
  }

  @Test("One ends, or all but one, or all, by their owner, an admin or the office; and the log counts them") func end()
    throws
  {
    let test = try test()
    for token in ["one", "two", "three", "four"] { try begin(token, of: "a", test) }
    try begin("hers", of: "b", test)
    func left() throws -> Set<String> { Set(try test.store.sessions(of: "a").map(\.token)) }
    let ids = Dictionary(uniqueKeysWithValues: try test.store.sessions(of: "a").map { ($0.token, $0.id) })
    #expect(refusal { try test.store.endSessions(of: "a", by: "b") } == .notYourLevel)
    let hers = try #require(try test.store.sessions(of: "b").first?.id)
    #expect(refusal { try test.store.endSessions(of: "a", only: hers, by: "a") } == .notFound)
    #expect(refusal { try test.store.endSessions(of: "a", only: ids["one"], keeping: "one", by: "a") } == .notFound)
    #expect(try left() == ["one", "two", "three", "four"])
    #expect(try test.store.endSessions(of: "a", only: ids["two"], keeping: "one", by: "a") == 1)
    #expect(try left() == ["one", "three", "four"])
    #expect(try test.store.endSessions(of: "a", keeping: "one", by: "a") == 2)
    #expect(try left() == ["one"])
    #expect(try test.store.endSessions(of: "a", keeping: "one", by: "a") == 0, "and nothing is logged")
    #expect(try test.store.endSessions(of: "a", by: "boss") == 1)
    try begin("five", of: "a", test)
    #expect(try test.store.endSessions(of: "a") == 1)
    #expect(try test.store.sessions(of: "b").map(\.token) == ["hers"])
    #expect(
      try log(test).filter { $0.hasPrefix("sessions-end") } == [
        "sessions-end a count=1", "sessions-end a count=2", "sessions-end boss count=1", "sessions-end office count=1",
      ])
    #expect(try test.store.verify().isClean)
  }

  @Test("A browser not seen before is logged and told, the first one only logged, and each is told once")
  func browsers()
    throws
  {
    let test = try test()
    func note(_ mark: String, recognized: Bool = false, shows: Bool = true) throws -> BrowserNote {
      try test.store.noteBrowser(mark, Self.firefox, of: "a", isRecognized: recognized, showsNews: shows)
    }
    #expect(try note("home") == BrowserNote(isNew: false, untold: []))
    #expect(try note("home") == BrowserNote(isNew: false, untold: []))
    test.wait(minutes: 5)
    #expect(try note("café") == BrowserNote(isNew: true, untold: []))
    #expect(try note("café").untold.isEmpty, "who sits at the new one is not told in the owner's place")
    #expect(try note("home", shows: false).untold.isEmpty, "a program reads nothing")
    test.wait(minutes: 5)
    let told = try note("home").untold
    #expect(told.map(\.mark) == ["café"] && told[0].first == Self.start.adding(seconds: 300))
    #expect(try note("home").untold.isEmpty)
    #expect(try note("office", recognized: true) == BrowserNote(isNew: false, untold: []))
    #expect(try test.store.noteBrowser("café", Self.firefox, of: "b") == BrowserNote(isNew: false, untold: []))
    let lines = ["sign-in-browser a browser=firefox-windows", "sign-in-browser a browser=firefox-windows"]
    #expect(try log(test).filter { $0.hasPrefix("sign-in") } == lines)
    #expect(try test.store.verify().isClean)
  }

  @Test("A browser that was not used for half a year is new again") func forgetting() throws {
    let test = try test()
    for mark in ["home", "café"] { _ = try test.store.noteBrowser(mark, Self.firefox, of: "a") }
    test.wait(minutes: 24 * 60)
    _ = try test.store.noteBrowser("home", Self.firefox, of: "a")
    test.wait(minutes: 180 * 24 * 60 - 60)
    try test.store.forgetVisits(before: test.store.clock())
    #expect(try !test.store.noteBrowser("home", Self.firefox, of: "a").isNew)
    #expect(try test.store.noteBrowser("café", Self.firefox, of: "a").isNew)
  }

  @Test("News reaches every session of the person, and nobody else's") func news() throws {
    let test = try test()
    for (token, name) in [("one", "a"), ("two", "a"), ("hers", "b")] as [(String, StaffName)] {
      try begin(token, of: name, test)
    }
    try test.store.changeNews(ofSessionsOf: "a") { ($0 ?? "") + "x" }
    try test.store.changeNews(ofSessionsOf: "a") { ($0 ?? "") + "y" }
    #expect(try ["one", "two", "hers"].map { try test.store.visit($0)?.news } == ["xy", "xy", nil])
  }

  @Test("A kind of browser is read from its code, and is told in both languages") func kinds() {
    for program in BrowserKind.Program.allCases {
      for system in BrowserKind.System.allCases {
        let kind = BrowserKind(program, on: system)
        #expect(BrowserKind(code: kind.code) == kind)
      }
    }
    #expect(BrowserKind(code: "new-thing") == BrowserKind(.other, on: .other))
    #expect(Self.firefox.name.english == "Firefox on Windows" && Self.firefox.name.chinese == "Firefox（Windows）")
  }
}
