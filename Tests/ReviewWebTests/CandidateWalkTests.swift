import Foundation
import HTTPTypes
import ImageKit
import Testing

@testable import ReviewStore
@testable import ReviewWeb

@Suite("The candidate's pages", .timeLimit(.minutes(20))) struct CandidateWalkTests {
  @Test("A picture that was asked for and not uploaded is named before submission")
  func wantedAgain() async throws {
    let test = try TestPortal(policy: "tianjin-2023")
    try test.handInAndReturn(TestPortal.first)
    try await test.run { browser in
      let candidate = try browser.as(.candidate(TestPortal.first))
      #expect(try await candidate.get("/materials").text.contains("Still to be replaced: 1 picture<"))
      #expect(try await candidate.get("/submit").text.contains("href=\"/materials#place-identity-2\""))
      try test.store.upload(Photo.small(4), to: "identity", of: TestPortal.first, position: 2)
      #expect(try await candidate.get("/materials").text.contains("Everything required is there."))
      #expect(try await !candidate.get("/submit").text.contains("#place-identity-2"))
    }
  }

  @Test("The last look before submitting shows each picture's warnings, in words for its reader")
  func lastWarnings() async throws {
    let test = try TestPortal()
    try test.store.upload(Photo.small(1), to: "identity", of: TestPortal.first)
    try test.store.upload(Photo.small(1), to: "identity", of: TestPortal.first)
    try test.store.database.maintain {
      try $0.execute(
        sql: """
          UPDATE look SET findings = '[{"code":"blurred","severity":"warning","score":24,"en":"x","zh":"x"}]', cardNumber = 'undecided';
          UPDATE registration SET findings = 2 WHERE number = 'T-0001'
          """)
    }
    try await test.run { browser in
      let candidate = try browser.as(.candidate(TestPortal.first))
      for path in ["/submit", "/materials"] {
        let page = try await candidate.get(path).text
        #expect(page.contains("⚠ This picture may be blurred.") && !page.contains("readable"), "\(path)")
      }
      try test.store.submit(TestPortal.first)
      #expect(try await !candidate.get("/materials").text.contains("⚠"), "nothing can be done any more")
      let staff = try browser.as(.staff("site-a"))
      let review = try await staff.get("/staff/applications/\(TestPortal.first)").text
      #expect(review.contains("⚠ possibly blurred (24/100)") && !review.contains("may be blurred"))
      #expect(review.contains("<span class=\"chip\">number not readable by the program: compare it</span>"))
    }
  }

  @Test("Missing personal details are named before submission, with a link to the form")
  func detailsMissing() async throws {
    for (policy, isRequired) in [("guide-v2301", true), ("tianjin-2023", false)] {
      let test = try TestPortal(policy: policy)
      for position in 1...2 { try test.store.upload(Photo.small(position), to: "identity", of: TestPortal.first) }
      try test.store.database.maintain { try $0.execute(sql: "UPDATE registration SET mobile = NULL") }
      try await test.run { browser in
        let candidate = try browser.as(.candidate(TestPortal.first))
        let look = try await candidate.get("/submit").text
        #expect(look.contains("<a href=\"/profile\">Mobile number and address are needed") == isRequired, "\(policy)")
        #expect(look.contains("disabled>Submit") == isRequired, "\(policy)")
        #expect(
          try await candidate.get("/materials").text.contains("Still missing: 1 thing<") == isRequired, "\(policy)")
      }
    }
  }

  @Test(
    "A candidate uploads, deletes, submits, and finds everything locked",
    arguments: ["shandong-2021", "tianjin-2023", "beijing-2024", "guide-v2301"])
  func explicit(policy: String) async throws {
    let test = try TestPortal(policy: policy)
    try await test.run { browser in
      let candidate = try browser.as(.candidate(TestPortal.first))
      let sent = try await candidate.upload("/materials/identity/1/upload", [Photo.small(1)])
      #expect(sent.status == .seeOther && sent.location == "/materials#place-identity-1")
      let page = try await candidate.get("/materials")
      #expect(page.text.contains("upright and stamped"))
      #expect(page.text.contains("/materials/identity/1/picture"))
      let picture = try await candidate.get("/materials/identity/1/picture")
      #expect(picture.headers[.contentType] == "image/jpeg" && picture.headers[.cacheControl] == "no-store")

      let incomplete = try await candidate.post("/submit", ["version": "2"])
      #expect(incomplete.status == .seeOther)
      #expect(try await candidate.get("/materials").text.contains("Identity document: 1 more picture needed."))

      let version = try test.store.status(of: TestPortal.first).forCandidate.version
      _ = try await candidate.post("/materials/identity/1/remove", ["version": "\(version)"])
      #expect(try test.store.materials(of: TestPortal.first)[0].pictures.isEmpty)

      _ = try await candidate.upload("/materials/identity/1/upload", [Photo.small(1)])
      _ = try await candidate.upload("/materials/identity/2/upload", [Photo.small(2)])
      let before = try test.store.materials(of: TestPortal.first)[0].pictures.map(\.picture)
      let seen = try test.store.status(of: TestPortal.first).forCandidate.version
      let exchanged = try await candidate.post(
        "/materials/identity/1/exchange", ["with": "2", "version": "\(seen)", "key": UUID().uuidString])
      #expect(exchanged.status == .seeOther)
      #expect(try await candidate.get("/materials").text.contains("The two pictures were exchanged."))
      #expect(try test.store.materials(of: TestPortal.first)[0].pictures.map(\.picture) == before.reversed())
      let now = try test.store.status(of: TestPortal.first).forCandidate.version
      #expect(try await candidate.get("/submit").text.contains("A last look"))
      _ = try await candidate.post("/submit", ["version": "\(now)"])
      #expect(try test.store.status(of: TestPortal.first).state == .submitted)
      let locked = try await candidate.get("/materials")
      #expect(locked.text.contains("Submitted; everything is locked"))
      #expect(!locked.text.contains("data-upload ") && !locked.text.contains("data-remove"))

      let late = try await candidate.upload(
        "/materials/identity/1/upload", [Photo.small(3)], [.accept: "application/json"])
      #expect(late.status == .conflict && late.text.contains("\"locked\""))
    }
  }

  @Test(
    "A PDF or an office document gets advice that can be followed on a phone, and no command",
    arguments: ["%PDF-1.4\n", "PK\u{3}\u{4}\u{14}\0\u{6}\0"])
  func documents(beginning: String) async throws {
    let test = try TestPortal()
    try await test.run { browser in
      let candidate = try browser.as(.candidate(TestPortal.first))
      let file = Array(beginning.utf8) + [UInt8](repeating: 0, count: 100)
      let refused = try await candidate.upload("/materials/identity/1/upload", [file], [.accept: "application/json"])
      #expect(refused.status == .unprocessableContent)
      #expect(refused.text.contains("Take a screenshot or a photo") && !refused.text.contains("`"))
    }
  }

  @Test("A return that was dealt with is folded under the present state, and marked so")
  func dealtWith() async throws {
    let test = try TestPortal(policy: "tianjin-2023")
    try await test.run { browser in
      let candidate = try browser.as(.candidate(TestPortal.first))
      for position in 1...2 { try test.store.upload(Photo.small(position), to: "identity", of: TestPortal.first) }
      try test.store.submit(TestPortal.first)
      try test.store.want(Place("identity", 2), of: TestPortal.first, note: "blurred", as: "site-a")
      try test.store.giveBack(TestPortal.first, note: "x", as: "site-a")
      #expect(try await !candidate.get("/materials").text.contains("dealt with"))
      try test.store.upload(Photo.small(3), to: "identity", of: TestPortal.first, position: 2)
      try test.store.submit(TestPortal.first)
      let again = try await candidate.get("/materials").text
      let standing = try #require(again.firstRange(of: "class=\"standing"))
      let folded = try #require(again.firstRange(of: "dealt with"))
      #expect(standing.lowerBound < folded.lowerBound)
    }
  }

  @Test("An application that is submitted automatically names what it lacks, with links, until it is complete")
  func automaticAndIncomplete() async throws {
    let test = try TestPortal(policy: "national-2023")
    try await test.run { browser in
      let candidate = try browser.as(.candidate(TestPortal.first))
      try test.store.upload(Photo.small(1), to: "identity", of: TestPortal.first)
      let half = try await candidate.get("/materials").text
      #expect(half.contains("<h1>1 picture is handed in; Identity document, still missing: Back</h1>"))
      #expect(
        half.contains(
          "<a href=\"/materials#place-identity-2\">Identity document, still missing: Back</a>"))
      #expect(!half.contains("waiting for review"))
      let chinese = try await browser.client.execute(
        uri: "/materials", method: .get, headers: [.cookie: "visit=\(candidate.visit ?? "")"])
      #expect(chinese.text.contains("<h1>已自动提交 1 张；身份证明还缺：反面</h1>") && chinese.text.contains(">身份证明还缺：反面</a>"))
      #expect(try await candidate.get("/list").text.contains("still missing: Back"))

      let staff = try browser.as(.staff("site-a"))
      let review = "/staff/applications/\(TestPortal.first)"
      let mark = "<span class=\"chip bad\">papers missing</span>"
      #expect(try await staff.get(review).text.contains(mark))
      #expect(try await staff.get("/staff?state=incomplete").text.contains(mark))
      let queue = try await staff.get("/staff").text
      #expect(!queue.contains(mark) && queue.contains("Papers missing <span class=\"number\">1</span>"))
      #expect(queue.contains("Waiting for you <span class=\"number\">0</span>"))
      let statistics = try await staff.get("/staff/statistics").text
      #expect(!statistics.contains("<span>submitted</span>"))
      #expect(statistics.contains("<b>1</b><span>papers missing</span>"))
      #expect(try await staff.program(.get, "/api/v1/review/queue", "").text.contains("\"complete\":false"))
      let numbers = try await staff.program(.get, "/api/v1/review/statistics", "").text
      #expect(numbers.contains("\"incomplete\":1") && !numbers.contains("\"submitted\":1"), "\(numbers)")
      #expect(try await staff.post("/staff/next").location == "/staff", "it is not offered as complete")

      try test.store.upload(Photo.small(2), to: "identity", of: TestPortal.first)
      let whole = try await candidate.get("/materials").text
      #expect(whole.contains("Handed in; waiting for review") && !whole.contains("still missing"))
      #expect(try await !staff.get(review).text.contains(mark))
      #expect(try await staff.get("/staff").text.contains("Waiting for you <span class=\"number\">1</span>"))
      #expect(try await !staff.get("/staff").text.contains(mark))
      #expect(try await staff.program(.get, "/api/v1/review/queue", "").text.contains("\"complete\":true"))
      #expect(try await staff.post("/staff/next").location == review)
    }
  }

  @Test("The page starts with the state and what is missing; the submit button is primary only when nothing is missing")
  func firstThingsFirst() async throws {
    let test = try TestPortal(policy: "beijing-2024")
    try await test.run { browser in
      let candidate = try browser.as(.candidate(TestPortal.first))
      let primary = "class=\"button primary\" href=\"/submit\""
      let empty = try await candidate.get("/materials").text
      #expect(empty.contains("href=\"/materials#place-identity-1\"") && !empty.contains(primary))
      let parts = [
        "class=\"standing", "class=\"open\"", "id=\"file-identity-1\"", "class=\"card person\"",
        "class=\"card rules\"",
      ]
      let found = try parts.map { try #require(empty.range(of: $0)).lowerBound }
      #expect(found == found.sorted(), "state, what is open, the first open place, then data and rules")

      for position in 1...2 { try test.store.upload(Photo.small(position), to: "identity", of: TestPortal.first) }
      let full = try await candidate.get("/materials").text
      let view = try test.store.candidateView(of: TestPortal.first)
      #expect(full.contains(primary) == view.openItems.isEmpty)
    }
  }

  @Test("What a return asks for links to its places, which come first on the page") func returnLinks() async throws {
    let test = try TestPortal(policy: "tianjin-2023")
    try test.handInAndReturn(TestPortal.first)
    try await test.run { browser in
      let candidate = try browser.as(.candidate(TestPortal.first))
      let page = try await candidate.get("/materials").text
      #expect(page.contains("<a href=\"/materials#place-identity-2\">Identity document, to be replaced: Back</a>"))
      let places = try ["id=\"place-identity-2\"", "id=\"place-identity-1\""].map {
        try #require(page.range(of: $0)).lowerBound
      }
      #expect(places[0] < places[1])
      try test.store.upload(Photo.small(4), to: "identity", of: TestPortal.first, position: 2)
      #expect(try await !candidate.get("/materials").text.contains("to be replaced"))
    }
  }

  @Test("An empty place that a return asks for is open, even where enough other places are filled")
  func returnOfEmptyPlace() async throws {
    let shipped = try #require(Policy.shippedYAML("tianjin-2023"))
    let test = try TestPortal(text: shipped.replacingOccurrences(of: "    minimum: 2\n", with: "    minimum: 1\n"))
    try test.store.upload(Photo.small(1), to: "identity", of: TestPortal.first, position: 2)
    try test.store.submit(TestPortal.first)
    try test.store.want(Place("identity", 1), of: TestPortal.first, note: "请补充", as: "site-a")
    try test.store.giveBack(TestPortal.first, note: "请补充", as: "site-a")
    try await test.run { browser in
      let candidate = try browser.as(.candidate(TestPortal.first))
      let page = try await candidate.get("/materials").text
      #expect(page.contains("<a href=\"/materials#place-identity-1\">Identity document, asked for: Front</a>"))
      #expect(!page.contains("class=\"button primary\" href=\"/submit\""))
    }
  }

  @Test("With automatic submission there is no button to submit")
  func automatic() async throws {
    let test = try TestPortal(policy: "national-2023")
    try await test.run { browser in
      let candidate = try browser.as(.candidate(TestPortal.first))
      for position in 1...2 {
        _ = try await candidate.upload("/materials/identity/\(position)/upload", [Photo.small(position)])
      }
      let page = try await candidate.get("/materials")
      #expect(page.text.contains("Handed in; waiting for review"))
      #expect(!page.text.contains("href=\"/submit\""))
      #expect(try await candidate.get("/submit").location == "/materials")
    }
  }

  @Test("Several photos at once go to the next free places, each with its own result")
  func several() async throws {
    let test = try TestPortal()
    try await test.run { browser in
      let candidate = try browser.as(.candidate(TestPortal.first))
      let photos = try [Photo.small(1), Array("no picture".utf8), Photo.small(2)]
      let answer = try await candidate.upload(
        "/materials/education/1/upload", photos, [.accept: "application/json"])
      #expect(answer.text.components(separatedBy: "\"ok\":true").count == 3)
      let places = try test.store.materials(of: TestPortal.first).first { $0.rule.id == "education" }?.pictures
      #expect(places?.map(\.position) == [1, 2])
    }
  }

  @Test("A photo sent without a place goes to the next free one")
  func nextFree() async throws {
    let test = try TestPortal()
    try await test.run { browser in
      let candidate = try browser.as(.candidate(TestPortal.first))
      _ = try await candidate.upload("/materials/education/1/upload", [Photo.small(1)])
      let sent = try await candidate.upload(
        "/materials/education/0/upload", [Photo.small(2)], [.accept: "application/json"])
      #expect(sent.text.contains("\"position\":2"), "\(sent.text)")
    }
  }

  @Test("A page is as new as the store, even after another process wrote to it, and never another session's")
  func freshPages() async throws {
    let test = try TestPortal()
    try test.store.upload(Photo.small(1), to: "identity", of: TestPortal.first)
    // Stands for another process.
    let elsewhere = try ReviewStore(at: test.folder)
    try await test.run { browser in
      let candidate = try browser.as(.candidate(TestPortal.first))
      let sameElsewhere = try browser.as(.candidate(TestPortal.first))
      let other = try browser.as(.candidate(TestPortal.second))
      func page(_ visitor: TestVisitor) async throws -> String { try await visitor.get("/materials").text }
      let first = try await page(candidate)
      let again = try await page(candidate)
      let mark = test.token(candidate.visit ?? "")
      #expect(first.contains(mark) && again.contains(mark) && first != again, "each showing has keys of its own")
      let there = try await page(sameElsewhere)
      #expect(!there.contains(mark) && there.contains(test.token(sameElsewhere.visit ?? "")))
      #expect(try await !page(other).contains(TestPortal.first.rawValue))
      _ = try elsewhere.setProfile(of: TestPortal.first, mobile: "13912345699", address: "测试路 9 号")
      #expect(try await page(candidate).contains("测试路 9 号"))
      try elsewhere.remove(Place("identity", 1), of: TestPortal.first)
      #expect(try await !page(candidate).contains("/materials/identity/1/picture"))
      try elsewhere.erase(TestPortal.first, as: "admin")
      #expect(try await candidate.get("/materials").status == .seeOther)
    }
  }

  @Test("A double tap stores one picture, and both requests get the same response")
  func doubleTap() async throws {
    let test = try TestPortal()
    try await test.run { browser in
      let candidate = try browser.as(.candidate(TestPortal.first))
      let json: HTTPFields = [.accept: "application/json"]
      async let one = candidate.upload("/materials/education/1/upload", [Photo.small(1)], key: "same", json)
      async let two = candidate.upload("/materials/education/1/upload", [Photo.small(1)], key: "same", json)
      let answers = try await [one.text, two.text]
      #expect(answers[0] == answers[1] && answers[0].contains("\"ok\":true"))
      #expect(try test.store.status(of: TestPortal.first).version == 2)
    }
  }

  @Test("A stale page deletes nothing")
  func stalePage() async throws {
    let test = try TestPortal()
    try await test.run { browser in
      let candidate = try browser.as(.candidate(TestPortal.first))
      _ = try await candidate.upload("/materials/education/1/upload", [Photo.small(1)])
      let answer = try await candidate.post(
        "/materials/education/1/remove", ["version": "1"], token: nil, [.accept: "application/json"])
      #expect(answer.status == .conflict && answer.text.contains("stale-version"))
      #expect(try test.store.materials(of: TestPortal.first)[1].pictures.count == 1)
    }
  }

  @Test("A decision that the policy does not show yet is on no page of the candidate")
  func hidden() async throws {
    let test = try TestPortal(policy: "tianjin-2023")
    try test.handIn(TestPortal.first)
    for position in 1...2 { try test.store.accept(Place("identity", position), of: TestPortal.first, as: "site-a") }
    try test.store.pass(TestPortal.first, as: "site-a")
    try await test.run { browser in
      let candidate = try browser.as(.candidate(TestPortal.first))
      for path in ["/materials", "/notice", "/list"] {
        let page = try await candidate.get(path)
        #expect(page.status == .ok && !page.text.contains("Passed") && !page.text.contains("sitePassed"), "\(path)")
      }
    }
  }

  @Test("After a return the reviewer's note is beside the place, and the picture can be replaced")
  func returned() async throws {
    let test = try TestPortal(policy: "tianjin-2023")
    try test.handIn(TestPortal.first)
    try test.store.want(Place("identity", 1), of: TestPortal.first, note: "图片不清晰", as: "site-a")
    try await test.run { browser in
      let candidate = try browser.as(.candidate(TestPortal.first))
      #expect(try await !candidate.get("/materials").text.contains("图片不清晰"))
      try test.store.giveBack(TestPortal.first, note: "请更换", as: "site-a")
      let page = try await candidate.get("/materials")
      #expect(page.text.contains("图片不清晰") && page.text.contains("请更换"))
      #expect(page.text.components(separatedBy: "data-upload ").count == 2, "one place is open")
      _ = try await candidate.upload("/materials/identity/1/upload", [Photo.small(5)])
      let version = try test.store.status(of: TestPortal.first).forCandidate.version
      _ = try await candidate.post("/submit", ["version": "\(version)"])
      #expect(try test.store.status(of: TestPortal.first).state == .submitted)
    }
  }

  @Test("A file's name is shown as text and not used otherwise")
  func fileNames() async throws {
    let test = try TestPortal()
    try await test.run { browser in
      let candidate = try browser.as(.candidate(TestPortal.first))
      _ = try await candidate.upload(
        "/materials/education/1/upload", [Photo.small(1)], name: "../../etc/<script>alert(1)<\\/script>.jpg")
      let page = try await candidate.get("/materials").text
      #expect(!page.contains("<script>alert") && !page.contains("etc"))
    }
  }
}
