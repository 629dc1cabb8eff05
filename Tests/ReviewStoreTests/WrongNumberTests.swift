import ImageKit
import Testing
import Wording

@testable import ReviewStore

@Suite("The number on the identity card") struct WrongNumberTests {
  private static let number = "110101199001011221"

  /// Finds a number in every picture for which one is to be compared.
  private static func reading(_ kind: CardNumberAnswer.Kind) -> PicturePreparing {
    PicturePreparing(comparing: { photo, watermark, rules, _, number in
      let ready = try PicturePreparing.tiny.prepare(photo, watermark, rules)
      return ReadyPicture(
        bytes: ready.bytes, format: .jpeg, width: ready.width, height: ready.height,
        number: number.map { _ in kind })
    })
  }

  @Test(
    "Staff see whether the card bears the number, the candidate does not, until the number is corrected",
    arguments: [CardNumberAnswer.Kind.same, .other, .undecided])
  func shown(kind: CardNumberAnswer.Kind) throws {
    let test = try test(preparing: Self.reading(kind))
    try test.uploadIdentity("1")
    try test.store.submit("1")
    let kinds = { (viewer: Viewer) in
      try test.store.materials(of: "1", for: viewer).flatMap(\.pictures).map(\.number)
    }
    #expect(try kinds(.staff) == [kind, kind] && kinds(.office) == [kind, kind] && kinds(.candidate) == [nil, nil])
    var correction = Correction()
    correction.idNumber = "11010119900101122X"
    try test.store.correct("1", correction, as: "a")
    #expect(try kinds(.staff) == [nil, nil])
  }

  /// Finds another number in every picture for which one is to be compared.
  private static let comparing = PicturePreparing(comparing: { photo, watermark, rules, _, number in
    let ready = try PicturePreparing.tiny.prepare(photo, watermark, rules)
    let findings = number.map { _ in [Finding(.wrongNumber, .warning, Bilingual("Another.", "不同。"))] } ?? []
    return ReadyPicture(
      bytes: ready.bytes, format: .jpeg, width: ready.width, height: ready.height,
      findings: findings + [Finding(.blurred, .warning, score: 20, Bilingual("Blurred.", "模糊。"))])
  })

  private func test(
    preparing: PicturePreparing = comparing, _ edit: (inout NewRegistration) -> Void = { _ in }
  ) throws -> TestStore {
    let test = try TestStore("shandong-2021", preparing: preparing)
    try test.addStaff()
    try test.enter("1") {
      ($0.idNumber, $0.mobile, $0.address) = (Self.number, "13912345688", "某地")
      edit(&$0)
    }
    return test
  }

  private func codes(_ test: TestStore, _ viewer: Viewer = .staff) throws -> [Finding.Code] {
    try test.store.materials(of: "1", for: viewer).flatMap(\.pictures).flatMap(\.findings).map(\.code)
  }

  @Test("The number is compared on the identity material alone, and both sides are told") func compared() throws {
    let test = try test()
    let result = try test.store.upload(test.photo(), to: "identity", of: "1")
    #expect(result.findings.map(\.code).contains(.wrongNumber))
    #expect(try codes(test) == [.wrongNumber, .blurred])
    let told = try test.store.materials(of: "1", for: .candidate).flatMap(\.pictures).flatMap(\.findings)
    #expect(told[0].code == .wrongNumber && told[0].message != Bilingual("Another.", "不同。"))
    let paper = try test.store.upload(test.photo(), to: "education", of: "1")
    #expect(!paper.findings.map(\.code).contains(.wrongNumber))
  }

  @Test("Without a number of a resident identity card nothing is compared") func nothingToCompare() throws {
    for edit in [{ $0.idNumber = nil }, { $0.idNumber = "E12345678" }, { $0.identity = .foreignPassport }]
      as [(inout NewRegistration) -> Void]
    {
      let test = try test(edit)
      #expect(try !test.store.upload(test.photo(), to: "identity", of: "1").findings.map(\.code).contains(.wrongNumber))
    }
  }

  @Test("A corrected number takes back what was found about the old one, and nothing else") func corrected() throws {
    let test = try test()
    try test.uploadIdentity("1")
    try test.store.submit("1")
    #expect(try codes(test).count { $0 == .wrongNumber } == 2)
    var correction = Correction()
    correction.name = "更正姓名"
    try test.store.correct("1", correction, as: "a")
    #expect(try codes(test).count { $0 == .wrongNumber } == 2)
    correction = Correction()
    correction.idNumber = "11010119900101122X"
    try test.store.correct("1", correction, as: "a")
    #expect(try codes(test) == [.blurred, .blurred])
    #expect(try test.store.verify().isClean)
  }
}
