import Testing

@testable import ReviewStore

/// The four guides with explicit submission, from the first sign-in to the final result.
@Suite("Guides with explicit submission") struct ExplicitScenarioTests {
  private static let policies = ["shandong-2021", "tianjin-2023", "beijing-2024", "guide-v2301"]

  @Test(
    "From the first sign-in to submission: upload, remove, upload again, submit; then everything is locked",
    arguments: policies)
  func filling(policy: String) throws {
    let test = try TestStore(policy)
    let store = test.store
    let number = try test.enter("1", activate: false)
    #expect(refusal { try store.upload(test.photo(), to: "identity", of: number) } == .notActivated)
    try store.activate(number)
    try test.uploadIdentity(number)
    #expect(refusal { try store.upload(test.photo(), to: "identity", of: number) } == .full)
    #expect(try store.remove(Place("identity", 1), of: number).locked == false)
    #expect(try test.states("identity", of: number) == [2: .unlocked], "positions never shift")
    #expect(refusal { try store.upload(test.photo(), to: "identity", of: number, position: 2) } == .alreadyExists)
    #expect(try store.upload(test.photo(), to: "identity", of: number).place.position == 1)
    if store.policy.personalDetailsRequired {
      #expect(refusal { try store.submit(number) } == .profileMissing)
      try store.setProfile(of: number, mobile: "13912345688", address: "某路 1 号")
    }
    let status = try store.submit(number)
    #expect(status.state == .submitted && status.locked && status.visibleResult == nil)
    #expect(try store.messages(of: number).first?.text == "上报完成，内容已锁定。")
    #expect(try test.states("identity", of: number) == [1: .locked, 2: .locked])
    #expect(refusal { try store.upload(test.photo(), to: "identity", of: number) } == .locked)
    #expect(refusal { try store.upload(test.photo(), to: "other", of: number) } == .locked)
    #expect(refusal { try store.remove(Place("identity", 1), of: number) } == .locked)
    #expect(refusal { try store.remove(Place("other", 1), of: number) } == .locked)
    #expect(refusal { try store.submit(number) } == .wrongState)
    try store.setProfile(of: number, mobile: "13800000001")
    #expect(try store.profile(of: number).maskedMobile == "138*****01", "details may be changed at any time")
  }

  /// A store with one submitted application: two pictures of `identity` and one of `education`.
  private func submitted(_ policy: String) throws -> TestStore {
    let test = try TestStore(policy)
    try test.addStaff()
    try test.enter("1") { ($0.mobile, $0.address) = ("13912345688", "某路 1 号") }
    try test.uploadIdentity("1")
    try test.store.upload(test.photo(), to: "education", of: "1")
    try test.store.submit("1")
    return test
  }

  @Test(
    "Where a return unlocks the whole application, accepted pictures open too, and the next reviewer is shown them",
    arguments: ["shandong-2021", "beijing-2024", "guide-v2301"])
  func returnedWhole(policy: String) throws {
    let test = try submitted(policy)
    let store = test.store
    try store.accept(Place("identity", 1), of: "1", as: "a")
    try store.want(Place("identity", 2), of: "1", note: "反面不清晰", as: "a")
    #expect(refusal { try store.pass("1", as: "a") } == .wrongState)
    #expect(try store.materials(of: "1")[0].pictures[1].state == .locked, "the candidate is told with the return")
    let status = try store.giveBack("1", note: "请更换", as: "a")
    #expect(status.state == .returned && !status.locked && status.visibleResult == .returned)
    #expect(status.reactBy == Moment(milliseconds: 1_600_000_000_000 + 24 * 3_600_000))
    #expect(try store.messages(of: "1").first?.text == "审核退回：请更换\n身份证明（反面）：反面不清晰")
    #expect(try test.states("identity", of: "1") == [1: .unlocked, 2: .wanted])
    #expect(try test.states("education", of: "1") == [1: .unlocked])
    #expect(try store.materials(of: "1")[0].pictures[1].note == "反面不清晰")
    #expect(try store.upload(test.photo(), to: "identity", of: "1").place.position == 2)
    try store.upload(test.photo(), to: "other", of: "1")
    try store.submit("1")
    let identity = try store.materials(of: "1", for: .staff)[0].pictures
    #expect(identity.map(\.acceptedBefore) == [true, false] && identity.map(\.state) == [.locked, .locked])
    #expect(refusal { try store.pass("1", as: "a") } == .incomplete)
  }

  @Test("In Tianjin a return unlocks only what the reviewer asked for") func returnedWanted() throws {
    let test = try submitted("tianjin-2023")
    let store = test.store
    #expect(refusal { try store.giveBack("1", note: "空", as: "a") } == .empty)
    try store.accept(Place("identity", 1), of: "1", as: "a")
    try store.want(Place("identity", 2), of: "1", note: "反面不清晰", as: "a")
    try store.want(Place("probation", 1), of: "1", note: "请补充", as: "a")
    let status = try store.giveBack("1", note: "请更换", as: "a")
    #expect(status.reactBy == nil && !status.locked)
    #expect(try test.states("identity", of: "1") == [1: .accepted, 2: .wanted])
    #expect(try test.states("education", of: "1") == [1: .locked])
    #expect(refusal { try store.upload(test.photo(), to: "education", of: "1") } == .locked)
    #expect(refusal { try store.upload(test.photo(), to: "probation", of: "1", position: 2) } == .locked)
    #expect(refusal { try store.remove(Place("identity", 1), of: "1") } == .locked)
    try store.upload(test.photo(), to: "identity", of: "1")
    #expect(try test.states("identity", of: "1") == [1: .accepted, 2: .unlocked])
    try store.remove(Place("identity", 2), of: "1")
    #expect(refusal { try store.submit("1") } == .incomplete)
    try store.upload(test.photo(), to: "identity", of: "1")
    try store.upload(test.photo(), to: "probation", of: "1")
    try store.submit("1")
    #expect(try test.states("identity", of: "1") == [1: .accepted, 2: .locked])
  }

  @Test(
    "Site and region pass it, in this order, and the policy decides what the candidate sees", arguments: policies)
  func passed(policy: String) throws {
    let test = try submitted(policy)
    let store = test.store
    #expect(refusal { try store.pass("1", as: "r") } == .notYourLevel)
    #expect(refusal { try store.pass("1", as: "b") } == .notYourSite)
    #expect(refusal { try store.pass("1", as: "a") } == .incomplete)
    try test.acceptIdentity("1")
    try store.accept(Place("education", 1), of: "1", as: "a")
    #expect(refusal { try store.pass("1", as: "a2") } == .claimedByAnother)
    let isAtOnce = store.policy.regionResult == .atOnce
    #expect(try store.pass("1", as: "a").visibleResult == (isAtOnce ? .sitePassed : nil))
    #expect(refusal { try store.pass("1", as: "a") } == .notYourLevel)
    let status = try store.pass("1", as: "r")
    #expect(status.state == .regionPassed && status.siteResult == .passed && status.regionResult == .passed)
    #expect(status.visibleResult == (isAtOnce ? .regionPassed : nil))
    #expect(refusal { _ = try store.publish(.region, as: "a") } == .notYourLevel)
    #expect(try store.publish(.region, as: "r").published == ["1"])
    #expect(try store.status(of: "1").visibleResult == .regionPassed)
    let expected: [String: [Message.Kind]] = [
      "shandong-2021": [.regionPassed, .sitePassed, .submitted], "tianjin-2023": [.submitted],
      "beijing-2024": [.regionPassed, .sitePassed, .submitted], "guide-v2301": [.submitted],
    ]
    #expect(try test.messages("1") == expected[policy])
    var notices: [Message.Kind] = []
    try store.eachNotice { notices.append($0.kind) }
    #expect(notices == (policy == "guide-v2301" ? [.regionPassed] : []))
    try store.setStage(.preparing, of: "1", as: "r")
    #expect(try store.setStage(.passed, of: "1", as: "r").visibleStage == .passed)
    #expect(try store.verify().problems == [])
  }

  @Test(
    "A candidate who does not qualify is rejected: nothing unlocks, and Tianjin shows it with the final results",
    arguments: policies)
  func rejected(policy: String) throws {
    let test = try submitted(policy)
    let store = test.store
    let status = try store.reject("1", note: "不符合报名条件", as: "a")
    #expect(status.state == .rejected && status.locked)
    let isFinal = store.policy.siteResult == .final
    #expect(status.visibleResult == (isFinal ? nil : .rejected))
    _ = try store.publish(.site, as: "a")
    #expect(try store.status(of: "1").visibleResult == (isFinal ? nil : .rejected))
    _ = try store.publish(.region, as: "r")
    #expect(try store.status(of: "1").visibleResult == .rejected)
    #expect(refusal { try store.reopen("1", as: "a") } == .wrongState, "what is published stands")
  }
}
