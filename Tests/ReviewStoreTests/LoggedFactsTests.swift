import Foundation
import Testing

@testable import ReviewStore

@Suite("Facts in log entries") struct LoggedFactsTests {
  private static let hash = String(repeating: "ab", count: 32)
  private static let place = Place("identity", 2)

  /// One fact of each kind, with its text.
  private static let facts: [(fact: LoggedFact, word: String)] = [
    (.state(.sitePassed), "state=sitePassed"), (.version(12), "version=12"), (.level(.region), "level=region"),
    (.published(.site), "published=site"), (.activated, "activated"),
    (.picture(place, sha256: Digest(hash)), "identity/2=\(hash)"),
    (.former(place, sha256: Digest(hash)), "former=identity/2=\(hash)"),
    (.mark(place, .accepted), "identity/2:accepted"), (.mark(place, .none), "identity/2:none"),
    (.note(place, hash: hash), "note=identity/2:\(hash)"), (.words(hash: hash), "words=\(hash)"),
    (.message(kind: "returned", hash: hash), "message=returned:\(hash)"),
    (.notice(kind: "returned", hash: hash), "notice=returned:\(hash)"), (.claim("zhao"), "claim=zhao"),
    (.role(.admin), "role=admin"), (.seal(kind: "staff-password", hash: hash), "seal-staff-password=\(hash)"),
    (.setting(.yaml, hash), "yaml=\(hash)"), (.value(.notice, "7"), "notice=7"),
    (.value(.mobile, "same"), "mobile=same"), (.field(.idNumber, hash: hash), "field=idNumber:\(hash)"),
    (.reactBy(Moment(milliseconds: 1_600_000_000_001)), "reactBy=2020-09-13T20:26:40.001+08:00"),
    (.word("sent"), "sent"), (.word("state=unheard-of"), "state=unheard-of"),
  ]

  @Test("Every fact is read back as written, in both versions of the format")
  func roundTrip() {
    for (fact, word) in Self.facts {
      #expect(fact.text == word)
      #expect(LoggedFact(word) == fact)
    }
    let all = Self.facts.map(\.fact)
    let words = Self.facts.map(\.word).joined(separator: " ")
    #expect(LoggedFacts(stored: words).facts == all)
    #expect(LoggedFacts(all).stored == "2 " + words)
    #expect(LoggedFacts(all).facts == all)
    #expect(LoggedFacts(all).text == words)
    #expect(LoggedFacts([]).stored == "" && LoggedFacts(stored: "").facts == [])
  }

  @Test("A name with spaces stays one fact, so that no name can be read as another fact")
  func spacedName() throws {
    for name in ["Li Ming", "x state=regionPassed", "100%20 %", "a\nb\r"] as [StaffName] {
      #expect(LoggedFacts([.claim(name), .version(3)]).facts == [.claim(name), .version(3)])
    }
    let test = try TestStore("shandong-2021")
    try test.store.addStaff("x state=regionPassed", role: .site, site: "A")
    try test.enter("1")
    try test.uploadIdentity("1")
    try test.store.submit("1")
    try test.store.claim("1", as: "x state=regionPassed")
    var entries: [AuditEntry] = []
    try test.store.eachAuditEntry(of: "1") { entries.append($0) }
    #expect(entries.last?.after.facts.state == .submitted)
    #expect(entries.last?.after.text.hasSuffix(" claim=x state=regionPassed") == true)
    #expect(try test.store.verify().problems == [])
  }

  @Test("A log of the first version still verifies, shows the same facts, and continues in the second", .inFiles)
  func firstVersion()
    throws
  {
    let test = try TestStore("shandong-2021")
    try test.addStaff()
    try test.enter("1") { $0.mobile = "13912345688" }
    try test.uploadIdentity("1")
    try test.store.submit("1")
    try test.store.accept(Place("identity", 1), of: "1", as: "a")
    try test.store.want(Place("identity", 2), of: "1", note: "模糊", as: "a")
    try test.store.giveBack("1", note: "请更换", as: "a")
    func shown(_ store: ReviewStore) throws -> [String] {
      var lines: [String] = []
      try store.eachAuditEntry { entry in
        lines.append(
          "\(entry.sequence) \(entry.action) \(entry.before.text) | \(entry.after.text) | "
            + entry.changes(under: store.policy).map(\.english).joined(separator: ", "))
      }
      return lines
    }
    let before = try shown(test.store)
    // As the previous version wrote it: the plain texts, with hashes over them.
    try test.store.rewriteLog { $0.hasPrefix("2 ") ? String($0.dropFirst(2)) : $0 }
    try test.store.database.maintain {
      try $0.execute(sql: "DELETE FROM grdb_migrations WHERE identifier LIKE '10:%'")
    }
    try test.store.close()
    try FileManager.default.removeItem(atPath: test.path + "/store.head")

    let opened = try ReviewStore(at: test.path, preparing: .tiny)
    #expect(try shown(opened) == before)
    #expect(try opened.verify().problems == [])
    try opened.upload(test.photo(), to: "identity", of: "1", position: 2)
    var stored: [String] = []
    try opened.eachAuditEntry(of: "1") { stored.append($0.after.stored) }
    #expect(stored.first?.hasPrefix("state=filling") == true && stored.last?.hasPrefix("2 state=") == true)
    #expect(try opened.verify().problems == [])
    try opened.database.maintain { try $0.execute(sql: "UPDATE slot SET kept = 1") }
    #expect(try opened.verify().problems.map(\.kind).contains(.audit))
    try opened.close()
  }
}
