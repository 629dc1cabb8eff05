import Foundation
import HTTPTypes
import ImageKit
import Testing

@testable import ReviewStore
@testable import ReviewWeb

@Suite("The list of registrations in the portal", .timeLimit(.minutes(20))) struct RosterPageTests {
  @Test("Site staff see their own candidates, whether they have handed in or not, and nobody else's")
  func list() async throws {
    let test = try TestPortal()
    try test.handIn(TestPortal.first)
    try await test.run { browser in
      let staff = try browser.as(.staff("site-a"))
      let page = try await staff.get("/staff/registrations").text
      #expect(page.contains("T-0001") && page.contains("T-0002") && !page.contains("T-0003"))
      #expect(page.contains("Not handed in yet <span class=\"number\">1</span>"))
      let missing = try await staff.get("/staff/registrations?state=filling").text
      #expect(!missing.contains(">T-0001<") && missing.contains(">T-0002<"))
      #expect(missing.contains("110**********2X") && !missing.contains("110101199001011"))
      let found = try await staff.get("/staff/registrations?search=\("１１２１Ｘ".percentEncoded)").text
      #expect(found.contains(">T-0001<") && !found.contains(">T-0002<"))
      #expect(try await staff.get("/staff/registrations?site=\("乙考点".percentEncoded)").status == .forbidden)
      #expect(try await staff.get("/staff/registrations?state=nonsense").status == .badRequest)
      let all = try await browser.as(.staff("region")).get("/staff/registrations").text
      #expect(all.contains("T-0003"))
    }
  }

  @Test("The pages of the list link to each other and keep the filter") func pages() async throws {
    let test = try TestPortal()
    for number in 100..<160 {
      try test.store.addRegistration(
        NewRegistration(number: "P-\(number)", name: "测试", category: "临床执业医师", site: "甲考点"))
    }
    try await test.run { browser in
      let staff = try browser.as(.staff("site-a"))
      let first = try await staff.get("/staff/registrations?search=P-&descending=1").text
      let next = try #require(first.firstMatch(of: /href="([^"]*after=[^"]*)"/))
      let second = try await staff.get(String(next.1).replacingOccurrences(of: "&amp;", with: "&")).text
      #expect(first.contains(">P-159<") && first.contains(">P-110<") && !first.contains(">P-109<"))
      #expect(second.contains(">P-109<") && second.contains(">P-100<") && !second.contains("after="))
    }
  }

  @Test("An export is a file that only its own staff get, and the log names them") func export() async throws {
    let test = try TestPortal()
    try await test.run { browser in
      let staff = try browser.as(.staff("site-a"))
      let csv = try await staff.post("/staff/registrations/export", ["format": "csv", "state": "filling"])
      #expect(csv.status == .ok && csv.headers[.contentType] == "text/csv; charset=utf-8")
      #expect(
        csv.headers[.contentDisposition]?.contains("attachment; filename=\"registrations-2023-11-15.csv\"") == true)
      #expect(Array(buffer: csv.body).starts(with: [0xEF, 0xBB, 0xBF]))
      #expect(csv.text.contains("T-0001") && csv.text.contains("139*****88") && !csv.text.contains("T-0003"))
      let workbook = try await staff.program(
        .post, "/api/v1/office/registrations/export?format=xlsx", "")
      #expect(workbook.status == .ok && Array(buffer: workbook.body).starts(with: Array("PK".utf8)))
      #expect(try await staff.post("/staff/registrations/export", ["format": "pdf"]).status == .badRequest)
      #expect(
        try await staff.post("/staff/registrations/export", ["format": "csv"], token: "wrong").status == .forbidden)
      var told: [String] = []
      try test.store.eachAuditEntry(of: "store") {
        if $0.action == "export" { told.append("\($0.actor) \($0.after.text)") }
      }
      #expect(
        told == [
          "site-a count=2 format=csv filter=filling filter=site:甲考点", "site-a count=2 format=xlsx filter=site:甲考点",
        ])
    }
  }

  @Test("A program gets the list in pages, with its counts") func program() async throws {
    let test = try TestPortal()
    try test.handIn(TestPortal.first)
    try await test.run { browser in
      let admin = try browser.as(.staff("admin"))
      let first = try await admin.program(.get, "/api/v1/office/registrations?limit=2&sort=number", "").text
      #expect(
        first.contains("\"next\":\"T-0002\"") && first.contains("\"total\":3") && first.contains("\"submitted\":1"))
      #expect(first.contains("\"warnings\":[]") && first.contains("\"nothingUploaded\":2"))
      let second = try await admin.program(.get, "/api/v1/office/registrations?limit=2&after=T-0002", "").text
      #expect(second.contains("T-0003") && second.contains("\"next\":null"))
      #expect(try await admin.program(.get, "/api/v1/office/registrations?sort=nonsense", "").status == .badRequest)
    }
  }

  @Test("Codes for everybody are slips, eight on a sheet, a table, or go by SMS; each is shown once") func codes()
    async throws
  {
    let test = try TestPortal()
    // The credentials of the fixture would spare everybody a code.
    try test.store.database.writing { try $0.run("DELETE FROM credential") }
    for number in 1...9 {
      try test.store.addRegistration(
        NewRegistration(
          number: "S-\(number)", name: "测试", category: "临床执业医师", site: "甲考点", idNumber: "11010119900101100\(number)"))
    }
    try test.store.addRegistration(NewRegistration(number: "S-10", name: "测试", category: "临床执业医师", site: "甲考点"))
    try await test.run { browser in
      let staff = try browser.as(.staff("site-a"))
      let page = try await staff.post("/staff/registrations/codes", ["as": "slips", "search": "S-"]).text
      #expect(
        page.matches(of: /<article class="slip">/).count == 9 && page.matches(of: /<div class="sheet">/).count == 2)
      #expect(page.matches(of: /\d{4} \d{4} \d{4}/).count == 9 && page.contains("number=S-10"))
      let table = try await staff.post("/staff/registrations/codes", ["as": "csv"])
      #expect(table.headers[.contentType] == "text/csv; charset=utf-8" && !table.text.contains("T-0003"))
      #expect(table.text.matches(of: /\d{4} \d{4} \d{4}/).count == 11)
      let sent = try await staff.post("/staff/registrations/codes", ["as": "sms", "search": "T-0001"])
      let isSending = test.store.policy.notices != nil
      #expect(sent.status == (isSending ? .ok : .conflict) && !sent.text.contains("class=\"slip\""))
      let region = try browser.as(.staff("region"))
      let answer = try await region.program(.post, "/api/v1/office/codes?site=\("乙考点".percentEncoded)", "")
      #expect(answer.status == .created && answer.text.contains("T-0003") && !answer.text.contains("T-0001"))
    }
  }
}
