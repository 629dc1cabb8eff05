import Foundation
import Testing

@testable import ReviewStore

@Suite("Chores that one portal does for all") struct TurnTests {
  private let test: TestStore
  private let one: ReviewStore
  private let other: ReviewStore

  init() throws {
    test = try TestStore("shandong-2021")
    one = test.store
    other = try TestStorage.open(test.path, clock: test.store.clock)
  }

  private func set(_ turn: Turn) throws { try one.engine.write(.portals) { try $0.keep(turn) } }

  @Test("While one portal does a chore no other does it, and when it is due again either may") func inTurn() throws {
    defer { try? other.close() }
    var order: [String] = []
    let done = try one.takeTurn(.sealing, every: 60) {
      order.append("one")
      try other.takeTurn(.sealing, every: 60) { order.append("too early") }
      try other.takeTurn(.sessions, every: 60) { order.append("another chore") }
    }
    #expect(done)
    #expect(try !other.takeTurn(.sealing, every: 60) { order.append("too early") })
    test.wait(minutes: 1)
    #expect(try other.takeTurn(.sealing, every: 60) { order.append("other") })
    #expect(order == ["one", "another chore", "other"])
  }

  @Test("The turn of a portal that was killed is taken when it has expired, and not before") func killed() throws {
    defer { try? other.close() }
    let start = one.clock()
    for chore in Chore.allCases {
      try set(Turn(chore: chore, holder: "killed", until: start.adding(seconds: chore.patience)))
    }
    #expect(try !other.takeTurn(.collecting) {})
    test.wait(minutes: Chore.collecting.patience / 60 - 1)
    #expect(try !other.takeTurn(.collecting) {})
    #expect(try other.takeTurn(.sealing) {})
    test.wait(minutes: 1)
    #expect(try other.takeTurn(.collecting) {})
  }

  @Test("A portal that took too long does not end the turn of the one that took it for dead") func slow() throws {
    defer { try? other.close() }
    try one.takeTurn(.sealing, every: 60) {
      test.wait(minutes: 2)
      try other.takeTurn(.sealing, every: 60) {
        let turn = try one.engine.read { try $0.turn(.sealing) }
        #expect(turn?.holder == other.portal)
      }
    }
    let turn = try one.engine.read { try $0.turn(.sealing) }
    #expect(turn?.holder == other.portal && turn?.doneAt == one.clock())
  }

  @Test("A chore that failed is due for every portal at once") func failed() throws {
    defer { try? other.close() }
    #expect(throws: StoreError.busy) { try one.takeTurn(.sessions, every: 60) { throw StoreError.busy } }
    #expect(try other.takeTurn(.sessions, every: 60) {})
  }

  @Test("Times that a clock far ahead has written hold up nobody") func ahead() throws {
    defer { try? other.close() }
    let later = one.clock().adding(seconds: 10_000_000)
    try set(Turn(chore: .sealing, holder: "ahead", until: later, doneAt: later))
    #expect(try other.takeTurn(.sealing, every: 60) {})
  }

  @Test("A portal leaves sealing to the one that does it, until that one counts as dead") func sealing() throws {
    defer { try? other.close() }
    try one.addStaff("x", role: .admin)
    try set(Turn(chore: .sealing, holder: "killed", until: one.clock().adding(seconds: 60)))
    try other.sealIfDue(olderThan: 0, inTurn: true)
    #expect(try one.engine.read { try $0.sealedHead() } == nil)
    test.wait(minutes: 1)
    try other.sealIfDue(olderThan: 0, inTurn: true)
    #expect(try one.engine.read { try $0.sealedHead() } != nil)
  }

  @Test("Of two portals one lists the object storage in a day, and removes what no row refers to") func collecting()
    throws
  {
    let stubbed = try StubbedStore()
    let second = try stubbed.another()
    defer { try? second.close() }
    try stubbed.upload()
    let orphan = try stubbed.store.pictures.stage([1, 2, 3])
    #expect(stubbed.keys.count == 2)
    #expect(try second.sweepInTurn() == 1)
    #expect(stubbed.keys.count == 1)
    _ = try stubbed.store.pictures.stage([4, 5, 6])
    #expect(try stubbed.store.sweepInTurn() == 0 && second.sweepInTurn() == 0)
    #expect(stubbed.keys.count == 2)
    orphan.release()
  }

  @Test("Two senders get different notices") func senders() throws {
    defer { try? other.close() }
    try returned(["1", "2"])
    let notices = try [one.nextNotice(), other.nextNotice(), other.nextNotice()]
    #expect(Set(notices.compactMap { $0?.id }).count == 2 && notices[2] == nil)
    let second = try #require(notices[1])
    #expect(try one.finishNotice(second.id)?.state == .sent, "whoever sent it")
    #expect(try other.verify().isClean)
  }

  @Test(
    "While a sender is leasing a notice, another leases the next one without waiting, and acts go on",
    .enabled(if: TestServer.address != nil, "of stores whose rows are on a server"))
  func leasing() throws {
    defer { try? other.close() }
    try returned(["1", "2"])
    var ids: [Int64] = []
    // The body would run again if its commit failed, and does not.
    try one.engine.write(.notices) { transaction in
      let first = try #require(try transaction.leaseNotice(at: one.clock()))
      let second = try #require(try other.nextNotice())
      try other.upload(test.photo(), to: "other", of: "1")
      #expect(try other.nextNotice() == nil)
      ids = [first.id, second.id]
    }
    #expect(Set(ids).count == 2)
    #expect(try one.nextNotice() == nil)
  }

  /// Applications with a notice to send.
  private func returned(_ numbers: [RegistrationNumber]) throws {
    try test.addStaff()
    for number in numbers {
      try test.enter(number) { $0.mobile = "13912345688" }
      try test.uploadIdentity(number)
      try one.submit(number)
      try one.giveBack(number, note: "请更换", as: "a")
    }
  }
}
