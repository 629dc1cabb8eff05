import Foundation
import HTTPTypes
import ImageKit
import Testing

@testable import ReviewStore
@testable import ReviewWeb

@Suite("Second looks and workload in the portal", .timeLimit(.minutes(20))) struct SecondLookPageTests {
  private func portal() throws -> TestPortal {
    let yaml = try #require(Policy.shippedYAML("beijing-2024"))
    let test = try TestPortal(text: yaml + "\nsecondLook: {share: 100%}\n")
    try test.store.addStaff("site-a2", role: .site, site: "甲考点")
    try test.store.database.writing { try $0.run("UPDATE staff SET password = 'kept ' || name") }
    try test.handInAndReturn(TestPortal.first)
    return test
  }

  @Test("Next leads to a second look, whose page shows the pictures and nothing of the first verdict")
  func look() async throws {
    let test = try portal()
    let reason = try #require(test.store.policy.reasons.first { $0.text != "反光" }).text
    try await test.run { browser in
      let second = try browser.as(.staff("site-a2"))
      let next = try await second.post("/staff/next")
      #expect(next.location == "/staff/looks/T-0001")
      let page = try await second.get("/staff/looks/T-0001").text
      #expect(page.contains("/staff/applications/T-0001/pictures/identity/2?v=") && page.contains("测试考生1"))
      for trace in ["反光", "请更换", "site-a<", "returned"] {
        // The canned reasons are offered to everybody.
        let seen = page.components(separatedBy: "<datalist")[0]
        #expect(!seen.contains(trace), "\(trace)")
      }
      #expect(try await browser.as(.staff("site-a")).get("/staff/looks/T-0001").status == .conflict)
      let empty = try await second.post("/staff/looks/T-0001", ["act": "return"])
      #expect(empty.status == .unprocessableContent && empty.text.contains("what is wrong"))
      let answer = try await second.post("/staff/looks/T-0001", ["act": "return", "note-identity": reason])
      #expect(answer.location == "/staff/looks")
      #expect(try await second.get("/staff/agreement").status == .forbidden)
      let region = try browser.as(.staff("region"))
      let agreement = try await region.get("/staff/agreement").text
      #expect(agreement.contains(reason) && agreement.contains("反光") && agreement.contains("site-a2"))
      let table = try await region.get("/staff/agreement/drawn")
      #expect(table.text.contains("1,1,0,0"))
    }
  }

  @Test("Programs list, see and give second looks, and read the agreement") func programs() async throws {
    let test = try portal()
    try await test.run { browser in
      let second = try browser.as(.staff("site-a2"))
      let path = "/api/v1/review/second-looks"
      #expect(try await second.program(.get, path, "").text.contains(#""registration":"T-0001""#))
      let view = try await second.program(.get, path + "/T-0001", "").text
      #expect(view.contains(#""materials""#) && !view.contains("反光") && !view.contains("returned"))
      #expect(try await second.program(.post, path + "/T-0001", "{}").status == .badRequest)
      let given = try await second.program(.post, path + "/T-0001", #"{"faults":[]}"#)
      #expect(given.status == .created)
      #expect(try await second.program(.post, path + "/T-0001", #"{"faults":[]}"#).status == .conflict)
      let numbers = try await browser.as(.staff("admin")).program(.get, "/api/v1/review/agreement", "").text
      #expect(numbers.contains(#""drawn":1,"given":1"#) && numbers.contains(#""kappa":0"#))
    }
  }

  @Test("An admin sets caps and absences on the page of the workload, and next says why it hands out nothing")
  func workload() async throws {
    let test = try TestPortal()
    try test.handIn(TestPortal.first)
    try await test.run { browser in
      let (admin, site) = (try browser.as(.staff("admin")), try browser.as(.staff("site-a")))
      _ = try await admin.post("/staff/load/cap", ["name": "site-a", "cap": "0"])
      #expect(try await admin.get("/staff/load").text.contains("cap reached"))
      #expect(try await site.post("/staff/next").location == "/staff")
      #expect(try await site.get("/staff").text.contains("handed out to you a day"))
      _ = try await admin.post("/staff/load/cap", ["name": "site-a", "cap": ""])
      _ = try await admin.post(
        "/staff/load/absence", ["name": "site-a", "from": "2023-11-01", "to": "2023-12-01"])
      #expect(try await browser.as(.staff("region")).get("/staff/load").text.contains("2023-11-01 – 2023-12-01"))
      let refused = try await site.program(.post, "/api/v1/review/next", "{}")
      #expect(refused.status == .conflict && refused.text.contains("absent until 2023-12-01"))
      let path = "/api/v1/office/staff/site-a"
      let load = try await admin.program(.post, path + "/absences/remove", #"{"from":"2023-11-01"}"#)
      #expect(load.text.contains(#""absences":[]"#))
      #expect(try await admin.program(.post, path + "/cap", #"{"cap":5}"#).text.contains(#""dailyCap":5"#))
      #expect(try await admin.program(.post, path + "/absences", #"{"from":"soon"}"#).status == .unprocessableContent)
      let next = try await site.program(.post, "/api/v1/review/next", "{}")
      #expect(next.text.contains(#""registration":"T-0001""#))
      #expect(try await site.program(.post, "/api/v1/review/next", "{}").text == #"{"registration":null}"#)
    }
  }
}
