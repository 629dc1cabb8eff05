import Foundation
import HTTPTypes
import Logging
import Testing

@testable import ReviewStore
@testable import ReviewWeb

@Suite("The office's acts on pages and in the API", .timeLimit(.minutes(20))) struct OfficeWalkTests {
  private static let base = "/staff/applications/\(TestPortal.first)"

  @Test("Staff correct a registration on its page; the candidate reads which fields, and what is masked stays masked")
  func correction() async throws {
    let test = try TestPortal()
    try test.handInAndReturn(TestPortal.first)
    try await test.run { browser in
      let staff = try browser.as(.staff("site-a"))
      let path = "/staff/registrations/\(TestPortal.first)/correct"
      let shown = try await staff.get(path).text
      #expect(shown.contains("测试考生1") && !shown.contains("13900000088") && !shown.contains("110101199001011"))
      let version = try test.store.status(of: TestPortal.first).version
      let fields: KeyValuePairs = [
        "name": "更正姓名", "category": "临床执业医师", "identity": "domestic", "idNumber": "", "mobile": "13912345677",
        "returning": "no", "practicalPassed": "yes", "version": "\(version)",
      ]
      #expect(try await staff.post(path, fields).location == path)
      #expect(try await staff.get(path).text.contains("the candidate is told which fields"))
      let record = try test.store.registration(TestPortal.first)
      #expect(record.name == "更正姓名" && record.maskedMobile == "139*****77" && record.practicalPassed)
      #expect(record.maskedIDNumber != nil, "an empty field stays as it is")
      let stale = try await staff.post(path, fields)
      #expect(stale.status == .conflict, "the form was made for another version")
      let candidate = try browser.as(.candidate(TestPortal.first))
      let page = try await candidate.get("/materials").text
      #expect(page.contains("姓名、手机号码、实践技能通过标记"))
      #expect(page.contains("请更换"), "the return's message is not pushed aside")
    }
  }

  @Test("A program corrects a registration, with the same refusals") func correctionByProgram() async throws {
    let test = try TestPortal()
    try await test.run { browser in
      let staff = try browser.as(.staff("site-a"))
      let path = "/api/v1/office/registrations/\(TestPortal.first)"
      #expect(try await staff.program(.patch, path, #"{"name":"更正姓名","returning":true}"#).status == .ok)
      #expect(try test.store.registration(TestPortal.first).returning)
      let again = try await staff.program(.patch, path, #"{"name":"更正姓名"}"#)
      #expect(again.status == .unprocessableContent && again.text.contains("\"empty\""))
      #expect(try await staff.program(.patch, path, #"{"identity":"x"}"#).status == .badRequest)
      let bad = try await staff.program(.patch, path, #"{"mobile":"1"}"#)
      #expect(bad.status == .unprocessableContent && bad.text.contains("bad-mobile"))
    }
  }

  @Test("The whole identity number is the answer to its own form only, uncached, in no page and no log line")
  func identityNumber() async throws {
    let lines = Lines()
    var logger = Logger(label: "test") { _ in lines }
    logger.logLevel = .trace
    let test = try TestPortal(logger: logger)
    try test.handIn(TestPortal.first)
    let whole = "11010119900101121X"
    try await test.run { browser in
      let staff = try browser.as(.staff("site-a"))
      let before = try await staff.post(Self.base + "/identity")
      #expect(before.location == Self.base)
      #expect(try await staff.get(Self.base).text.contains("Claim the application first"))
      try test.store.claim(TestPortal.first, as: "site-a")
      let page = try await staff.get(Self.base)
      #expect(page.text.contains("data-identity") && !page.text.contains(whole))
      let json = try await staff.post(Self.base + "/identity", [:], token: nil, [.accept: "application/json"])
      #expect(
        json.text.hasPrefix(#"{"idNumber":"\#(whole)","card":{"birth":"1990-01-01""#)
          && json.headers[.cacheControl] == "no-store")
      let shown = try await staff.post(Self.base + "/identity")
      #expect(shown.text.contains(whole) && shown.headers[.cacheControl] == "no-store")
      let program = try await staff.program(.post, "/api/v1/review/applications/\(TestPortal.first)/identity", "")
      #expect(program.text.contains(whole) && program.headers[.cacheControl] == "no-store")
      #expect(try await !staff.get(Self.base).text.contains(whole))
      #expect(try await !staff.get(Self.base + "/timeline").text.contains(whole))
      var count = 0
      try test.store.eachAuditEntry(of: TestPortal.first.rawValue) { if $0.action == "show-identity" { count += 1 } }
      #expect(count == 3)
      try test.store.release(TestPortal.first, as: "site-a")
      #expect(try await !staff.get(Self.base).text.contains("data-identity"), "only who holds it is offered it")
    }
    #expect(!lines.all.contains { $0.contains("1101011990") })
  }

  @Test("More time is given on the application's page, for all on the deadlines' page, and by programs")
  func deadlines() async throws {
    let test = try TestPortal()
    for number in [TestPortal.first, TestPortal.second] { try test.handInAndReturn(number) }
    try await test.run { browser in
      let staff = try browser.as(.staff("site-a"))
      #expect(try await staff.get(Self.base).text.contains("until-extend"))
      let done = try await staff.post(Self.base + "/extend", ["until": "2023-12-01T18:00", "note": "系统维护"])
      #expect(done.location == Self.base + "#side")
      let first = Moment(iso8601: "2023-12-01T18:00:00+08:00")
      #expect(try test.store.status(of: TestPortal.first).reactBy == first)
      let bad = try await staff.post(Self.base + "/extend", ["until": "soon", "note": "x"])
      #expect(bad.status == .unprocessableContent && bad.text.contains("Write the time as"))
      let candidate = try browser.as(.candidate(TestPortal.first))
      #expect(try await candidate.get("/materials").text.contains("系统维护"))
      _ = try await staff.post("/staff/deadlines", ["until": "2023-12-02T18:00", "note": "系统维护"])
      let list = try await staff.get("/staff/deadlines").text
      #expect(list.contains("2 candidates have until 2023/12/2 18:00:00") && list.contains("T-0002"))
      let region = try browser.as(.staff("region"))
      let all = try await region.program(
        .post, "/api/v1/review/extend", #"{"until":"2023-12-03","note":"系统维护"}"#)
      #expect(all.text.contains(#""extended":["T-0001","T-0002"]"#), "\(all.text)")
      let one = try await region.program(
        .post, "/api/v1/review/applications/T-0001/extend", #"{"until":"2023-12-04T00:00:00+08:00","note":"x"}"#)
      #expect(one.status == .ok && one.text.contains("2023-12-04"))
      test.clock.advance(seconds: 30 * 86_400)
      let again = try browser.as(.staff("site-a"))
      #expect(try await again.program(.get, "/api/v1/review/overdue", "").text.contains("\"reactBy\""))
      #expect(try await again.get("/staff/deadlines?overdue=1").text.contains("T-0001"))
    }
  }

  @Test(
    "A candidate appeals on the page; somebody else decides beside the first decision; the candidate reads the outcome")
  func appeal() async throws {
    let test = try TestPortal(text: (Policy.shippedYAML("beijing-2024") ?? "") + "\nappeal: {days: 5}\n")
    try test.store.addStaff("site-a2", role: .site, site: "甲考点")
    try test.store.database.writing {
      try $0.run("UPDATE staff SET password = 'kept ' || name WHERE name = 'site-a2'")
    }
    try test.handIn(TestPortal.first)
    try test.store.reject(TestPortal.first, note: "学历不符", as: "site-a")
    try await test.run { browser in
      let candidate = try browser.as(.candidate(TestPortal.first))
      let shown = try await candidate.get("/materials").text
      let key = try #require(shown.firstMatch(of: /action="\/appeal".*?name="key" value="([^"]+)"/)?.1)
      let version = try test.store.status(of: TestPortal.first).forCandidate.version
      let filed = try await candidate.post(
        "/appeal", ["words": "证书补发", "version": "\(version)", "key": String(key)])
      #expect(filed.location == "/materials")
      let after = try await candidate.get("/materials").text
      #expect(after.contains("证书补发") && after.contains("Not decided yet") && !after.contains("action=\"/appeal\""))
      let again = try await candidate.program(.post, "/api/v1/application/appeal", #"{"words":"再次"}"#)
      #expect(again.status == .conflict && again.text.contains("already-exists"))
      let first = try browser.as(.staff("site-a"))
      #expect(try await first.get(Self.base).text.contains("Somebody else than site-a decides it"))
      let second = try browser.as(.staff("site-a2"))
      #expect(try await second.get("/staff?appeals=1").text.contains(TestPortal.first.rawValue))
      #expect(try await second.program(.get, "/api/v1/review/appeals", "").text.contains(TestPortal.first.rawValue))
      #expect(try await second.get(Self.base).text.contains("appeal-note"))
      #expect(try await second.post(Self.base + "/grant", ["note": "补发属实"]).location == Self.base + "#side")
      let both = try await second.get(Self.base).text
      #expect(both.contains("学历不符") && both.contains("补发属实") && both.contains("taken back"))
      #expect(try await candidate.get("/materials").text.contains("补发属实"))
      #expect(try await !candidate.get("/materials").text.contains("site-a2"), "names of staff are not the candidate's")
    }
  }

  @Test("The region gives one candidate more time to upload on the page of deadlines; the candidate reads until when")
  func moreTime() async throws {
    let test = try TestPortal(
      text: (Policy.shippedYAML("beijing-2024") ?? "") + "\nuploadWindow: {closes: 2023-11-01T00:00:00+08:00}\n")
    try await test.run { browser in
      #expect(try await !browser.as(.staff("site-a")).get("/staff/deadlines").text.contains("/staff/deadlines/one"))
      let region = try browser.as(.staff("region"))
      #expect(try await region.get("/staff/deadlines").text.contains("action=\"/staff/deadlines/one\""))
      let candidate = try browser.as(.candidate(TestPortal.first))
      let path = "/api/v1/application/materials/identity/pictures"
      let token = try test.signIn(.candidate(TestPortal.first))
      @Sendable func upload() async throws -> String {
        try await browser.client.execute(
          uri: path, method: .post, headers: [.authorization: "Bearer \(token)", .acceptLanguage: "en"],
          body: .init(bytes: Photo.small(1))
        ).text
      }
      #expect(try await upload().contains("\"closed\""))
      let unknown = try await region.post(
        "/staff/deadlines/one", ["number": "nobody", "until": "2023-11-20T18:00", "note": "住院"])
      #expect(unknown.status == .notFound && unknown.text.contains("number-one-error"))
      let given = try await region.post(
        "/staff/deadlines/one",
        ["number": TestPortal.first.rawValue, "until": "2023-11-20T18:00", "note": "住院"])
      #expect(given.location == "/staff/deadlines")
      #expect(try await upload().contains("sha256"))
      let page = try await candidate.get("/materials").text
      #expect(page.contains("Your uploads are taken until 2023/11/20 18:00:00.") && page.contains("住院"))
    }
  }

  @Test("Several get their stage at once; what was refused stays ticked, and can be tried again") func bulk()
    async throws
  {
    let test = try TestPortal()
    for number in [TestPortal.first, TestPortal.second] { try test.handIn(number) }
    for name in ["site-a", "region"] as [StaffName] {
      for position in 1...2 { try test.store.accept(Place("identity", position), of: TestPortal.first, as: name) }
      try test.store.pass(TestPortal.first, as: name)
    }
    @Sendable func item(_ number: RegistrationNumber) throws -> String {
      "\(try test.store.status(of: number).version) \(number)"
    }
    try await test.run { browser in
      let admin = try browser.as(.staff("admin"))
      let staged = try await admin.post(
        "/staff/bulk",
        [
          "act": "stage", "stage": "payment", "item[]": try item(TestPortal.first),
          "item[]": try item(TestPortal.second),
        ])
      #expect(staged.text.contains("1 done") && staged.text.contains("1 refused"))
      #expect(staged.text.components(separatedBy: "name=\"item[]\"").count == 2, "only the refused one is ticked")
      #expect(try test.store.status(of: TestPortal.first).state == .payment)
      let length = try test.logLength()
      let refused = try await admin.post(
        "/staff/bulk", ["act": "return", "note": "请更换", "material": "nothing", "item[]": try item(TestPortal.second)])
      #expect(refused.text.contains("1 refused"))
      #expect(try test.logLength() == length, "nothing is written before the return is refused")
      let wanted = try await admin.post(
        "/staff/bulk",
        ["act": "return", "note": "请更换", "material": "identity", "item[]": try item(TestPortal.second), "item[]": ""])
      #expect(wanted.text.contains("1 done"), "\(wanted.text)")
      let places = try test.store.materials(of: TestPortal.second).first { $0.rule.id == "identity" }?.pictures
      #expect(places?.map(\.note) == ["请更换", "请更换"])
      #expect(try test.logLength() == length + 1, "one act")
    }
  }

  @Test("After a decision the next application comes; somebody else's claim disables what decides, and says until when")
  func next() async throws {
    let test = try TestPortal()
    for number in [TestPortal.first, TestPortal.second] { try test.handIn(number) }
    try await test.run { browser in
      let staff = try browser.as(.staff("site-a"))
      let claimed = try await staff.post("/staff/applications/\(TestPortal.first)/return", ["note": "请更换"])
      #expect(claimed.location == "/staff/applications/\(TestPortal.second)")
      #expect(try test.store.status(of: TestPortal.second).claimedBy == "site-a")
      let refused = try await staff.post("/staff/applications/\(TestPortal.second)/pass")
      #expect(refused.status == .unprocessableContent && refused.location == nil, "it is not decided, so it stays")
      let page = try await browser.as(.staff("admin")).get("/staff/applications/\(TestPortal.second)").text
      let until = try #require(try test.store.status(of: TestPortal.second).claimedUntil)
      #expect(page.contains("<fieldset class=\"bare\" disabled>") && page.contains("until \(until.forPeople)"))
      #expect(try await !staff.get("/staff/applications/\(TestPortal.second)").text.contains("\" disabled>"))
      let seen = try await staff.post(
        "/staff/applications/\(TestPortal.second)/accept-all",
        ["looked[]": "identity/1", "looked[]": "identity/2", "seen": "1"])
      #expect(seen.location == "/staff/applications/\(TestPortal.second)#side")
      #expect(
        try test.store.materials(of: TestPortal.second, as: "site-a").first?.pictures.map(\.state) == [
          .accepted, .accepted,
        ])
      let timeline = try await staff.get("/staff/applications/\(TestPortal.second)/timeline").text
      #expect(timeline.contains("<details class=\"values\">") && timeline.contains("Identity document 1: accepted"))
    }
  }
}
