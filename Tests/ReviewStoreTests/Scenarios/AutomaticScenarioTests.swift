import Testing

@testable import ReviewStore

@Suite("The guide with automatic submission") struct AutomaticScenarioTests {
  private func test() throws -> TestStore {
    let test = try TestStore("national-2023")
    try test.addStaff()
    try test.enter("1")
    return test
  }

  @Test("The first picture submits the application, and removing the last one withdraws it") func automatic() throws {
    let test = try test()
    let store = test.store
    #expect(try store.upload(test.photo(), to: "identity", of: "1").status.state == .submitted)
    #expect(try store.status(of: "1").locked == false)
    #expect(refusal { try store.submit("1") } == .wrongState)
    #expect(try store.remove(Place("identity", 1), of: "1").state == .filling)
    #expect(try test.messages("1") == [])
  }

  @Test("Accepting locks a picture, others stay changeable; a claim locks nothing") func accepted() throws {
    let test = try test()
    let store = test.store
    try test.uploadIdentity("1")
    try store.claim("1", as: "a")
    try store.accept(Place("identity", 1), of: "1", as: "a")
    #expect(try test.states("identity", of: "1") == [1: .accepted, 2: .unlocked])
    #expect(refusal { try store.remove(Place("identity", 1), of: "1") } == .locked)
    #expect(refusal { try store.upload(test.photo(), to: "identity", of: "1") } == .full)
    try store.remove(Place("identity", 2), of: "1")
    try store.upload(test.photo(), to: "identity", of: "1")
    try store.upload(test.photo(), to: "education", of: "1")
    #expect(refusal { try store.pass("1", as: "a") } == .incomplete)
  }

  @Test("After a return it is submitted again once every wanted position is filled") func returned() throws {
    let test = try test()
    let store = test.store
    try test.uploadIdentity("1")
    try store.accept(Place("identity", 1), of: "1", as: "a")
    try store.want(Place("identity", 2), of: "1", note: "模糊", as: "a")
    #expect(refusal { try store.upload(test.photo(), to: "identity", of: "1", position: 2) } == .locked)
    try store.want(Place("education", 1), of: "1", note: "请补充", as: "a")
    try store.giveBack("1", note: "请修改", as: "a")
    #expect(try store.upload(test.photo(), to: "identity", of: "1").status.state == .returned)
    #expect(try store.upload(test.photo(), to: "education", of: "1").status.state == .submitted)
    #expect(try test.states("identity", of: "1") == [1: .accepted, 2: .unlocked])
    var notices = 0
    try store.eachNotice { _ in notices += 1 }
    #expect(notices == 0)
    #expect(try test.messages("1") == [.returned])
  }

  @Test("An empty place where a picture is asked for opens with the return, not before") func wantedEmpty() throws {
    let test = try test()
    let store = test.store
    try test.uploadIdentity("1")
    try store.want(Place("education", 1), of: "1", note: "请补充", as: "a")
    #expect(refusal { try store.upload(test.photo(), to: "education", of: "1", position: 1) } == .locked)
    #expect(try store.upload(test.photo(), to: "education", of: "1").place.position == 2)
    try store.giveBack("1", note: "请修改", as: "a")
    #expect(try store.upload(test.photo(), to: "education", of: "1").place.position == 1)
    #expect(try store.status(of: "1").state == .submitted)
  }

  @Test("A wanted place that is filled and emptied again prevents submission; another place does not")
  func emptiedAgain() throws {
    let test = try test()
    let store = test.store
    try test.uploadIdentity("1")
    try store.upload(test.photo(), to: "education", of: "1")
    for position in 1...2 { try store.want(Place("identity", position), of: "1", note: "模糊", as: "a") }
    try store.giveBack("1", note: "请修改", as: "a")
    try store.upload(test.photo(), to: "identity", of: "1", position: 1)
    try store.remove(Place("identity", 1), of: "1")
    try store.remove(Place("education", 1), of: "1")
    #expect(try store.upload(test.photo(), to: "identity", of: "1", position: 2).status.state == .returned)
    #expect(try store.upload(test.photo(), to: "identity", of: "1", position: 1).status.state == .submitted)
  }

  @Test("Each level's decisions are visible once that level has been published") func published() throws {
    let test = try test()
    let store = test.store
    try test.uploadIdentity("1")
    try test.enter("2")
    try test.uploadIdentity("2")
    try test.acceptIdentity("1")
    let passed = try store.pass("1", as: "a")
    #expect(passed.locked && passed.visibleResult == nil)
    let publication = try store.publish(.site, as: "a")
    #expect(publication == Publication(published: ["1"], undecided: ["2"]))
    #expect(try store.status(of: "1").visibleResult == .sitePassed)
    #expect(refusal { try store.reopen("1", as: "a") } == .wrongState)
    #expect(try store.pass("1", as: "r").visibleResult == .sitePassed)
    _ = try store.publish(.region, as: "r")
    #expect(try store.status(of: "1").visibleResult == .regionPassed)
    try store.reject("2", note: "不符合", as: "a")
    #expect(try store.status(of: "2").visibleResult == nil, "decided later, it waits for the next publication")
    _ = try store.publish(.site, as: "a")
    #expect(try store.status(of: "2").visibleResult == .rejected)
    #expect(refusal { try store.setStage(.payment, of: "1", as: "r") } == .wrongState)
    #expect(try store.setStage(.preparing, of: "1", as: "r").visibleStage == .preparing)
  }
}
