import Testing
import Wording

@testable import ReviewStore

@Suite("Dossiers of applications", .timeLimit(.minutes(20))) struct DossierTests {
  private func filled() throws -> TestStore {
    let test = try TestStore("shandong-2021")
    try test.addStaff()
    try test.enter("1")
    try test.uploadIdentity("1")
    return test
  }

  @Test("A dossier has the pictures in the policy's order, and names what is missing") func contents() throws {
    let test = try filled()
    try test.store.submit("1")
    let dossier = try test.store.dossier(of: "1")
    #expect(dossier.pictures.map(\.place) == [Place("identity", 1), Place("identity", 2)])
    for picture in dossier.pictures {
      #expect(try picture.bytes == test.store.picture(picture.place, of: "1"))
    }
    #expect(try dossier.version == test.store.status(of: "1").version)
  }

  @Test(
    "Only who may see the pictures gets them: no other site, nobody before they are handed in, not the region early")
  func access() throws {
    let test = try filled()
    let store = test.store
    for name: StaffName? in [nil, "a", "boss"] {
      #expect(refusal { _ = try store.exportDossier(of: "1", as: .pdf, by: name) } == .notFound)
    }
    try store.submit("1")
    #expect(refusal { _ = try store.exportDossier(of: "1", as: .pdf, by: "b") } == .notYourSite)
    #expect(refusal { _ = try store.dossier(of: "1", as: "b") } == .notYourSite)
    #expect(refusal { _ = try store.dossierVersion(of: "1", as: "b") } == .notYourSite)
    #expect(refusal { _ = try store.exportDossier(of: "1", as: .pdf, by: "r") } == .notYourLevel)
    #expect(refusal { _ = try store.exportDossier(of: "1", as: .pdf, by: "ghost") } == .notFound)
    #expect(refusal { _ = try store.exportDossier(of: "2", as: .pdf, by: "a") } == .notFound)
    #expect(try store.exportDossier(of: "1", as: .pdf, by: "a").pictures.count == 2)
  }

  @Test("Whoever must keep away from the candidate gets no dossier") func conflict() throws {
    let test = try filled()
    try test.store.submit("1")
    try test.store.declareConflict(of: "a", with: "1", reason: "表兄", by: "a")
    #expect(refusal { _ = try test.store.exportDossier(of: "1", as: .pdf, by: "a") } == .conflictOfInterest)
    #expect(refusal { _ = try test.store.dossier(of: "1", as: "a") } == .conflictOfInterest)
    #expect(try test.store.exportDossier(of: "1", as: .pdf, by: "a2").pictures.count == 2)
  }

  @Test("Each export is logged: one application on its registration, a filter's on the store; a refused one is not")
  func logged() throws {
    let test = try filled()
    try test.store.submit("1")
    _ = try test.store.exportDossier(of: "1", as: .pdf, by: "a")
    #expect(refusal { _ = try test.store.exportDossier(of: "1", as: .pdf, by: "b") } == .notYourSite)
    var filter = RosterFilter()
    filter.search = "测试"
    filter.states = [.submitted]
    try test.store.recordDossiers(1, under: filter, as: .folders, by: "a")
    filter.site = "B"
    #expect(refusal { try test.store.recordDossiers(1, under: filter, as: .folders, by: "a") } == .notYourSite)
    var told: [String] = []
    try test.store.eachAuditEntry {
      if $0.action == "dossier" { told.append("\($0.actor) \($0.subject) \($0.after.text)") }
    }
    #expect(told.count == 2)
    #expect(told.first == "a 1 pictures=2 format=pdf")
    #expect(told.last?.hasPrefix("a store count=1 format=folders filter=submitted filter=site:A filter=search") == true)
    let before = try test.store.status(of: "1").version
    _ = try test.store.exportDossier(of: "1", as: .pdf)
    #expect(try test.store.status(of: "1").version == before, "an export changes nothing")
    #expect(try test.store.verify().isClean)
  }

  @Test("What was erased says so, and never comes back") func erased() throws {
    let test = try filled()
    try test.store.submit("1")
    try test.store.erase("1", as: "boss")
    #expect {
      _ = try test.store.dossier(of: "1")
    } throws: { ($0 as? Refusal)?.rule == .notFound && "\($0)".contains("erased") }
  }

  @Test("A picture file that was changed is not exported") func damaged() throws {
    let test = try filled()
    try test.store.submit("1")
    let digest = try test.store.storedPicture(Place("identity", 1), of: "1").sha256
    try test.store.pictures.remove(digest)
    #expect(throws: StoreError.self) { _ = try test.store.exportDossier(of: "1", as: .pdf) }
  }

  @Test("An application without pictures has no dossier") func empty() throws {
    let test = try filled()
    try test.store.submit("1")
    try test.store.database.writing { try $0.run("DELETE FROM slot") }
    #expect(refusal { _ = try test.store.dossier(of: "1") } == .empty)
  }
}
