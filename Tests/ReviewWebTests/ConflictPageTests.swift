import Foundation
import HTTPTypes
import ImageKit
import Testing

@testable import ReviewStore
@testable import ReviewWeb

@Suite("Conflicts of interest in the portal", .timeLimit(.minutes(20))) struct ConflictPageTests {
  @Test("Who declares a conflict gets neither the page nor a picture of the application, and an admin withdraws it")
  func declaring() async throws {
    let test = try TestPortal()
    try test.handIn(TestPortal.first)
    try await test.run { browser in
      let site = try browser.as(.staff("site-a"))
      let path = "/staff/applications/\(TestPortal.first)"
      #expect(try await site.get(path).text.contains("/staff/conflicts?number=T-0001"))
      let wrong = try await site.post("/staff/conflicts", ["number": "T-9999", "reason": "亲属"])
      #expect(wrong.status == .notFound && wrong.text.contains("T-9999") && wrong.text.contains("亲属"))
      // A form sent by hand declares nothing of somebody else.
      let other = try await site.post("/staff/conflicts", ["number": "T-0001", "reason": "x", "staff": "region"])
      #expect(other.status == .forbidden)
      #expect(try await site.post("/staff/conflicts", ["number": " t-0001", "reason": "表兄"]).status == .seeOther)
      for address in [path, path + "/timeline", path + "/pictures/identity/1", path + "/pictures/identity/1/thumb"] {
        let answer = try await site.get(address)
        #expect(answer.status == .forbidden, "\(address)")
        #expect(!answer.text.contains("测试考生"), "\(address)")
      }
      let refused = try await site.post(path + "/pass")
      #expect(refused.status == .forbidden && refused.text.contains("conflict of interest"))
      #expect(try await !site.get("/staff").text.contains("T-0001"))
      let list = try await site.get("/staff/conflicts").text
      #expect(list.contains("表兄") && !list.contains("/staff/conflicts/withdraw"))
      #expect(try await !browser.as(.staff("site-b")).get("/staff/conflicts").text.contains("表兄"))
      let admin = try browser.as(.staff("admin"))
      #expect(try await admin.get("/staff/conflicts").text.contains("/staff/conflicts/withdraw"))
      _ = try await admin.post("/staff/conflicts/withdraw", ["number": "T-0001", "staff": "site-a"])
      #expect(try await site.get(path).status == .ok)
    }
  }

  @Test("Programs declare, list and withdraw conflicts with the same refusals") func programs() async throws {
    let test = try TestPortal()
    try test.handIn(TestPortal.first)
    try await test.run { browser in
      let site = try browser.as(.staff("site-a"))
      let path = "/api/v1/review/conflicts"
      let body = #"{"registration":"T-0001","reason":"表兄","own":true}"#
      let declared = try await site.program(.post, path, body)
      #expect(declared.status == .created && declared.text.contains(#""kind":"own","reason":"表兄""#))
      #expect(try await site.program(.post, path, body).status == .conflict)
      #expect(try await site.program(.get, path, "").text.contains("T-0001"))
      let claim = try await site.program(.post, "/api/v1/review/applications/T-0001/claim", "{}")
      #expect(claim.status == .forbidden && claim.text.contains("conflict-of-interest"))
      let withdrawal = #"{"registration":"T-0001","staff":"site-a"}"#
      #expect(try await site.program(.post, path + "/withdraw", withdrawal).status == .forbidden)
      let admin = try browser.as(.staff("admin"))
      #expect(try await admin.program(.post, path + "/withdraw", withdrawal).text == #"{"conflicts":[]}"#)
      #expect(try await admin.program(.post, path + "/withdraw", withdrawal).status == .notFound)
    }
  }
}
