import HTTPTypes
import Testing

@testable import ReviewStore
@testable import ReviewWeb

@Suite("The dossier in the browser", .timeLimit(.minutes(20))) struct DossierPageTests {
  private static let path = "/staff/applications/\(TestPortal.first)/dossier"

  private static func exports(_ test: TestPortal) throws -> [String] {
    var told: [String] = []
    try test.store.eachAuditEntry { if $0.action == "dossier" { told.append("\($0.actor) \($0.subject)") } }
    return told
  }

  @Test("Staff of the site get all pictures as a PDF, stamped with their name, and the log keeps it") func download()
    async throws
  {
    let test = try TestPortal()
    try test.handIn(TestPortal.first)
    let stored = try test.store.picture(Place("identity", 1), of: TestPortal.first)
    try await test.run { browser in
      let staff = try browser.as(.staff("site-a"))
      #expect(try await staff.get("/staff/applications/\(TestPortal.first)").text.contains("action=\"\(Self.path)\""))
      let answer = try await staff.post(Self.path)
      #expect(answer.status == .ok)
      #expect(answer.headers[.contentType] == "application/pdf")
      #expect(answer.headers[.contentDisposition] == "attachment; filename=\"T-0001.pdf\"")
      let pdf = Array(answer.body.readableBytesView)
      #expect(pdf.starts(with: Array("%PDF".utf8)) && pdf.count > 2 * stored.count / 2)
      #expect(pdf.firstRange(of: stored) == nil, "pictures carry the viewer's stamp wherever staff see them here")
      let stamped = try ViewingStamp.stamped(stored, with: "site-a \(test.clock.now.forPeople)")
      #expect(pdf.firstRange(of: stamped) != nil)
      #expect(try Self.exports(test) == ["site-a T-0001"])
      let program = try await staff.program(.post, "/api/v1/review/applications/\(TestPortal.first)/dossier", "")
      #expect(program.status == .ok && program.headers[.contentType] == "application/pdf")
    }
  }

  @Test("Nobody else gets it, and no refusal is logged as an export") func refused() async throws {
    let test = try TestPortal()
    try test.handIn(TestPortal.first)
    try await test.run { browser in
      let answer = try await browser.post(Self.path)
      #expect(answer.status == .seeOther && answer.location?.contains("sign-in") == true)
      #expect(try await browser.as(.staff("site-b")).post(Self.path).status == .forbidden)
      #expect(try await browser.as(.staff("region")).post(Self.path).status == .forbidden)
      let candidate = try await browser.as(.candidate(TestPortal.first)).post(Self.path)
      #expect(candidate.headers[.contentType] != "application/pdf")
      let forged = try await browser.as(.staff("site-a")).post(Self.path, token: "forged")
      #expect(forged.headers[.contentType] != "application/pdf")
      let notHandedIn = try await browser.as(.staff("site-a")).post("/staff/applications/\(TestPortal.second)/dossier")
      #expect(notHandedIn.status == .notFound)
      #expect(try Self.exports(test) == [])
    }
  }

  @Test("A number with odd characters is no header of its own") func name() async throws {
    let test = try TestPortal()
    let odd: RegistrationNumber = "甲\"1; x"
    try test.store.addRegistration(
      NewRegistration(
        number: odd.rawValue, name: "测试考生", category: "临床执业医师", site: "甲考点", mobile: "13900000088",
        address: "测试路 1 号"))
    try test.store.activate(odd)
    try test.handIn(odd)
    try await test.run { browser in
      let answer = try await browser.as(.staff("site-a")).post(
        "/staff/applications/\(odd.rawValue.percentEncoded)/dossier")
      #expect(answer.status == .ok)
      #expect(answer.headers[.contentDisposition] == "attachment; filename=\"__1__x.pdf\"")
    }
  }
}
