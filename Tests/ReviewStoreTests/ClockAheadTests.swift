import Testing

@testable import ReviewStore

@Suite("A clock that was ahead") struct ClockAheadTests {
  private func test() throws -> TestStore {
    let test = try TestStore("shandong-2021")
    try test.addStaff()
    try test.enter("1") { $0.mobile = "13912345688" }
    try test.uploadIdentity("1")
    try test.store.submit("1")
    return test
  }

  @Test(
    "A claim made while the clock was ahead does not keep others away", arguments: [10, 60, 24 * 60, 365 * 24 * 60])
  func claim(minutes: Int) throws {
    let test = try test()
    test.wait(minutes: minutes)
    try test.store.claim("1", as: "a")
    test.wait(minutes: -minutes)
    #expect(try test.store.status(of: "1").claimedBy == nil)
    #expect(try test.store.queue(for: "a2").map(\.claimedBy) == [nil])
    var filter = ConsoleFilter()
    #expect(try test.store.console(filter, for: "a2").map(\.entry.claimedBy) == [nil])
    filter.heldBy = "a"
    #expect(try test.store.console(filter, for: "a2").isEmpty)
    #expect(try test.store.claim("1", as: "a2").claimedBy == "a2")
    #expect(refusal { try test.store.claim("1", as: "a") } == .claimedByAnother)
  }

  @Test("A claim survives a small step of the clock") func smallStep() throws {
    let test = try test()
    test.wait(minutes: 1)
    try test.store.claim("1", as: "a")
    test.wait(minutes: -1)
    #expect(refusal { try test.store.claim("1", as: "a2") } == .claimedByAnother)
  }

  @Test("A notice whose next attempt was computed while the clock was ahead is due") func notice() throws {
    let test = try test()
    test.wait(minutes: 24 * 60)
    try test.store.giveBack("1", note: "请更换", as: "a")
    let first = try #require(try test.store.nextNotice())
    try test.store.finishNotice(first.id, problem: "no\u{0} answer\n")
    test.wait(minutes: -24 * 60)
    #expect(try test.store.nextNotice()?.id == first.id)
    try test.store.eachNotice { #expect($0.problem == "no  answer") }
  }

  @Test("A one-time code made while the clock was ahead is not valid for longer") func code() throws {
    let test = try test()
    test.wait(minutes: 365 * 24 * 60)
    let code = try test.store.makeCode(for: "1").code
    test.wait(minutes: -365 * 24 * 60)
    #expect(throws: InputError.wrongSecret) {
      try test.store.comeIn("1", lastSix: "", code: code, password: "a calm password")
    }
  }
}
