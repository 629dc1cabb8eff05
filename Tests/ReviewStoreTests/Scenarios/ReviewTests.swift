import Testing

@testable import ReviewStore

@Suite("Review") struct ReviewTests {
  private func submitted(_ policy: String = "shandong-2021") throws -> TestStore {
    let test = try TestStore(policy)
    try test.addStaff()
    try test.enter("1") { $0.mobile = "13912345688" }
    try test.uploadIdentity("1")
    try test.store.submit("1")
    return test
  }

  @Test("A claim keeps others away for half an hour and is renewed by each act") func claims() throws {
    let test = try submitted()
    let store = test.store
    let version = try store.claim("1", as: "a").version
    #expect(refusal { try store.claim("1", as: "a2") } == .claimedByAnother)
    test.wait(minutes: 29)
    try store.accept(Place("identity", 1), of: "1", as: "a")
    test.wait(minutes: 29)
    #expect(refusal { try store.accept(Place("identity", 2), of: "1", as: "a2") } == .claimedByAnother)
    test.wait(minutes: 2)
    #expect(try store.status(of: "1").claimedBy == nil)
    try store.accept(Place("identity", 2), of: "1", as: "a2", version: version + 1)
    try store.release("1", as: "a2")
    #expect(try store.status(of: "1").claimedBy == nil && store.status(of: "1").version == version + 2)
  }

  @Test("An act on another version than the current one is refused") func versions() throws {
    let test = try submitted()
    let seen = try test.store.status(of: "1").version
    try test.store.accept(Place("identity", 1), of: "1", as: "a", version: seen)
    #expect(refusal { try test.store.pass("1", as: "a", version: seen) } == .staleVersion)
  }

  @Test("A return can be withdrawn while nothing has changed; its unsent notice is cancelled") func withdrawn() throws {
    let test = try submitted()
    let store = test.store
    try store.accept(Place("identity", 1), of: "1", as: "a")
    try store.want(Place("identity", 2), of: "1", note: "模糊", as: "a")
    try store.giveBack("1", note: "请更换", as: "a")
    #expect(refusal { try store.withdraw("1", as: "r") } == .notYourLevel)
    #expect(try store.withdraw("1", as: "a").state == .submitted)
    #expect(try test.states("identity", of: "1") == [1: .accepted, 2: .wanted])
    #expect(try test.messages("1") == [.withdrawn, .returned, .submitted], "what could be read is not unsaid")
    #expect(try store.nextNotice() == nil)
    try store.giveBack("1", note: "请更换", as: "a")
    let notice = try #require(try store.nextNotice())
    #expect(notice.mobile == "13912345688" && notice.text.hasPrefix("【山东卫健委医管中心】您的医师资格考试报名材料照片"))
    try store.finishNotice(notice.id)
    try store.withdraw("1", as: "a")
    #expect(try test.messages("1") == [.withdrawn, .returned, .withdrawn, .returned, .submitted])
    try store.giveBack("1", note: "请更换", as: "a")
    try store.upload(test.photo(), to: "identity", of: "1")
    #expect(refusal { try store.withdraw("1", as: "a") } == .wrongState)
  }

  @Test("A pass can be reopened by its level until the next has acted") func reopened() throws {
    let test = try submitted()
    let store = test.store
    try test.acceptIdentity("1")
    try store.pass("1", as: "a")
    #expect(refusal { try store.reopen("1", as: "r") } == .notYourLevel)
    #expect(try store.reopen("1", as: "a").state == .submitted)
    #expect(try test.messages("1").first == .reopened)
    try store.pass("1", as: "a")
    try store.claim("1", as: "r")
    #expect(refusal { try store.reopen("1", as: "a") } == .claimedByAnother)
    try store.release("1", as: "r")
    #expect(try store.reopen("1", as: "a").siteResult == nil, "looking is not acting")
    try store.pass("1", as: "a")
    try store.want(Place("identity", 1), of: "1", note: "看不清", as: "r")
    try store.release("1", as: "r")
    #expect(refusal { try store.reopen("1", as: "a") } == .wrongState)
    try store.accept(Place("identity", 1), of: "1", as: "r")
    try store.pass("1", as: "r")
    #expect(try store.reopen("1", as: "boss").state == .sitePassed)
  }

  @Test("When the region accepts what the site accepted, the site can no longer reopen") func confirmed()
    throws
  {
    let test = try submitted()
    let store = test.store
    try test.acceptIdentity("1")
    let version = try store.pass("1", as: "a").version
    #expect(try store.accept(Place("identity", 1), of: "1", as: "r").version == version + 1)
    #expect(try store.accept(Place("identity", 1), of: "1", as: "r").version == version + 1)
    try store.release("1", as: "r")
    #expect(refusal { try store.reopen("1", as: "a") } == .wrongState)
  }

  @Test("Publishing increments the version, and a return can still be withdrawn") func publishedBetween() throws {
    let test = try submitted()
    let store = test.store
    try test.acceptIdentity("1")
    try store.pass("1", as: "a")
    try store.want(Place("identity", 1), of: "1", note: "看不清", as: "r")
    let version = try store.giveBack("1", note: "请更换", as: "r").version
    #expect(try store.publish(.site, as: "a").published == ["1"])
    #expect(try store.status(of: "1").version == version + 1)
    #expect(try store.withdraw("1", as: "r").state == .sitePassed)
    try store.giveBack("1", note: "请更换", as: "r")
    try store.upload(test.photo(), to: "identity", of: "1")
    #expect(refusal { try store.withdraw("1", as: "r") } == .wrongState)
  }

  @Test("Publishing another site's results is refused for the site, whatever the level") func publishedElsewhere()
    throws
  {
    let test = try submitted()
    #expect(refusal { _ = try test.store.publish(.region, as: "a", site: "B") } == .notYourSite)
    #expect(refusal { _ = try test.store.publish(.region, as: "a", site: "A") } == .notYourLevel)
  }

  @Test("An application with another version than the seen one is not published") func publishedVersion()
    throws
  {
    let test = try TestStore("national-2023")
    try test.addStaff()
    for number in ["1", "2"] as [RegistrationNumber] {
      try test.enter(number)
      try test.uploadIdentity(number)
      try test.store.reject(number, note: "不符合", as: "a")
    }
    try test.store.reopen("2", as: "a")
    let seen = try test.store.reject("2", note: "不符合", as: "a").version
    let publication = try test.store.publish(.site, as: "a", version: seen)
    #expect(publication.published == ["2"] && publication.refused.mapValues(\.rule) == ["1": .staleVersion])
    #expect(try test.store.publish(.site, as: "a", version: 1).refused.count == 1)
    #expect(try test.store.publish(.site, as: "a").published == ["1"])
  }

  @Test("A list of materials is shown to existing staff of the candidate's site") func materialsAs() throws {
    let test = try submitted()
    try test.store.want(Place("identity", 1), of: "1", note: "看不清", as: "a")
    #expect(try test.store.materials(of: "1", as: "a")[0].pictures[0].note == "看不清")
    #expect(refusal { _ = try test.store.materials(of: "1", as: "ghost") } == .notFound)
    #expect(refusal { _ = try test.store.materials(of: "1", as: "b") } == .notYourSite)
    #expect(refusal { _ = try test.store.materials(of: "1", as: "r") } == .notYourLevel)
  }

  @Test("A reviewer's note is shown as written, including braces") func braces() throws {
    let test = try submitted()
    try test.store.want(Place("identity", 1), of: "1", note: "看不清{note}", as: "a")
    try test.store.giveBack("1", note: "请看{wanted}", as: "a")
    #expect(try test.store.messages(of: "1").first?.text == "审核退回：请看{wanted}\n身份证明（正面）：看不清{note}")
  }

  @Test("Reopening a rejection cancels its waiting notice") func rejectionReopened() throws {
    let test = try TestStore("shandong-2021") {
      $0.replacingOccurrences(of: "\nnotices:\n", with: "\nnotices:\n  rejected: 请查看审核结果\n")
    }
    try test.addStaff()
    try test.enter("1") { $0.mobile = "13912345688" }
    try test.uploadIdentity("1")
    try test.store.submit("1")
    try test.store.reject("1", note: "不符合", as: "a")
    var notices: [Notice.State] = []
    try test.store.eachNotice { notices.append($0.state) }
    #expect(notices == [.queued])
    try test.store.reopen("1", as: "a")
    #expect(try test.store.nextNotice() == nil)
    #expect(try test.messages("1") == [.reopened, .rejected, .submitted])
  }

  @Test("After a return by either level, review starts at the site again") func regionReturns() throws {
    let test = try submitted()
    let store = test.store
    try test.acceptIdentity("1")
    try store.pass("1", as: "a")
    try store.want(Place("identity", 1), of: "1", note: "看不清", as: "r")
    let returned = try store.giveBack("1", note: "请更换", as: "r")
    #expect(returned.siteResult == .passed && returned.regionResult == .returned)
    try store.upload(test.photo(), to: "identity", of: "1")
    let again = try store.submit("1")
    #expect(again.state == .submitted && again.siteResult == nil && again.regionResult == nil)
    #expect(refusal { try store.claim("1", as: "r") } == .notYourLevel)
  }

  @Test("The queue shows a reviewer's applications, longest waiting first") func queue() throws {
    let test = try submitted()
    let store = test.store
    for (number, site) in [("2", "A"), ("3", "B"), ("4", "A")] as [(RegistrationNumber, String)] {
      test.wait(minutes: 1)
      try test.enter(number, site: site)
      try test.uploadIdentity(number)
      try store.submit(number)
    }
    #expect(try store.queue(for: "a").map(\.registration) == ["1", "2", "4"])
    #expect(try store.queue(for: "a", after: "1", limit: 1).map(\.registration) == ["2"])
    #expect(try store.queue(for: "b").map(\.registration) == ["3"])
    #expect(try store.queue(for: "r").isEmpty)
    try test.acceptIdentity("2")
    test.wait(minutes: 1)
    try store.pass("2", as: "a")
    #expect(try store.queue(for: "r").map(\.registration) == ["2"])
    #expect(try store.queue(for: "boss").map(\.registration) == ["1", "3", "4", "2"])
  }

  @Test("Unknown people and materials are not found") func notFound() throws {
    let test = try submitted()
    let store = test.store
    #expect(refusal { _ = try store.status(of: "9") } == .notFound)
    #expect(refusal { try store.claim("1", as: "nobody") } == .notFound)
    #expect(refusal { try store.accept(Place("passport", 1), of: "1", as: "a") } == .notFound)
    #expect(refusal { try store.accept(Place("identity", 3), of: "1", as: "a") } == .notFound)
    try store.disableStaff("a")
    #expect(refusal { try store.claim("1", as: "a") } == .notFound)
  }

  @Test("Outside its upload window a policy refuses uploads, except after a return") func window() throws {
    let open = "uploadWindow: {opens: \"2020-09-13T00:00:00+08:00\", closes: \"2020-09-14T00:00:00+08:00\"}\n"
    let test = try TestStore("shandong-2021") { $0 + open }
    let store = test.store
    try test.addStaff()
    try test.enter("1")
    try test.enter("2")
    try test.uploadIdentity("1")
    try store.submit("1")
    try test.uploadIdentity("2")
    test.wait(minutes: 60 * 24)
    #expect(refusal { try store.upload(test.photo(), to: "other", of: "2") } == .closed)
    #expect(refusal { try store.remove(Place("identity", 1), of: "2") } == .closed)
    #expect(refusal { try store.submit("2") } == .closed)
    try store.want(Place("identity", 1), of: "1", note: "看不清", as: "a")
    try store.giveBack("1", note: "请更换", as: "a")
    try store.upload(test.photo(), to: "identity", of: "1")
    #expect(try store.submit("1").state == .submitted)
  }
}
