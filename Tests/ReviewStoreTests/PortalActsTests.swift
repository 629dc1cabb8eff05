import Foundation
import Testing

@testable import ReviewStore

@Suite("What the portals of a store share") struct PortalActsTests {
  private let test: TestStore
  private let start = Moment(milliseconds: 1_600_000_000_000)

  init() throws {
    test = try TestStore("shandong-2021")
    try test.enter("1")
  }

  private func visit(_ token: String, of visitor: String = "candidate 1") -> PortalVisit {
    PortalVisit(token: token, visitor: visitor, stamp: "stamp", began: start)
  }

  @Test("A visit is found until it ends, and it keeps its last use and its news") func visits() throws {
    try test.store.begin(visit("t"))
    #expect(try test.store.visit("t") == visit("t"))
    #expect(try test.store.visit("u") == nil)
    try test.store.useVisit("t", at: start.adding(seconds: 60))
    // Another portal may write an earlier use later.
    try test.store.useVisit("t", at: start.adding(seconds: 30))
    try test.store.changeNews(of: "t") { ($0 ?? "") + "one" }
    try test.store.changeNews(of: "t") { ($0 ?? "") + " two" }
    var expected = visit("t")
    (expected.used, expected.news) = (start.adding(seconds: 60), "one two")
    #expect(try test.store.visit("t") == expected)

    try test.store.endVisit("t", tellingAt: start)
    (expected.isEnded, expected.news) = (true, nil)
    #expect(try test.store.visit("t") == expected)
    // It is told nothing more.
    try test.store.changeNews(of: "t") { _ in "three" }
    #expect(try test.store.visit("t") == expected)
    #expect(try test.store.visitCount() == 0)
  }

  @Test("All visits of one visitor end, and no others") func endAll() throws {
    for (token, visitor) in [("a", "candidate 1"), ("b", "candidate 1"), ("c", "staff wang")] {
      try test.store.begin(visit(token, of: visitor))
    }
    #expect(try test.store.visitCount() == 3)
    try test.store.endVisits(of: "candidate 1")
    #expect(try test.store.visit("a") == nil && test.store.visit("b") == nil)
    #expect(try test.store.visit("c") != nil)
    try test.store.forgetVisits(before: start.adding(seconds: 1))
    #expect(try test.store.visitCount() == 0)
  }

  @Test("Attempts that several connections add at the same time all count, in fractions too")
  func attempts() async throws {
    let store = test.store
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<4 {
        let path = test.path
        group.addTask {
          let portal = try ReviewStore(at: path)
          for _ in 0..<10 {
            try portal.changeAttempts(["x"], room: 100, oldest: 0) {
              $0["x"] = AttemptLevel(attempts: ($0["x"]?.attempts ?? 0) + 0.25, at: 1_600_000_000.125)
            }
          }
          try portal.close()
        }
      }
      try await group.waitForAll()
    }
    let level = try store.changeAttempts(["x", "y"], room: 100, oldest: 0) { $0 }
    #expect(level == ["x": AttemptLevel(attempts: 10, at: 1_600_000_000.125)])
    try store.changeAttempts(["x"], room: 100, oldest: 0) { $0["x"] = nil }
    #expect(try store.attemptCount() == 0)
  }

  @Test("Beyond the room, those unused for longest are forgotten") func room() throws {
    for number in 0..<30 {
      try test.store.changeAttempts(["\(number)"], room: 20, oldest: 5) {
        $0["\(number)"] = AttemptLevel(attempts: 1, at: Double(number))
      }
      #expect(try test.store.attemptCount() <= 20)
    }
    let left = try test.store.changeAttempts(["4", "29"], room: 20, oldest: 5) { $0.keys.sorted() }
    #expect(left == ["29"])
  }

  @Test("An upload with a key that filled a place is not done again, until the key is forgotten") func keys() throws {
    let first = try test.store.upload(test.photo(), to: "education", of: "1", once: "key")
    let again = try test.store.upload(test.photo(), to: "education", of: "1", once: "key")
    #expect(again.place == first.place)
    #expect(try test.store.materials(of: "1").flatMap(\.pictures).count == 1)
    try test.enter("2")
    try test.store.upload(test.photo(), to: "education", of: "2", once: "key")
    #expect(try test.store.materials(of: "2").flatMap(\.pictures).count == 1)
    try test.store.forgetVisits(before: start.adding(seconds: 1))
    let later = try test.store.upload(test.photo(), to: "education", of: "1", once: "key")
    #expect(later.place != first.place)
  }

  @Test("Erasing a candidate leaves neither news nor keys of uploads, and the log holds") func erase() throws {
    try test.addStaff()
    try test.store.begin(visit("t"))
    try test.store.changeNews(of: "t") { _ in "测试考生" }
    try test.store.upload(test.photo(), to: "education", of: "1", once: "key")
    try test.store.erase("1", as: "boss")
    #expect(try test.store.visit("t")?.news == nil)
    #expect(try test.store.database.reading { try $0.count("SELECT count(*) FROM filled") } == 0)
    #expect(try test.store.verify().isClean)
  }

  @Test("Nobody is signed in at a restored store") func restored() throws {
    try test.store.begin(visit("t"))
    let (backup, place) = (test.path + "-backup.tar", test.path + "-restored")
    defer { for path in [backup, place] { try? FileManager.default.removeItem(atPath: path) } }
    _ = try test.store.backup(to: backup)
    _ = try ReviewStore.restore(backup, to: place)
    let store = try ReviewStore(at: place)
    #expect(try store.visit("t") == nil)
    try store.close()
  }
}
