import Testing

@testable import ReviewStore

@Suite("Notices that are no longer needed") struct NoticeTests {
  /// A store with one returned application.
  private func returned(mobile: String? = "13912345688") throws -> TestStore {
    let test = try TestStore("shandong-2021")
    try test.addStaff()
    try test.enter("1") { $0.mobile = mobile }
    try test.uploadIdentity("1")
    try test.store.submit("1")
    try test.store.giveBack("1", note: "请更换", as: "a")
    return test
  }

  private func states(_ test: TestStore) throws -> [Notice.State] {
    var states: [Notice.State] = []
    try test.store.eachNotice { states.append($0.state) }
    return states
  }

  @Test("A notice cancelled while a sender holds it is not tried again when the sender fails") func failed()
    throws
  {
    let test = try returned()
    let notice = try #require(try test.store.nextNotice())
    try test.store.withdraw("1", as: "a")
    #expect(try states(test) == [.sending])
    #expect(try test.store.finishNotice(notice.id, problem: "no answer")?.state == .cancelled)
    test.wait(minutes: 1000)
    #expect(try test.store.nextNotice() == nil)
  }

  @Test("A notice cancelled while a sender holds it is given up when the sender never reports back") func silent()
    throws
  {
    let test = try returned()
    let notice = try #require(try test.store.nextNotice())
    try test.store.withdraw("1", as: "a")
    test.wait(minutes: 6)
    #expect(try test.store.nextNotice() == nil)
    #expect(try states(test) == [.cancelled])
    #expect(try test.store.finishNotice(notice.id)?.state == .sent, "what has gone out has gone out")
  }

  @Test("A return's unsent notice is cancelled once the candidate has answered the return") func answered() throws {
    let test = try returned(mobile: nil)
    #expect(try test.store.nextNotice() == nil)
    try test.store.upload(test.photo(), to: "other", of: "1")
    #expect(try states(test) == [.queued], "it has not been answered yet")
    try test.store.submit("1")
    try test.store.setProfile(of: "1", mobile: "13912345688")
    #expect(try states(test) == [.cancelled])
    #expect(try test.store.nextNotice() == nil)
    try test.store.giveBack("1", note: "再更换", as: "a")
    #expect(try test.store.nextNotice() != nil, "the next return has its own")
  }

  @Test("The notice of a rejection that is published later contains the reviewer's note") func publishedRejection()
    throws
  {
    let test = try TestStore("national-2023") {
      $0.replacingOccurrences(of: "\nmessages:\n", with: "\nmessages:\n  rejected: \"审核拒绝：{note}\"\n")
    }
    try test.addStaff()
    try test.enter("1")
    try test.uploadIdentity("1")
    try test.store.reject("1", note: "学历不符合报名条件", as: "a")
    #expect(try test.messages("1").isEmpty)
    _ = try test.store.publish(.site, as: "a")
    #expect(try test.store.messages(of: "1").map(\.text) == ["审核拒绝：学历不符合报名条件"])
    #expect(try test.store.verify().isClean)
  }
}
