import Foundation
import HTTPTypes
import HummingbirdTesting
import Testing
import Wording

@testable import ReviewStore
@testable import ReviewWeb

@Suite("Refused forms", .timeLimit(.minutes(20))) struct RefusedFormTests {
  /// What a page says of a mistake: in its title, in the summary that gets the focus, and at the field.
  private func expectMistake(_ page: String, at field: String, sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(page.contains("<title>Error: "), sourceLocation: sourceLocation)
    #expect(page.contains("id=\"news\" role=\"alert\" tabindex=\"-1\" autofocus"), sourceLocation: sourceLocation)
    #expect(page.contains("<a href=\"#\(field)\">"), "a link to the field", sourceLocation: sourceLocation)
    #expect(page.contains("id=\"\(field)-error\""), "at the field", sourceLocation: sourceLocation)
    let tag = page.components(separatedBy: " id=\"\(field)\"").dropFirst().first?.prefix { $0 != ">" } ?? ""
    #expect(tag.contains("aria-invalid=\"true\""), "\(tag)", sourceLocation: sourceLocation)
    #expect(tag.contains("aria-describedby=\"\(field)-error"), "\(tag)", sourceLocation: sourceLocation)
  }

  @Test("The first sign-in keeps all fields but the passwords, and names the mistake at its field")
  func firstSignIn() async throws {
    let test = try TestPortal()
    try await test.run { browser in
      var stranger = browser
      stranger.visit = Secret.token()
      func send(_ code: String, _ password: String, _ again: String) async throws -> TestResponse {
        try await stranger.post(
          "/first-time",
          ["registration": "T-0001", "lastSix": "01121X", "code": code, "password": password, "again": again])
      }
      let wrongCode = try await send("0000 0000", "eight or more", "eight or more")
      #expect(wrongCode.status == .unauthorized)
      expectMistake(wrongCode.text, at: "code")
      let differing = try await send("0000 0000", "eight or more", "another one")
      #expect(differing.status == .unprocessableContent)
      expectMistake(differing.text, at: "again")
      let weak = try await send("0000 0000", "short", "short")
      expectMistake(weak.text, at: "new-password")
      for page in [wrongCode.text, differing.text, weak.text] {
        for kept in ["value=\"T-0001\"", "value=\"01121X\"", "value=\"0000 0000\""] { #expect(page.contains(kept)) }
        #expect(!page.contains("eight or more") && !page.contains("another one"), "no password is sent back")
      }
    }
  }

  @Test("Both sign-ins keep the name, and say at the field that something is wrong") func signIn() async throws {
    let test = try TestPortal()
    try await test.run { browser in
      var stranger = browser
      stranger.visit = Secret.token()
      let candidate = try await stranger.post("/sign-in", ["registration": "T-0001", "password": "a wrong one"])
      expectMistake(candidate.text, at: "password")
      #expect(candidate.text.contains("value=\"T-0001\"") && !candidate.text.contains("a wrong one"))
      let staff = try await stranger.post("/staff/sign-in", ["name": "site-a", "password": "a wrong one"])
      expectMistake(staff.text, at: "password")
      #expect(staff.text.contains("value=\"site-a\""))
    }
  }

  @Test("Numbers and codes are taken with stray blanks, full-width digits and small letters") func slips() async throws
  {
    let test = try TestPortal()
    try test.store.database.maintain { try $0.execute(sql: "DELETE FROM credential") }
    let (code, _) = try test.store.makeCode(for: TestPortal.first)
    let spaced = code.prefix(4) + "　" + code.suffix(4)
    let wide = String(
      String.UnicodeScalarView(
        spaced.unicodeScalars.map {
          (48...57).contains($0.value) ? Unicode.Scalar($0.value + 0xFEE0)! : $0
        }))
    try await test.run { browser in
      var stranger = browser
      stranger.visit = Secret.token()
      let came = try await stranger.post(
        "/first-time",
        [
          "registration": " ｔ-0001\u{200B}", "lastSix": "０１ 121x", "code": wide, "password": "eight or more",
          "again": "eight or more",
        ])
      #expect(came.location == "/materials", "\(came.text)")
      #expect(
        try await stranger.post("/sign-in", ["registration": "t - 0001", "password": "eight or more"]).location
          == "/materials")
      let candidate = try browser.as(.candidate(TestPortal.first))
      let saved = try await candidate.post("/profile", ["mobile": "１３９ 1234－5678", "address": "测试路 2 号"])
      #expect(saved.location == "/materials")
      #expect(try test.store.profile(of: TestPortal.first).maskedMobile == "139*****78")
      let staff = try browser.as(.staff("site-a"))
      #expect(try await staff.get("/staff/registrations?number=t-0001+").text.contains("测试考生1"))
    }
  }

  @Test("Personal details name every mistake at its field, and keep what was typed") func profile() async throws {
    let test = try TestPortal()
    try test.store.database.maintain { try $0.execute(sql: "UPDATE registration SET mobile = NULL, address = NULL") }
    try await test.run { browser in
      let candidate = try browser.as(.candidate(TestPortal.first))
      let wrong = try await candidate.post("/profile", ["mobile": "12345", "address": " "])
      #expect(wrong.status == .unprocessableContent)
      for field in ["mobile", "address"] { expectMistake(wrong.text, at: field) }
      #expect(wrong.text.contains("value=\"12345\""))
      let empty = try await candidate.post("/profile", ["mobile": "", "address": "测试路 1 号"])
      expectMistake(empty.text, at: "mobile")
      #expect(empty.text.contains(">测试路 1 号</textarea>"))
    }
  }

  @Test("The staff's forms keep what was typed, and name the mistake at its field") func staff() async throws {
    let test = try TestPortal()
    try test.handIn(TestPortal.first)
    try await test.run { browser in
      let admin = try browser.as(.staff("admin"))
      let account = try await admin.post(
        "/staff/people", ["name": "zhao", "role": "site", "site": "甲考点", "password": "short"])
      #expect(account.status == .unprocessableContent)
      expectMistake(account.text, at: "new-password")
      #expect(account.text.contains("value=\"zhao\"") && account.text.contains("value=\"甲考点\""))
      let noSite = try await admin.post(
        "/staff/people", ["name": "zhao", "role": "site", "site": "", "password": "eight or more"])
      expectMistake(noSite.text, at: "new-site")
      let taken = try await admin.post(
        "/staff/people", ["name": "region", "role": "region", "site": "", "password": "eight or more"])
      expectMistake(taken.text, at: "new-name")
      let password = try await admin.post("/staff/people/password", ["name": "admin", "password": "short"])
      expectMistake(password.text, at: "password-0")
      let own = try await admin.post("/staff/password", ["now": "x", "password": "eight or more", "again": "other"])
      expectMistake(own.text, at: "again")
      let unknown = try await admin.get("/staff/registrations?number=T-9")
      #expect(unknown.status == .notFound && unknown.text.contains("There is no registration T-9"))

      let path = "/staff/registrations/\(TestPortal.second)/correct"
      let correction = try await admin.post(
        path, ["name": "新姓名", "category": "口腔执业医师", "identity": "domestic", "mobile": "123", "returning": "yes"])
      expectMistake(correction.text, at: "mobile")
      for kept in ["新姓名", "口腔执业医师", "123"] { #expect(correction.text.contains("value=\"\(kept)\"")) }
      let deadline = try await admin.post("/staff/deadlines", ["until": "soon", "note": "系统维护"])
      expectMistake(deadline.text, at: "until-all")
      #expect(deadline.text.contains("value=\"系统维护\""))

      let site = try browser.as(.staff("site-a"))
      let base = "/staff/applications/\(TestPortal.first)"
      let early = try await site.post("\(base)/return", ["note": " "])
      #expect(early.status == .unprocessableContent, "a return needs words")
      let decision = try #require(early.text.range(of: "id=\"decision\""))
      let answer = try #require(early.text.range(of: "<div class=\"answer\" role=\"alert\" tabindex=\"-1\" autofocus>"))
      #expect(
        decision.upperBound <= answer.lowerBound && early.text[decision.upperBound..<answer.lowerBound].count < 40)
      try test.store.want(Place("identity", 1), of: TestPortal.first, note: "反光", as: "site-a")
      let pass = try await site.post("\(base)/pass")
      #expect(pass.status == .conflict && pass.text.contains("id=\"decision\" tabindex=\"-1\"><div class=\"answer\""))
      let want = try await site.post("\(base)/pictures/identity/2/want", ["note": ""])
      #expect(want.status == .unprocessableContent)
      #expect(want.text.contains("role=\"alert\""))
    }
  }

  @Test("What was done or refused at a picture's place is told there, where the redirect leads") func places()
    async throws
  {
    let test = try TestPortal()
    try await test.run { browser in
      let candidate = try browser.as(.candidate(TestPortal.first))
      func answer(at place: String, _ role: String) async throws -> String {
        let page = try await candidate.get("/materials").text
        let start = try #require(page.range(of: "id=\"\(place)\""))
        let told = try #require(
          page.range(of: "<div class=\"answer\" role=\"\(role)\"", range: start.upperBound..<page.endIndex))
        // It is within the place: no other place begins between the two.
        #expect(page[start.upperBound..<told.lowerBound].firstRange(of: "<li class=\"place") == nil)
        let end = page.range(of: "</div></div>", range: told.upperBound..<page.endIndex)?.lowerBound ?? page.endIndex
        return String(page[told.upperBound..<end])
      }
      let path = "/materials/identity/2"
      let sent = try await candidate.upload(path + "/upload", [Photo.small(1)])
      #expect(sent.location == "/materials#place-identity-2")
      #expect(try await answer(at: "place-identity-2", "status").contains("Uploaded ("))
      let wrong = try await candidate.upload("/materials/identity/1/upload", [Array("no picture".utf8)], name: "a.txt")
      #expect(wrong.location == "/materials#place-identity-1")
      #expect(try await answer(at: "place-identity-1", "alert").contains("a.txt: "))
      _ = try await candidate.upload("/materials/identity/1/upload", [])
      #expect(try await answer(at: "place-identity-1", "alert").contains("No photo was chosen"))
      let version = try test.store.status(of: TestPortal.first).forCandidate.version
      let stale = try await candidate.post(path + "/remove", ["version": "\(version - 1)"])
      #expect(stale.location == "/materials#place-identity-2")
      #expect(try await answer(at: "place-identity-2", "alert").contains("class=\"news bad\""))
      _ = try await candidate.post(path + "/remove", ["version": "\(version)"])
      #expect(try await answer(at: "place-identity-2", "status").contains("The picture was deleted."))
      #expect(try await candidate.get(path + "/remove").location == "/materials#place-identity-2")
      #expect(try await answer(at: "place-identity-2", "alert").contains("no picture at this position"))
      let refused = try await candidate.post("/submit", ["version": "\(version + 1)"])
      #expect(refused.location == "/materials")
      #expect(try await candidate.get("/materials").text.contains("role=\"alert\" tabindex=\"-1\" autofocus"))
    }
  }

  @Test("File inputs are named for their place") func fileInputs() async throws {
    let test = try TestPortal()
    try await test.run { browser in
      let candidate = try browser.as(.candidate(TestPortal.first))
      let page = try await candidate.client.execute(
        uri: "/materials", method: .get, headers: [.cookie: "visit=\(candidate.visit ?? "")"])
      for name in ["身份证明 正面：选择图片", "身份证明 反面：选择图片", "身份证明 正面：拍照", "学历证明 第 1 张：选择图片"] {
        #expect(page.text.contains("aria-label=\"\(name)\""), "\(name)")
      }
    }
  }
}
