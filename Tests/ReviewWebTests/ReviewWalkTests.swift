import Foundation
import HTTPTypes
import ImageKit
import Testing

@testable import ReviewStore
@testable import ReviewWeb

@Suite("The reviewer's pages", .timeLimit(.minutes(20))) struct ReviewWalkTests {
  static let json: HTTPFields = [.accept: "application/json"]

  @Test("Each table of the statistics is a file too, of the same period") func statisticsFiles() async throws {
    let test = try TestPortal()
    try test.handIn(TestPortal.first)
    try await test.run { browser in
      let admin = try browser.as(.staff("admin"))
      let states = try await admin.get("/staff/statistics/states")
      #expect(states.headers[.contentType] == "text/csv; charset=utf-8")
      #expect(states.text.contains("Site,Nothing uploaded,") && states.text.hasSuffix("Total,2,1,0,3\r\n"))
      let today = test.clock.now.date
      let days = try await admin.get("/staff/statistics/days?from=\(today)&to=\(today)").text
      #expect(days.contains("\(today),1,0,0,0\r\n"))
      #expect(try await admin.get("/staff/statistics/nothing").status == .notFound)
      #expect(try await admin.get("/staff/statistics?from=tomorrow").status == .badRequest)
      #expect(try await admin.get("/staff/statistics?from=2024-02-01&to=2024-01-01").status == .badRequest)
    }
  }

  @Test("Staff see whether a message was read and its SMS delivered, and that a candidate cannot be reached by SMS")
  func informing() async throws {
    let test = try TestPortal(policy: "tianjin-2023")
    let number = TestPortal.first
    // Personal details can be changed, but not removed by an act.
    try test.store.database.writing { try $0.run("UPDATE registration SET mobile = NULL") }
    try test.handInAndReturn(number)
    try await test.run { browser in
      let reviewer = try browser.as(.staff("site-a"))
      let path = "/staff/applications/\(number)"
      let before = try await reviewer.get(path).text
      #expect(before.contains("no SMS will reach them") && before.contains("Not seen yet"))
      _ = try await browser.as(.candidate(number)).get("/materials")
      try test.store.setProfile(of: number, mobile: "13912345688")
      let id = try #require(try test.store.nextNotice()).id
      try test.store.finishNotice(id)
      try test.store.reportDelivery(of: id)
      for page in [path, path + "/timeline"] {
        let after = try await reviewer.get(page).text
        #expect(after.contains("SMS: delivered") && after.contains(">Seen ") && !after.contains("Not seen yet"))
        #expect(!after.contains("no SMS will reach them"))
      }
    }
  }

  @Test("A reviewer claims the next application and accepts its pictures; both levels pass it; publishing shows it")
  func wholeWay() async throws {
    let test = try TestPortal(policy: "tianjin-2023")
    try test.handIn(TestPortal.first)
    try await test.run { browser in
      for name in ["site-a", "region"] as [StaffName] {
        let staff = try browser.as(.staff(name))
        let next = try await staff.post("/staff/next")
        #expect(next.location == "/staff/applications/\(TestPortal.first)")
        #expect(try test.store.status(of: TestPortal.first).claimedBy == name)
        let base = "/staff/applications/\(TestPortal.first)"
        #expect(try await staff.get(base).status == .ok)
        for position in 1...2 {
          let answer = try await staff.post("\(base)/pictures/identity/\(position)/accept", [:], token: nil, Self.json)
          #expect(answer.status == .ok, "\(answer.text)")
        }
        #expect(try await staff.post("\(base)/pass").location == "/staff")
      }
      #expect(try test.store.status(of: TestPortal.first).visibleResult == nil)
      let region = try browser.as(.staff("region"))
      let seen = try test.store.unpublished(.region, as: "region").mark
      let published = try await region.post("/staff/publish", ["level": "region", "sure": "1", "seen": seen])
      #expect(published.text.contains("1 published"))
      let candidate = try browser.as(.candidate(TestPortal.first))
      #expect(try await candidate.get("/materials").text.contains("Review passed"))
    }
  }

  @Test("Publishing is refused if anything has changed since it was viewed, and nothing is published")
  func stalePublication() async throws {
    let test = try TestPortal(policy: "tianjin-2023")
    try test.handIn(TestPortal.first)
    try await test.run { browser in
      let region = try browser.as(.staff("region"))
      let shown = try await region.get("/staff/publish").text
      let seen = try #require(shown.firstMatch(of: /name="seen" value="([0-9a-f]+)"/)?.1)
      for name in ["site-a", "region"] as [StaffName] {
        for position in 1...2 { try test.store.accept(Place("identity", position), of: TestPortal.first, as: name) }
        try test.store.pass(TestPortal.first, as: name)
      }
      let answer = try await region.post("/staff/publish", ["level": "region", "sure": "1", "seen": String(seen)])
      #expect(answer.status == .conflict && answer.text.contains("Nothing was published"))
      #expect(try test.store.status(of: TestPortal.first).visibleResult == nil)
      // The refusal shows what can be published now, with the current mark.
      let current = try #require(answer.text.firstMatch(of: /name="seen" value="([0-9a-f]+)"/)?.1)
      let again = try await region.post("/staff/publish", ["level": "region", "sure": "1", "seen": String(current)])
      #expect(again.status == .ok && again.text.contains("1 published"))
    }
  }

  @Test("A level whose decisions show only with the final one has nothing to publish")
  func nothingToPublish() async throws {
    let test = try TestPortal(policy: "tianjin-2023")
    try test.handIn(TestPortal.first)
    for position in 1...2 { try test.store.accept(Place("identity", position), of: TestPortal.first, as: "site-a") }
    try test.store.pass(TestPortal.first, as: "site-a")
    let unpublished = try test.store.unpublished(.site, as: "site-a")
    #expect(unpublished.waiting.isEmpty)
    try await test.run { browser in
      let page = try await browser.as(.staff("site-a")).get("/staff/publish").text
      #expect(!page.contains("name=\"sure\"") && page.contains("nothing to publish here"))
    }
  }

  @Test("Publishing without having viewed what waits is refused, on the page and through the API")
  func unseenPublication() async throws {
    let test = try TestPortal(policy: "tianjin-2023")
    try test.handIn(TestPortal.first)
    for name in ["site-a", "region"] as [StaffName] {
      for position in 1...2 { try test.store.accept(Place("identity", position), of: TestPortal.first, as: name) }
      try test.store.pass(TestPortal.first, as: name)
    }
    try await test.run { browser in
      let region = try browser.as(.staff("region"))
      let path = "/api/v1/review/publish"
      #expect(try await region.post("/staff/publish", ["level": "region", "sure": "1"]).status == .conflict)
      let blind = try await region.program(.post, path, #"{"level":"region"}"#)
      #expect(blind.status == .badRequest && blind.text.contains("Nothing was published"))
      let stale = try await region.program(.post, path, #"{"level":"region","seen":"0"}"#)
      #expect(stale.status == .conflict && stale.text.contains("stale-version"))
      #expect(try test.store.status(of: TestPortal.first).visibleResult == nil)

      #expect(try await region.program(.get, path, "").status == .badRequest)
      let site = try browser.as(.staff("site-a"))
      #expect(try await site.program(.get, path + "?level=region", "").status == .forbidden)
      let shown = try await region.program(.get, path + "?level=region", "").text
      #expect(shown.contains(#""waiting":["\#(TestPortal.first)"]"#))
      let mark = try #require(shown.firstMatch(of: /"mark":"([0-9a-f]+)"/)?.1)
      let done = try await region.program(.post, path, #"{"level":"region","seen":"\#(mark)"}"#)
      #expect(done.status == .ok && done.text.contains(#""published":["\#(TestPortal.first)"]"#))
    }
  }

  @Test("A decision on an outdated version is refused, and the page shows what has changed")
  func stale() async throws {
    let test = try TestPortal()
    try test.handIn(TestPortal.first)
    let seen = try test.store.staffView(of: TestPortal.first, as: "site-a").log.last?.sequence ?? 0
    let version = try test.store.status(of: TestPortal.first).version
    try test.store.accept(Place("identity", 1), of: TestPortal.first, as: "site-a")
    try await test.run { browser in
      let staff = try browser.as(.staff("site-a"))
      let answer = try await staff.post(
        "/staff/applications/\(TestPortal.first)/return",
        ["note": "x", "version": "\(version)", "seen": "\(seen)"])
      #expect(answer.status == .conflict)
      #expect(answer.text.contains("Accepted a picture") && !answer.text.contains("Uploaded a picture"))
      #expect(try test.store.status(of: TestPortal.first).state == .submitted)
    }
  }

  @Test("Several applications are passed at once, each checked separately, with its own result")
  func bulk() async throws {
    let test = try TestPortal()
    for number in [TestPortal.first, TestPortal.second] { try test.handIn(number) }
    for position in 1...2 { try test.store.accept(Place("identity", position), of: TestPortal.first, as: "site-a") }
    let version = try test.store.status(of: TestPortal.first).version
    try await test.run { browser in
      let staff = try browser.as(.staff("site-a"))
      let answer = try await staff.post(
        "/staff/bulk",
        [
          "act": "pass", "item[]": "\(version) \(TestPortal.first)", "item[]": "4 \(TestPortal.second)",
          "item[]": "1 \(TestPortal.elsewhere)",
        ])
      #expect(answer.status == .ok)
      #expect(answer.text.contains("1 done") && answer.text.contains("2 refused"))
      #expect(try test.store.status(of: TestPortal.first).state == .sitePassed)
      #expect(try test.store.status(of: TestPortal.second).state == .submitted)
    }
  }

  @Test("A picture that staff open has a second watermark, which is not stored")
  func secondStamp() async throws {
    let test = try TestPortal()
    try test.handIn(TestPortal.first)
    let stored = try test.store.picture(Place("identity", 1), of: TestPortal.first)
    let files = try FileManager.default.subpathsOfDirectory(atPath: test.folder + "/objects").count
    try await test.run { browser in
      let staff = try browser.as(.staff("site-a"))
      let seen = try await staff.get("/staff/applications/\(TestPortal.first)/pictures/identity/1")
      #expect(seen.status == .ok && seen.headers[.cacheControl] == "no-store")
      #expect(Array(buffer: seen.body) != stored)
      let shown = try PictureDecoder(limits: DecodingLimits()).decode(Array(buffer: seen.body)).picture.luma
      let kept = try PictureDecoder(limits: DecodingLimits()).decode(stored).picture.luma
      let differing = zip(shown.samples, kept.samples).count { abs(Int($0) - Int($1)) > 5 }
      #expect(differing > 200, "the second stamp is to be seen")
      #expect(try test.store.picture(Place("identity", 1), of: TestPortal.first) == stored)
      let after = try FileManager.default.subpathsOfDirectory(atPath: test.folder + "/objects").count
      #expect(after == files)
    }
  }

  @Test("Dead notices are tried again on the office's request, and the log names who asked")
  func revive() async throws {
    let test = try TestPortal()
    try test.handIn(TestPortal.first)
    try test.store.giveBack(TestPortal.first, note: "请更换", as: "site-a")
    try await test.run { browser in
      while let notice = try test.store.nextNotice() {
        try test.store.finishNotice(notice.id, problem: "no network")
        test.clock.advance(seconds: 86_400)
      }
      let region = try browser.as(.staff("region"))
      #expect(try await region.get("/staff/notices").text.contains("given up"))
      #expect(try await region.post("/staff/notices/revive").location == "/staff/notices")
      #expect(try await region.get("/staff/notices").text.contains("1 notice will be tried again"))
      #expect(try test.store.nextNotice() != nil)
      var actor = ""
      try test.store.eachAuditEntry(of: "store") { if $0.action == "notices-revive" { actor = $0.actor } }
      #expect(actor == "region")
    }
  }

  @Test("The former picture is shown beside the new one, watermarked for the viewer")
  func comparison() async throws {
    let test = try TestPortal()
    try test.handIn(TestPortal.first)
    try test.store.want(Place("identity", 2), of: TestPortal.first, note: "反光", as: "site-a")
    try test.store.giveBack(TestPortal.first, note: "请更换", as: "site-a")
    let before = try test.store.picture(Place("identity", 2), of: TestPortal.first)
    try test.store.upload(Photo.small(7), to: "identity", of: TestPortal.first, position: 2)
    try test.store.submit(TestPortal.first)
    try await test.run { browser in
      let staff = try browser.as(.staff("site-a"))
      let base = "/staff/applications/\(TestPortal.first)"
      let page = try await staff.get(base).text
      #expect(page.components(separatedBy: "data-former").count == 2, "one place has another before it")
      #expect(page.contains("\(base)/pictures/identity/2/former?v="))
      let former = try await staff.get(base + "/pictures/identity/2/former")
      #expect(former.status == .ok && Array(buffer: former.body) != before)
      #expect(try await staff.get(base + "/pictures/identity/1/former").status == .notFound)
      let candidate = try browser.as(.candidate(TestPortal.first))
      #expect(try await !candidate.get("/materials").text.contains("former"))
    }
  }

  @Test("Every staff page can be opened by those who may")
  func pages() async throws {
    let test = try TestPortal()
    try test.handIn(TestPortal.first)
    try await test.run { browser in
      let admin = try browser.as(.staff("admin"))
      for path in [
        "/staff", "/staff?order=findings", "/staff?state=all&site=甲考点".percentEncodedQuery, "/staff/publish",
        "/staff/registrations?number=T-0001",
        "/staff/statistics", "/staff/notices", "/staff/policy", "/staff/people", "/staff/password",
        "/staff/deadlines", "/staff/deadlines?overdue=1", "/staff/registrations/T-0001/correct",
        "/staff/applications/T-0001", "/staff/applications/T-0001/timeline",
      ] {
        let answer = try await admin.get(path)
        #expect(answer.status == .ok, "\(path)")
        #expect(!answer.text.contains("{{"), "\(path)")
      }
    }
  }

  @Test("An empty queue shows no number; a decided application asks for no claim; the timeline shortens all hashes")
  func quietPages() async throws {
    let test = try TestPortal()
    try test.handIn(TestPortal.first)
    try await test.run { browser in
      let staff = try browser.as(.staff("site-a"))
      let path = "/staff/applications/\(TestPortal.first)"
      #expect(try await staff.get("/staff").text.contains("Next one · 1"))
      #expect(try await staff.get(path).text.contains("Your first act claims it"))
      for position in 1...2 { try test.store.accept(Place("identity", position), of: TestPortal.first, as: "site-a") }
      try test.store.pass(TestPortal.first, as: "site-a")
      let queue = try await staff.get("/staff").text
      #expect(queue.contains("Next one<") && queue.contains("Nothing here") && !queue.contains("<table"))
      #expect(!(try await staff.get(path).text.contains("Your first act claims it")))
      let timeline = try await staff.get(path + "/timeline").text
      #expect(timeline.contains("message=submitted:") && timeline.firstMatch(of: /[0-9a-f]{20}/) == nil)
    }
  }

  @Test("An admin imports a table and adds staff, and the log names the admin")
  func office() async throws {
    let test = try TestPortal()
    try await test.run { browser in
      let admin = try browser.as(.staff("admin"))
      let table = "number,name,category,site\nT-0009,测试考生9,临床执业医师,甲考点\n"
      let answer = try await admin.upload("/staff/registrations/import", [Array(table.utf8)], name: "list.csv")
      #expect(answer.status == .ok && answer.text.contains("Import 1, change 0<"), "\(answer.text)")
      let mark = try #require(answer.text.firstMatch(of: /name="mark" value="([0-9a-f]+)"/)).1
      let done = try await admin.post("/staff/registrations/import/confirm", ["mark": String(mark)])
      #expect(done.status == .ok && done.text.contains("1 registration was imported or changed"), "\(done.text)")
      let twice = try await admin.post("/staff/registrations/import/confirm", ["mark": String(mark)])
      #expect(twice.status == .conflict && twice.text.contains("Choose it again"), "\(twice.text)")
      let bad = Array("number,name,category,site\nT-0010,测试考生,,甲考点\n".utf8)
      let refused = try await admin.upload("/staff/registrations/import", [bad], name: "list.csv")
      #expect(
        refused.status == .unprocessableContent && refused.text.contains("<td>2</td><td>3</td>"), "\(refused.text)")
      _ = try await admin.post("/staff/people/disable", ["name": "site-b"])
      var actors: [String] = []
      try test.store.eachAuditEntry(of: "T-0009") { actors.append($0.actor) }
      try test.store.eachAuditEntry(of: "site-b") { actors.append($0.actor) }
      #expect(actors == ["admin", "office", "admin"])
    }
  }
}

extension String {
  /// The text with the values of its query percent-encoded.
  fileprivate var percentEncodedQuery: String {
    addingPercentEncoding(withAllowedCharacters: .urlQueryAllowed) ?? self
  }
}
