import Testing

@testable import ReviewStore

@Suite("What a candidate sees") struct CandidateSightTests {
  /// Everything that a candidate can see of an application, as text.
  private func sight(_ test: TestStore, _ number: RegistrationNumber) throws -> String {
    let view = try test.store.candidateView(of: number)
    let materials = view.materials.map { "\($0.json(in: .english))" }
    var refusals: [String] = []
    for act: () throws -> Void in [
      { try test.store.submit(number, candidateVersion: nil) },
      { try test.store.upload(test.photo(), to: "identity", of: number, position: 1) },
      { try test.store.remove(Place("identity", 1), of: number, candidateVersion: 99) },
      { try test.store.submit(number, candidateVersion: 99) },
    ] {
      do {
        try act()
        Issue.record("this was to be refused")
      } catch { refusals.append("\(error)") }
    }
    let messages = try test.store.messages(of: number).map(\.text)
    return "\(view.status)\n\(materials)\n\(view.missing)\n\(messages)\n\(refusals)"
  }

  private func handedIn(_ policy: String) throws -> TestStore {
    let test = try TestStore(policy)
    try test.addStaff()
    try test.enter("1") { ($0.mobile, $0.address) = ("13912345688", "路 1 号") }
    try test.uploadIdentity("1")
    if test.store.policy.handingIn == .explicit { try test.store.submit("1") }
    return test
  }

  @Test("A review that is not shown yet changes nothing that the candidate sees") func unseen() throws {
    let test = try handedIn("tianjin-2023")
    let store = test.store
    let before = try sight(test, "1")
    var versions: Set<Int> = []
    func unchanged(_ what: String, _ act: () throws -> Status) throws {
      versions.insert(try act().version)
      #expect(try sight(test, "1") == before, "\(what)")
    }
    try unchanged("claim") { try store.claim("1", as: "a") }
    try unchanged("accept") { try store.accept(Place("identity", 1), of: "1", as: "a") }
    try unchanged("want") { try store.want(Place("identity", 2), of: "1", note: "模糊", as: "a") }
    try unchanged("want missing") { try store.want(Place("education", 1), of: "1", note: "补充", as: "a") }
    try unchanged("accept the missing") { try store.accept(Place("education", 1), of: "1", as: "a") }
    try unchanged("accept 2") { try store.accept(Place("identity", 2), of: "1", as: "a") }
    try unchanged("pass") { try store.pass("1", as: "a") }
    try unchanged("reopen") { try store.reopen("1", as: "a") }
    try unchanged("reject") { try store.reject("1", note: "不符合", as: "a") }
    try unchanged("reopen again") { try store.reopen("1", as: "a") }
    try unchanged("pass again") { try store.pass("1", as: "a") }
    try unchanged("the region wants") { try store.want(Place("identity", 1), of: "1", note: "模糊", as: "r") }
    try unchanged("the region accepts") { try store.accept(Place("identity", 1), of: "1", as: "r") }
    try unchanged("the region passes") { try store.pass("1", as: "r") }
    if let stage = store.policy.stages.first {
      try unchanged("stage") { try store.setStage(stage, of: "1", as: "r") }
    }
    #expect(versions.count > 8, "staff's version tells of each")
    _ = try store.publish(.region, as: "r")
    #expect(try sight(test, "1") != before)
    #expect(try store.candidateView(of: "1").status.version == store.status(of: "1").forCandidate.version)
    #expect(try store.verify().isClean)
  }

  @Test(
    "A return is visible at once, and later acts stay invisible until they are shown",
    arguments: ["tianjin-2023", "national-2023"])
  func afterReturn(policy: String) throws {
    let test = try handedIn(policy)
    let store = test.store
    let version = { try store.candidateView(of: "1").status.version }
    let first = try version()
    try store.accept(Place("identity", 1), of: "1", as: "a")
    try store.want(Place("identity", 2), of: "1", note: "模糊", as: "a")
    try store.giveBack("1", note: "请更换", as: "a")
    #expect(try version() > first)
    let returned = try store.candidateView(of: "1")
    let pictures = returned.materials.first { $0.rule.id == "identity" }?.pictures ?? []
    #expect(pictures.map(\.note) == [nil, "模糊"])
    #expect(pictures[1].state == .wanted)
    try store.upload(test.photo(), to: "identity", of: "1", position: 2)
    if store.policy.handingIn == .explicit { try store.submit("1") }
    let again = try version()
    try store.accept(Place("identity", 1), of: "1", as: "a")
    if policy == "tianjin-2023" { #expect(try version() == again) }
    let seen = try store.candidateView(of: "1").materials.flatMap(\.pictures)
    #expect(!seen.contains { $0.acceptedBefore || $0.state == .accepted || $0.note != nil })
  }

  @Test("A region's marks do not show through a visible pass by the site") func throughPass() throws {
    let test = try handedIn("shandong-2021")
    let store = test.store
    try test.acceptIdentity("1")
    try store.pass("1", as: "a")
    let before = try sight(test, "1")
    #expect(before.contains("accepted"))
    try store.want(Place("identity", 1), of: "1", note: "模糊", as: "r")
    #expect(try sight(test, "1") == before)
    try store.giveBack("1", note: "请更换", as: "r")
    #expect(try store.candidateView(of: "1").status.returnedBy == .region)
  }

  @Test("Where the policy shows reviews at once, the candidate sees each mark") func atOnce() throws {
    let test = try handedIn("shandong-2021")
    let version = try test.store.candidateView(of: "1").status.version
    try test.store.accept(Place("identity", 1), of: "1", as: "a")
    let view = try test.store.candidateView(of: "1")
    #expect(view.status.version > version)
    #expect(view.materials.flatMap(\.pictures).map(\.state) == [.accepted, .locked])
  }

  @Test("A candidate who saw another candidate version is refused") func stale() throws {
    let test = try TestStore("tianjin-2023")
    try test.enter("1")
    try test.uploadIdentity("1")
    let seen = try test.store.candidateView(of: "1").status.version
    try test.store.remove(Place("identity", 2), of: "1", candidateVersion: seen)
    #expect(refusal { try test.store.remove(Place("identity", 1), of: "1", candidateVersion: seen) } == .staleVersion)
    #expect(refusal { try test.store.submit("1", candidateVersion: seen) } == .staleVersion)
  }
}
