import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import ImageKit
import Testing

@testable import ReviewStore
@testable import ReviewWeb

@Suite("Clerks on the pages", .timeLimit(.minutes(20))) struct HelpingTests {
  private static let base = "/helping/\(TestPortal.first)"

  @Test("A candidate finds a clerk by the exact code only, sees who it is, allows it and takes it back")
  func allowing() async throws {
    let test = try TestPortal()
    try test.store.addStaff("wang", role: .clerk, organisation: "测试医院")
    let code = try #require(try test.store.clerk("wang").clerkCode)
    try await test.run { browser in
      let candidate = try browser.as(.candidate(TestPortal.first))
      #expect(try await candidate.get("/materials").text.contains("href=\"/clerk\""))
      #expect(try await !candidate.get("/clerk").text.contains("wang"))
      let wrong = try await candidate.get("/clerk?code=\(code.dropLast())")
      #expect(wrong.status == .notFound && wrong.text.contains("id=\"code-error\"") && !wrong.text.contains("wang"))
      let found = try await candidate.get("/clerk?code=\(code.prefix(4))-\(code.dropFirst(4))")
      #expect(found.text.contains("测试医院") && found.text.contains("wang"))
      #expect(try test.store.candidates(helpedBy: "wang").isEmpty, "looking allows nothing")
      let allowed = try await candidate.post("/clerk/allow", ["code": code, "key": UUID().uuidString])
      #expect(allowed.status == .seeOther && allowed.location == "/clerk")
      #expect(try await candidate.get("/clerk").text.contains("action=\"/clerk/revoke\""))
      #expect(try await candidate.get("/materials").text.contains("测试医院"))
      _ = try await candidate.post("/clerk/revoke", ["key": UUID().uuidString])
      #expect(try test.store.candidates(helpedBy: "wang").isEmpty)

      let program = try await candidate.program(.get, "/api/v1/application/clerk?code=\(code)", "")
      #expect(program.text == #"{"clerk":"wang","organisation":"测试医院"}"#)
      #expect(
        try await candidate.program(.post, "/api/v1/application/clerk", "{\"code\":\"\(code)\"}").status == .created)
      #expect(try await candidate.program(.get, "/api/v1/application/clerk", "").text.contains("wang"))
      #expect(try await candidate.program(.delete, "/api/v1/application/clerk", "").status == .ok)
      #expect(try await candidate.program(.delete, "/api/v1/application/clerk", "").status == .notFound)
    }
  }

  @Test("A clerk uploads, turns and deletes on the candidate's page, without its messages, contact data and submission")
  func helping() async throws {
    let test = try TestPortal()
    try test.addClerk(helping: TestPortal.first)
    try await test.run { browser in
      let clerk = try browser.as(.staff("clerk"))
      let list = try await clerk.get("/helping").text
      #expect(list.contains("href=\"\(Self.base)/materials\"") && list.contains("测试考生1"))
      #expect(!list.contains(TestPortal.second.rawValue))
      let page = try await clerk.get(Self.base + "/materials").text
      #expect(page.contains("action=\"\(Self.base)/materials/identity/1/upload\""))
      for hidden in ["/submit", "/profile", "139*****88", "测试路", "class=\"message", "href=\"/notice\""] {
        #expect(!page.contains(hidden), "\(hidden)")
      }
      let sent = try await clerk.upload(Self.base + "/materials/identity/1/upload", [Photo.small(1)])
      #expect(sent.location?.hasPrefix(Self.base + "/materials#") == true)
      let after = try await clerk.get(Self.base + "/materials").text
      #expect(after.contains("\(Self.base)/materials/identity/1/thumb"))
      #expect(after.contains("href=\"\(Self.base)/materials/identity/1/adjust\""))
      #expect(try await clerk.get(Self.base + "/materials/identity/1/thumb").status == .ok)
      #expect(try await clerk.get(Self.base + "/materials/identity/1/adjust").status == .ok)
      let picture = try #require(try test.store.materials(of: TestPortal.first)[0].pictures.first?.picture)
      let turned = try await clerk.post(
        Self.base + "/materials/identity/1/adjust",
        ["picture": picture.sha256.rawValue, "turn": "90", "key": UUID().uuidString])
      #expect(turned.location == Self.base + "/materials/identity/1/adjust")
      #expect(try test.store.materials(of: TestPortal.first)[0].pictures.first?.broughtBy?.clerk == "clerk")

      let candidate = try browser.as(.candidate(TestPortal.first))
      let own = try await candidate.get("/materials").text
      #expect(own.contains("测试医院经办人 clerk") && own.contains("class=\"message helped\""))
      _ = try await clerk.post(Self.base + "/materials/identity/1/remove", ["key": UUID().uuidString])
      #expect(try test.store.materials(of: TestPortal.first)[0].pictures.isEmpty)
      // The test's accounts were written without entries in the log.
      #expect(try test.store.verify().problems.allSatisfy { $0.kind == .audit })
    }
  }

  @Test("Reviewers see which pictures a clerk uploaded") func reviewers() async throws {
    let test = try TestPortal()
    try test.addClerk(helping: TestPortal.first)
    try test.store.upload(Photo.small(1), to: "identity", of: TestPortal.first, by: "clerk")
    try test.store.upload(Photo.small(2), to: "identity", of: TestPortal.first)
    try test.store.submit(TestPortal.first)
    try await test.run { browser in
      let staff = try browser.as(.staff("site-a"))
      let page = try await staff.get("/staff/applications/\(TestPortal.first)").text
      #expect(page.components(separatedBy: "uploaded by 测试医院经办人 clerk").count == 2)
      let program = try await staff.program(.get, "/api/v1/review/applications/\(TestPortal.first)", "").text
      #expect(program.contains(#""broughtBy":{"clerk":"clerk","organisation":"测试医院"}"#))
    }
  }

  @Test("One key for two candidates is two uploads")
  func keys() async throws {
    let test = try TestPortal()
    try test.addClerk(helping: TestPortal.first)
    try test.store.allowHelper(withCode: test.store.clerk("clerk").clerkCode ?? "", for: TestPortal.second)
    try await test.run { browser in
      let token = try test.signIn(.staff("clerk"))
      for number in [TestPortal.first, TestPortal.first, TestPortal.second] {
        let answer = try await browser.client.execute(
          uri: "/api/v1/helping/\(number)/materials/identity/pictures", method: .post,
          headers: [.authorization: "Bearer \(token)", .idempotencyKey: "the same"],
          body: .init(bytes: Photo.small(1)))
        #expect(answer.status == .created, "\(answer.text)")
      }
      for number in [TestPortal.first, TestPortal.second] {
        #expect(try test.store.materials(of: number)[0].pictures.count == 1)
      }
    }
  }

  @Test("After the candidate has taken the permission back, an open page of the clerk does and shows nothing")
  func revoked() async throws {
    let test = try TestPortal()
    try test.addClerk(helping: TestPortal.first)
    try await test.run { browser in
      let clerk = try browser.as(.staff("clerk"))
      _ = try await clerk.upload(Self.base + "/materials/identity/1/upload", [Photo.small(1)])
      #expect(test.portal.desk.uploads.originals.count == 1)
      let candidate = try browser.as(.candidate(TestPortal.first))
      _ = try await candidate.post("/clerk/revoke", ["key": UUID().uuidString])
      #expect(test.portal.desk.uploads.originals.count == 0)
      let length = try test.logLength()
      for path in ["", "/identity/1/picture", "/identity/1/thumb", "/identity/1/adjust", "/identity/1/adjust/photo"] {
        #expect(try await clerk.get(Self.base + "/materials" + path).status == .notFound, "\(path)")
      }
      let sent = try await clerk.upload(
        Self.base + "/materials/identity/2/upload", [Photo.small(1)], [.accept: "application/json"])
      #expect(sent.status == .notFound)
      let removed = try await clerk.post(Self.base + "/materials/identity/1/remove", [:], [.accept: "application/json"])
      #expect(removed.status == .notFound)
      #expect(try test.logLength() == length)
    }
  }

  @Test("A clerk who signs out leaves no photos of candidates behind")
  func signingOut() async throws {
    let test = try TestPortal()
    try test.addClerk(helping: TestPortal.first)
    try await test.run { browser in
      let clerk = try browser.as(.staff("clerk"))
      _ = try await clerk.upload(Self.base + "/materials/identity/1/upload", [Photo.small(1)])
      #expect(test.portal.desk.uploads.originals.count == 1)
      _ = try await clerk.post("/sign-out")
      #expect(test.portal.desk.uploads.originals.count == 0)
    }
  }
}
