import ImageKit
import Testing
import Wording

@testable import ReviewStore

@Suite("The papers that materials take") struct WantedPapersTests {
  private let yaml = Policy.shippedYAML("shandong-2021")!

  private func applicant(_ identity: Applicant.Identity = .domestic) -> Applicant {
    Applicant(registration: "1", site: "A", category: "临床执业医师", identity: identity)
  }

  @Test("Each labelled position takes its own paper, and of a foreigner another", arguments: Policy.shippedIDs)
  func positions(id: String) throws {
    let policy = try Policy(yaml: #require(Policy.shippedYAML(id)))
    #expect(policy.takes(at: Place("identity", 1), for: applicant()) == [.cardPortrait])
    #expect(policy.takes(at: Place("identity", 2), for: applicant()) == [.cardEmblem])
    #expect(policy.takes(at: Place("identity", 1), for: applicant(.foreignPassport)) == [.passportPage])
    #expect(policy.takes(at: Place("education", 3), for: applicant()) == [.certificate, .printed])
    #expect(policy.takes(at: Place("other", 1), for: applicant()).isEmpty)
    #expect(policy.takes("identity") == [.cardPortrait, .cardEmblem, .passportPage, .passportCover])
  }

  @Test("As many papers as labels are needed") func counts() throws {
    let wrong = yaml.replacingOccurrences(of: "takes: [card-portrait, card-emblem]", with: "takes: [card-portrait]")
    let error = #expect(throws: PolicyError.self) { try Policy(yaml: wrong) }
    #expect(error?.mistakes.map(\.message.english) == ["`takes` needs one paper for each of the 2 labels."])
  }

  @Test("Swapped sides are told, kept with the pictures, and counted in the queue") func swapped() throws {
    let test = try TestStore("shandong-2021", preparing: .showing)
    try test.addStaff()
    try test.enter("1", site: "A")
    let first = try test.store.upload([1], to: "identity", of: "1")
    #expect(first.findings.map(\.code) == [.wrongPaper])
    #expect(first.findings[0].message.chinese.contains("应放在第 2 张"))
    try test.store.upload([0], to: "identity", of: "1")
    for viewer in [Viewer.candidate, .staff, .office] {
      let kept = try test.store.materials(of: "1", for: viewer).flatMap(\.pictures).map { $0.findings.map(\.code) }
      #expect(kept == [[.wrongPaper], [.wrongPaper]])
    }
    try test.store.submit("1")
    #expect(try test.store.queue(for: "a").map(\.findings) == [2])
    #expect(try test.store.verify().isClean)
  }

  @Test("Exchanged pictures keep what was found in them, and are held against what their new places take")
  func exchanged() throws {
    let test = try TestStore("shandong-2021", preparing: .showing)
    let store = test.store
    try test.enter("1", site: "A")
    try store.upload([1, 8], to: "identity", of: "1")
    try store.upload([9, 9], to: "identity", of: "1")
    let before = try store.materials(of: "1")[0].pictures
    #expect(before.map { $0.findings.map(\.code) } == [[.blurred, .wrongPaper], [.wrongPaper]])
    let material = try store.materials(of: "1")[0]
    #expect(before.map(material.exchange) == [2, 1])
    let version = try store.status(of: "1").version
    let status = try store.exchange(Place("identity", 1), with: 2, of: "1", version: version)
    #expect(status.version == version + 1)
    let after = try store.materials(of: "1")[0].pictures
    #expect(after.map(\.picture) == before.reversed().map(\.picture))
    #expect(after.map { $0.findings.map(\.code) } == [[.wrongPaper], [.blurred]])
    #expect(after[0].findings.first?.message.chinese.contains("这里要身份证人像面") == true)
    for picture in after { #expect(try store.picture(Place("identity", picture.position), of: "1").isEmpty == false) }
    #expect(try store.verify().isClean)

    try store.exchange(Place("identity", 2), with: 1, of: "1")
    #expect(try store.materials(of: "1")[0].pictures.map(\.picture) == before.map(\.picture))
    #expect(try store.materials(of: "1")[0].pictures[0].findings.map(\.code) == [.blurred, .wrongPaper])
    #expect(try store.verify().isClean)
  }

  @Test("Only two changeable pictures of a material are exchanged, and only those that were seen")
  func exchangeRefused() throws {
    let test = try TestStore("shandong-2021", preparing: .showing)
    let store = test.store
    try test.addStaff()
    try test.enter("1", site: "A")
    let place = Place("identity", 1)
    try store.upload([1], to: "identity", of: "1")
    #expect(refusal { try store.exchange(place, with: 2, of: "1") } == .notFound)
    #expect(refusal { try store.exchange(place, with: 7, of: "1") } == .notFound)
    let version = try store.status(of: "1").version
    try store.upload([0], to: "identity", of: "1")
    #expect(refusal { try store.exchange(place, with: 2, of: "1", version: version) } == .staleVersion)
    #expect(try store.exchange(place, with: 1, of: "1").version == version + 1, "nothing changes")
    try store.submit("1")
    #expect(refusal { try store.exchange(place, with: 2, of: "1") } == .locked)
    #expect(try store.verify().isClean)
  }

  @Test("Sides that a return asks for are brought by exchanging them, and hand in where uploads do")
  func exchangedAfterReturn() throws {
    let test = try TestStore("national-2023", preparing: .showing)
    let store = test.store
    try test.addStaff()
    try test.enter("1", site: "A")
    for side: UInt8 in [1, 0] { try store.upload([side], to: "identity", of: "1") }
    for position in [1, 2] { try store.want(Place("identity", position), of: "1", note: "正反面放反", as: "a") }
    try store.giveBack("1", note: "正反面放反", as: "a")
    #expect(try store.status(of: "1").state == .returned)
    try store.exchange(Place("identity", 1), with: 2, of: "1")
    #expect(try store.status(of: "1").state == .submitted)
    #expect(try store.materials(of: "1", for: .staff)[0].pictures.allSatisfy { $0.findings.isEmpty })
    #expect(try store.verify().isClean)
  }

  @Test("The right paper, and one that nothing is said of, have no warning") func right() throws {
    let test = try TestStore("shandong-2021", preparing: .showing)
    try test.enter("1")
    #expect(try test.store.upload([0], to: "identity", of: "1").findings.isEmpty)
    #expect(try test.store.upload([1], to: "identity", of: "1").findings.isEmpty)
    #expect(try test.store.upload([9], to: "other", of: "1").findings.isEmpty)
  }

  @Test("A policy can switch a warning off") func off() throws {
    let silent = try Policy(yaml: yaml + "\nnoWarnings: [wrong-paper]\n")
    let look = PaperLook([.noDocument: 1])
    let finding = try #require(silent.wrongPaper(look, at: Place("identity", 1), for: applicant()))
    #expect(silent.given([finding]).isEmpty)
    #expect(try Policy(yaml: yaml).given([finding]) == [finding])
  }
}

extension PicturePreparing {
  /// A picture that surely shows the kind of paper which the photo's first byte counts.
  /// A second byte of 8 blurs it.
  fileprivate static let showing = PicturePreparing(
    comparing: { photo, watermark, rules, _, _ in
      let picture = try tiny.prepare(photo, watermark, rules)
      let isBlurred = photo.count > 1 && photo[1] == 8
      return ReadyPicture(
        bytes: picture.bytes, format: .jpeg, width: 400, height: 300,
        findings: isBlurred ? [Finding(.blurred, .warning, score: 20, Bilingual("Blurred.", "模糊。"))] : [],
        paper: PaperLook([PaperKind.allCases[Int(photo[0])]: 1]))
    },
    // The photo's bytes follow six others.
    lookingAgain: { PaperLook([PaperKind.allCases[Int($0[6])]: 1]) })
}
