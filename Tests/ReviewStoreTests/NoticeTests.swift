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

  private func only(_ test: TestStore) throws -> Notice {
    var found: [Notice] = []
    try test.store.eachNotice { found.append($0) }
    return try #require(found.count == 1 ? found.first : nil)
  }

  @Test("A notice that was cancelled because there was no number tells so") func unreachable() throws {
    let test = try returned(mobile: nil)
    try test.store.upload(test.photo(), to: "other", of: "1")
    try test.store.submit("1")
    #expect(try only(test).problem == NoticeProblem.noMobile.text)
    #expect(NoticeProblem.words(NoticeProblem.noMobile.text).chinese == "考生未填写手机号码")
  }

  @Test("A delivery is recorded once, with its time and in the log") func delivered() throws {
    let test = try returned()
    #expect(refusal { try test.store.reportDelivery(of: 1) } == .wrongState, "it has not been sent")
    #expect(refusal { try test.store.reportDelivery(of: 2) } == .notFound)
    try test.store.finishNotice(#require(try test.store.nextNotice()).id)
    test.wait(minutes: 1)
    let time = try #require(try test.store.reportDelivery(of: 1).deliveredAt)
    test.wait(minutes: 1)
    #expect(try test.store.reportDelivery(of: 1).deliveredAt == time)
    #expect(refusal { try test.store.reportDelivery(of: 1, problem: .notDelivered) } == .wrongState)
    #expect(try test.store.verify().isClean)
    var entries: [String] = []
    try test.store.eachAuditEntry(of: "1") { entries.append($0.after.text) }
    #expect(entries.last == "notice=1 delivered")
  }

  @Test("A notice that could not be delivered can be sent again") func undelivered() throws {
    let test = try returned()
    try test.store.finishNotice(#require(try test.store.nextNotice()).id)
    #expect(try test.store.reportDelivery(of: 1, problem: .notDelivered).state == .dead)
    #expect(try test.store.reportDelivery(of: 1, problem: .notDelivered).problem == NoticeProblem.notDelivered.text)
    #expect(try test.store.reviveNotices() == 1)
    try test.store.finishNotice(#require(try test.store.nextNotice()).id)
    #expect(try test.store.reportDelivery(of: 1).deliveredAt != nil)
    #expect(try test.store.verify().isClean)
  }

  @Test("The first time at which a candidate sees a message is recorded") func seen() throws {
    let test = try returned()
    #expect(try test.store.messages(of: "1").allSatisfy { $0.seenAt == nil })
    test.wait(minutes: 3)
    #expect(try test.store.seeMessages(of: "1") == 2)
    let time = try #require(try test.store.messages(of: "1").first?.seenAt)
    test.wait(minutes: 3)
    #expect(try test.store.seeMessages(of: "1") == 0)
    try test.store.withdraw("1", as: "a")
    #expect(try test.store.messages(of: "1").map(\.seenAt) == [nil, time, time])
    #expect(try test.store.verify().isClean)
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
