import Foundation
import HTTPTypes
import Hummingbird
import ImageKit
import Testing

@testable import ReviewStore
@testable import ReviewWeb

@Suite("Nobody sees or does what is not theirs") struct PermissionTests {
  /// Every route, with its holes filled for an application that stands before site review.
  static func paths(of portal: Portal, number: String) -> [(method: HTTPRequest.Method, path: String)] {
    portal.router.routes.map { route in
      let path = route.path.description.split(separator: "/").map { part -> String in
        switch part {
        case "{number}", ":number": number
        case "{material}", ":material": "identity"
        case "{position}", ":position": "1"
        case "{act}", ":act": "accept"
        case "{name}", ":name": "identity-card.svg"
        default: String(part)
        }
      }
      return (route.method, "/" + path.joined(separator: "/"))
    }
  }

  static let open: Set<String> = [
    "/", "/language", "/sign-in", "/first-time", "/staff/sign-in", "/sign-out", "/healthz", "/readyz", "/metrics",
    "/examples/identity-card.svg",
  ]

  static func isPublic(_ path: String) -> Bool {
    open.contains(path) || path.hasPrefix("/assets/") || path == "/api/v1/sessions"
      || path == "/api/v1/openapi.yaml"
  }

  @Test("Without a session every route leads to the door, and changes nothing")
  func strangers() async throws {
    let test = try TestPortal()
    try test.handIn(TestPortal.first)
    let length = try test.logLength()
    try await test.run { browser in
      for (method, path) in Self.paths(of: test.portal, number: TestPortal.first) where !Self.isPublic(path) {
        let answer = try await browser.request(method, path)
        let isDoor = answer.status == .seeOther && answer.location?.contains("sign-in") == true
        #expect(isDoor || answer.status == .unauthorized, "\(method) \(path): \(answer.status)")
        #expect(!answer.text.contains("测试考生"))
      }
      #expect(try test.logLength() == length)
    }
  }

  @Test("A candidate comes to no staff route, staff to no candidate's")
  func wrongKind() async throws {
    let test = try TestPortal()
    try test.handIn(TestPortal.first)
    let length = try test.logLength()
    try await test.run { browser in
      let candidate = try browser.as(.candidate(TestPortal.first))
      let staff = try browser.as(.staff("admin"))
      for (method, path) in Self.paths(of: test.portal, number: TestPortal.first) where !Self.isPublic(path) {
        let isStaffs = path.hasPrefix("/staff") || path.hasPrefix("/api/v1/review")
        let visitor = isStaffs ? candidate : staff
        if path.hasPrefix("/api/v1/session") { continue }
        let answer = try await visitor.request(method, path)
        let isDoor = answer.status == .seeOther && answer.location?.contains("sign-in") == true
        #expect(isDoor || answer.status == .unauthorized, "\(method) \(path): \(answer.status)")
      }
      #expect(try test.logLength() == length)
    }
  }

  @Test("Another site's staff, and the region before its turn, are refused every application route")
  func wrongSiteOrLevel() async throws {
    let test = try TestPortal()
    try test.handIn(TestPortal.first)
    let length = try test.logLength()
    try await test.run { browser in
      for name in ["site-b", "region"] {
        let staff = try browser.as(.staff(name))
        for (method, path) in Self.paths(of: test.portal, number: TestPortal.first)
        where path.contains("/applications/") && !path.hasPrefix("/api/") {
          let acts =
            path.hasSuffix("/accept") && !path.contains("/pictures/")
            ? ["claim", "release", "pass", "return", "reject", "withdraw", "reopen"].map {
              path.replacingOccurrences(of: "/accept", with: "/\($0)")
            } : [path]
          for path in acts {
            let answer = method == .get ? try await staff.get(path) : try await staff.post(path, ["note": "x"])
            var status = answer.status
            // What is refused for the state goes back to the application's page, which is refused in turn.
            if let location = answer.location { status = try await staff.get(location).status }
            #expect(status == .forbidden, "\(name) \(method) \(path): \(status)")
            #expect(!answer.text.contains("测试考生"))
          }
        }
        let list = try await staff.get("/staff?state=all")
        #expect(list.status == .ok && !list.text.contains(TestPortal.first))
      }
      #expect(try test.logLength() == length)
    }
  }

  @Test("What a candidate is still at is nobody else's to see")
  func notHandedIn() async throws {
    let test = try TestPortal()
    try test.store.upload(Photo.small(1), to: "identity", of: TestPortal.first)
    try await test.run { browser in
      let staff = try browser.as(.staff("site-a"))
      #expect(try await staff.get("/staff/applications/\(TestPortal.first)").status == .notFound)
      let picture = try await staff.get("/staff/applications/\(TestPortal.first)/pictures/identity/1")
      #expect(picture.status == .notFound)
    }
  }

  @Test("Only an admin adds, disables and imports; site staff hand out codes at their own site")
  func roles() async throws {
    let test = try TestPortal()
    try await test.run { browser in
      for name in ["site-a", "region"] {
        let staff = try browser.as(.staff(name))
        #expect(try await staff.get("/staff/people").status == .forbidden)
        #expect(
          try await staff.post("/staff/people", ["name": "x", "role": "admin", "password": "12345678"]).status
            == .forbidden)
        #expect(try await staff.post("/staff/people/disable", ["name": "admin"]).status == .forbidden)
        #expect(try await staff.upload("/staff/registrations/import", [Array("x".utf8)]).status == .forbidden)
      }
      let other = try browser.as(.staff("site-b"))
      #expect(try await other.post("/staff/registrations/code", ["number": TestPortal.first]).status == .forbidden)
      #expect(try await other.get("/staff/registrations?number=\(TestPortal.first)").status == .forbidden)
      #expect(try await !other.get("/staff/registrations?number=\(TestPortal.first)").text.contains("测试考生"))
    }
  }

  @Test("A form without its mark, with another visit's or from another site is refused, and changes nothing")
  func forgery() async throws {
    let test = try TestPortal()
    try test.handIn(TestPortal.first)
    try test.store.upload(Photo.small(3), to: "identity", of: TestPortal.second)
    let length = try test.logLength()
    try await test.run { browser in
      let candidate = try browser.as(.candidate(TestPortal.second))
      let staff = try browser.as(.staff("admin"))
      let foreign = test.token(Secret.token())
      for (method, path) in Self.paths(of: test.portal, number: TestPortal.first)
      where method == .post && !path.hasPrefix("/api/") {
        let isStaffs = path.hasPrefix("/staff")
        let visitor = isStaffs ? staff : candidate
        let isUpload = path.hasSuffix("/upload") || path.hasSuffix("/import")
        for mark in ["", foreign] {
          let answer =
            isUpload
            ? try await visitor.upload(path, [Photo.small(1)], token: mark)
            : try await visitor.post(path, ["note": "x", "version": "1"], token: .some(mark))
          #expect(answer.status == .forbidden, "\(path): \(answer.status)")
        }
        let other = try await visitor.post(path, ["note": "x"], token: nil, [.secFetchSite: "cross-site"])
        #expect(other.status == .forbidden || isUpload, "\(path): \(other.status)")
      }
      #expect(try test.logLength() == length)
    }
  }
}
