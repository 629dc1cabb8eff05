import Foundation
import Testing

@testable import ReviewStore

@Suite("Handing out work") struct AssignmentTests {
  /// A store with some applications that wait for site A, a minute apart.
  private func waiting(_ count: Int) throws -> TestStore {
    let test = try TestStore("shandong-2021")
    try test.addStaff()
    for number in 1...count {
      try test.enter(RegistrationNumber("\(number)")) { ($0.mobile, $0.address) = ("13912345688", "某地") }
      try test.uploadIdentity(RegistrationNumber("\(number)"))
      try test.store.submit(RegistrationNumber("\(number)"))
      test.wait(minutes: 1)
    }
    return test
  }

  private static func queue(_ count: Int, held: Set<Int> = [], gap: Int = 60) -> [Assignment.Waiting] {
    (0..<count).map { index in
      Assignment.Waiting(
        registration: RegistrationNumber("\(index)"), since: Moment(milliseconds: Int64(index * gap) * 1000),
        isFree: !held.contains(index), isHeld: held.contains(index))
    }
  }

  @Test("The next one is the least by rank among the sixteen oldest that are free") func window() {
    let order = Assignment.order(Self.queue(40, held: [0, 1])) { "\(1000 - Int($0.rawValue)!)" }
    #expect(order.count == 16 && order.first == "17" && order.last == "2", "2 is a neighbour of what somebody holds")
    #expect(Assignment.order(Self.queue(3, held: [0, 1, 2])) { $0.rawValue }.isEmpty)
  }

  @Test("Neighbours of what others hold come last, and one that was left behind for a day comes first")
  func neighboursAndAge() {
    let order = Assignment.order(Self.queue(6, held: [2])) { $0.rawValue }
    #expect(order == ["0", "4", "5", "1", "3"])
    let old = Assignment.order(Self.queue(3, gap: 50_000)) { "\(9 - Int($0.rawValue)!)" }
    #expect(old == ["0", "2", "1"])
  }

  @Test("Reviewers who ask in turn get no neighbours, everything is handed out, and nobody gets what is held")
  func inTurn() throws {
    let test = try waiting(12)
    let store = test.store
    var taken: [(staff: StaffName, number: Int)] = []
    for staff in ["a", "a2", "a", "a2"] as [StaffName] {
      let number = try #require(try store.claimNext(as: staff)).registration
      for other in taken where other.staff != staff { #expect(abs(other.number - Int(number.rawValue)!) > 1) }
      taken.append((staff, Int(number.rawValue)!))
    }
    for _ in 0..<8 { _ = try #require(try store.claimNext(as: "a")) }
    #expect(try store.claimNext(as: "a2") == nil)
    #expect(try store.claimNext(as: "b") == nil && store.claimNext(as: "r") == nil)
    #expect(try store.verify().isClean)
  }

  @Test("Nobody is handed out what they have a conflict with, nor an admin what they passed at the first level")
  func keptAway() throws {
    let test = try waiting(2)
    let store = test.store
    try store.declareConflict(of: "a", with: "1", reason: "亲属", by: "a")
    #expect(try store.claimNext(as: "a")?.registration == "2")
    try store.release("2", as: "a")
    for number in ["1", "2"] as [RegistrationNumber] { try test.acceptIdentity(number, as: "boss") }
    try store.pass("1", as: "boss")
    try store.release("2", as: "boss")
    try store.declareConflict(of: "boss", with: "2", reason: "亲属")
    #expect(try store.claimNext(as: "boss") == nil)
    #expect(try store.claimNext(as: "r")?.registration == "1")
  }

  @Test("A store that has lost its key still hands out work") func withoutKey() throws {
    let test = try waiting(2)
    try test.store.close()
    try FileManager.default.removeItem(atPath: test.path + "/store.key")
    let store = try ReviewStore(at: test.path, preparing: .tiny, clock: test.store.clock)
    #expect(try store.claimNext(as: "a") != nil && store.claimNext(as: "a") != nil)
    try store.close()
  }

  @Test("Who is absent or has reached the cap of the day is told so by next, and may still open one by hand")
  func duty() throws {
    let test = try waiting(3)
    let store = test.store
    let today = store.clock()
    try store.setDailyCap(1, of: "a", by: "boss")
    let first = try #require(try store.claimNext(as: "a")).registration
    try store.reject(first, note: "不符合", as: "a")
    #expect(refusal { _ = try store.claimNext(as: "a") } == .full)
    let left = try store.queue(for: "a").map(\.registration)
    try store.claim(left[0], as: "a")
    let load = try #require(try store.loads(for: "r").first { $0.staff.name == "a" })
    #expect(load.decidedToday == 1 && load.openClaims == 1 && load.staff.dailyCap == 1)
    test.wait(minutes: 1440)
    #expect(try store.claimNext(as: "a") != nil, "tomorrow")
    try store.setDailyCap(nil, of: "a")
    try store.enterAbsence(of: "a", from: today, to: today.adding(seconds: 2 * 86_400), by: "boss")
    #expect(refusal { _ = try store.claimNext(as: "a") } == .closed)
    #expect(try store.loads().first { $0.staff.name == "a" }?.absentUntil == today.adding(seconds: 2 * 86_400).date)
    #expect(try store.verify().isClean)
    test.wait(minutes: 2 * 1440)
    _ = try store.claimNext(as: "a")
    try store.removeAbsence(of: "a", from: today, by: "boss")
    #expect(try store.verify().isClean)
  }

  @Test("Caps and absences are for admins, absences make sense, and verifying finds what was changed past the log")
  func rights() throws {
    let test = try waiting(1)
    let store = test.store
    let day = store.clock()
    #expect(refusal { try store.setDailyCap(1, of: "a", by: "r") } == .notYourLevel)
    #expect(refusal { try store.setDailyCap(-1, of: "a") } == .empty)
    #expect(refusal { try store.setDailyCap(1, of: "nobody") } == .notFound)
    #expect(refusal { try store.enterAbsence(of: "a", from: day, to: day.adding(seconds: -86_400)) } == .empty)
    #expect(refusal { try store.removeAbsence(of: "a", from: day) } == .notFound)
    #expect(refusal { _ = try store.loads(for: "a") } == .notYourLevel)
    try store.setDailyCap(9, of: "a")
    try store.enterAbsence(of: "a", from: day, to: day)
    #expect(refusal { try store.enterAbsence(of: "a", from: day, to: day) } == .alreadyExists)
    for damage in ["UPDATE staff SET dailyCap = 90", "DELETE FROM absence"] {
      #expect(try store.verify().isClean)
      try store.database.maintain { try $0.execute(sql: damage) }
      #expect(try !store.verify().isClean, "\(damage)")
      try store.database.maintain {
        try $0.execute(sql: "UPDATE staff SET dailyCap = CASE name WHEN 'a' THEN 9 END")
        try $0.execute(sql: "INSERT INTO absence VALUES ('a', '\(day.date)', '\(day.date)') ON CONFLICT DO NOTHING")
      }
    }
  }
}
