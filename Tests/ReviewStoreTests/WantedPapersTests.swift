import ImageKit
import Testing

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
  fileprivate static let showing = PicturePreparing { photo, watermark, rules in
    let picture = try tiny.prepare(photo, watermark, rules)
    return ReadyPicture(
      bytes: picture.bytes, format: .jpeg, width: 400, height: 300,
      paper: PaperLook([PaperKind.allCases[Int(photo[0])]: 1]))
  }
}
