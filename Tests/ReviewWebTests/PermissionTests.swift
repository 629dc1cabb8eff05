import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import ImageKit
import Testing

@testable import ReviewStore
@testable import ReviewWeb

@Suite("Permissions of every route", .timeLimit(.minutes(20))) struct PermissionTests {
  /// Who may use a route.
  enum Reach {
    /// Everybody; it contains no personal data.
    case everybody
    /// The candidate; the route's path names nobody.
    case candidate
    /// A clerk, for candidates who have allowed it.
    case clerk
    /// Every member of staff; each sees a different part.
    case staff
    /// Staff of the site and level where the application is.
    case reviewer
    /// Staff of the registration's site, and staff without a site.
    case own
    /// Region staff and admins.
    case office
    /// Admins.
    case admin
  }

  /// Every route. A new route that is not entered here fails the first test below; once entered, the other tests try
  /// it.
  static let reach: [String: Reach] = [
    "GET /": .everybody, "GET /language": .everybody, "GET /sign-in": .everybody, "POST /sign-in": .everybody,
    "GET /first-time": .everybody, "POST /first-time": .everybody, "GET /staff/sign-in": .everybody,
    "POST /staff/sign-in": .everybody, "POST /sign-out": .everybody, "GET /healthz": .everybody,
    "GET /readyz": .everybody, "GET /metrics": .everybody, "GET /examples/{name}": .everybody,
    "GET /assets": .everybody, "GET /api/v1/openapi.yaml": .everybody, "POST /api/v1/sessions": .everybody,
    "DELETE /api/v1/session": .everybody,

    "GET /materials": .candidate, "GET /materials/{material}/{position}/picture": .candidate,
    "GET /materials/{material}/{position}/thumb": .candidate,
    "GET /materials/{material}/{position}/remove": .candidate,
    "POST /materials/{material}/{position}/remove": .candidate,
    "POST /materials/{material}/{position}/exchange": .candidate,
    "GET /materials/{material}/{position}/adjust": .candidate,
    "POST /materials/{material}/{position}/adjust": .candidate,
    "GET /materials/{material}/{position}/adjust/photo": .candidate,
    "POST /materials/{material}/{position}/adjust/done": .candidate, "POST /originals/done": .candidate,
    "GET /documents/{document}": .candidate, "GET /documents/{document}/{page}": .candidate,
    "POST /documents/{document}": .candidate,
    "POST /materials/{material}/{position}/upload": .candidate, "GET /submit": .candidate, "POST /submit": .candidate,
    "GET /profile": .candidate, "POST /profile": .candidate, "GET /notice": .candidate, "GET /list": .candidate,
    "GET /api/v1/application": .candidate, "GET /api/v1/application/materials": .candidate,
    "GET /api/v1/application/messages": .candidate,
    "POST /api/v1/application/messages/seen": .candidate, "POST /api/v1/application/submit": .candidate,
    "GET /api/v1/application/profile": .candidate, "PATCH /api/v1/application/profile": .candidate,
    "POST /api/v1/application/materials/{material}/pictures": .candidate,
    "GET /api/v1/application/materials/{material}/pictures/{position}": .candidate,
    "DELETE /api/v1/application/materials/{material}/pictures/{position}": .candidate,
    "POST /api/v1/application/materials/{material}/pictures/{position}/exchange": .candidate,

    "GET /clerk": .candidate, "POST /clerk/allow": .candidate, "POST /clerk/revoke": .candidate,
    "GET /api/v1/application/clerk": .candidate, "POST /api/v1/application/clerk": .candidate,
    "DELETE /api/v1/application/clerk": .candidate,

    "GET /helping": .clerk, "GET /helping/{number}/materials": .clerk,
    "GET /helping/{number}/materials/{material}/{position}/picture": .clerk,
    "GET /helping/{number}/materials/{material}/{position}/thumb": .clerk,
    "GET /helping/{number}/materials/{material}/{position}/remove": .clerk,
    "POST /helping/{number}/materials/{material}/{position}/remove": .clerk,
    "POST /helping/{number}/materials/{material}/{position}/exchange": .clerk,
    "GET /helping/{number}/materials/{material}/{position}/adjust": .clerk,
    "POST /helping/{number}/materials/{material}/{position}/adjust": .clerk,
    "GET /helping/{number}/materials/{material}/{position}/adjust/photo": .clerk,
    "POST /helping/{number}/materials/{material}/{position}/adjust/done": .clerk,
    "POST /helping/{number}/originals/done": .clerk,
    "POST /helping/{number}/materials/{material}/{position}/upload": .clerk,
    "GET /helping/{number}/documents/{document}": .clerk, "GET /helping/{number}/documents/{document}/{page}": .clerk,
    "POST /helping/{number}/documents/{document}": .clerk,
    "GET /api/v1/helping": .clerk, "GET /api/v1/helping/{number}/materials": .clerk,
    "POST /api/v1/helping/{number}/materials/{material}/pictures": .clerk,
    "GET /api/v1/helping/{number}/materials/{material}/pictures/{position}": .clerk,
    "DELETE /api/v1/helping/{number}/materials/{material}/pictures/{position}": .clerk,
    "POST /api/v1/helping/{number}/materials/{material}/pictures/{position}/exchange": .clerk,

    "GET /staff": .staff, "POST /staff/next": .staff, "POST /staff/bulk": .staff, "GET /staff/publish": .staff,
    "POST /staff/publish": .staff, "GET /staff/registrations": .staff, "POST /staff/registrations/code": .staff,
    "POST /staff/registrations/export": .staff, "POST /staff/registrations/codes": .staff,
    "POST /api/v1/office/codes": .staff, "GET /api/v1/office/registrations": .staff,
    "POST /api/v1/office/registrations/export": .staff, "GET /staff/registrations/import": .admin,
    "GET /staff/registrations/template": .admin, "POST /staff/registrations/import/confirm": .admin,
    "GET /staff/lists": .admin, "POST /staff/lists/add": .admin, "POST /staff/lists/remove": .admin,
    "GET /api/v1/office/template": .admin, "GET /api/v1/office/lists/{list}": .admin,
    "POST /api/v1/office/lists/{list}": .admin, "POST /api/v1/office/lists/{list}/remove": .admin,
    "GET /staff/statistics": .staff, "GET /staff/statistics/{table}": .staff, "GET /staff/policy": .staff,
    "GET /staff/password": .staff, "GET /staff/second-factor": .staff, "POST /staff/second-factor": .staff,
    "POST /staff/second-factor/codes": .staff, "POST /staff/second-factor/off": .staff,
    "GET /staff/passkeys": .staff, "POST /staff/passkeys": .staff, "POST /staff/passkeys/new": .staff,
    "POST /staff/passkeys/remove": .staff, "POST /staff/sign-in/passkey": .everybody,
    "POST /staff/sign-in/code": .everybody, "POST /staff/people/second-factor": .admin,
    "POST /api/v1/office/staff/{name}/reset-second-factor": .admin,
    "GET /staff/sessions": .staff, "POST /staff/sessions/end": .staff, "POST /staff/sessions/others": .staff,
    "GET /api/v1/sessions": .staff, "DELETE /api/v1/sessions/{id}": .staff,
    "POST /api/v1/sessions/end-others": .staff,
    "GET /password": .candidate,
    "POST /password": .candidate, "POST /api/v1/application/password": .candidate,
    "POST /staff/password": .staff, "GET /api/v1/review/queue": .staff, "GET /api/v1/review/statistics": .staff,
    "GET /api/v1/review/appeals": .staff, "POST /appeal": .candidate,
    "POST /api/v1/application/appeal": .candidate,
    "GET /staff/deadlines": .staff, "POST /staff/deadlines": .staff, "POST /staff/deadlines/one": .staff,
    "GET /api/v1/review/overdue": .staff,
    "POST /api/v1/review/extend": .staff,
    "POST /api/v1/review/next": .staff, "GET /staff/load": .office, "POST /staff/load/cap": .admin,
    "POST /staff/load/absence": .admin, "POST /staff/load/present": .admin, "GET /api/v1/office/load": .office,
    "POST /api/v1/office/staff/{name}/cap": .admin, "POST /api/v1/office/staff/{name}/absences": .admin,
    "POST /api/v1/office/staff/{name}/absences/remove": .admin,
    "GET /staff/looks": .staff, "GET /staff/looks/{number}": .reviewer, "POST /staff/looks/{number}": .reviewer,
    "GET /staff/agreement": .office, "GET /staff/agreement/{table}": .office,
    "GET /api/v1/review/second-looks": .staff, "GET /api/v1/review/second-looks/{number}": .reviewer,
    "POST /api/v1/review/second-looks/{number}": .reviewer, "GET /api/v1/review/agreement": .office,
    "GET /staff/conflicts": .staff, "POST /staff/conflicts": .staff, "POST /staff/conflicts/withdraw": .admin,
    "GET /api/v1/review/conflicts": .staff, "POST /api/v1/review/conflicts": .staff,
    "POST /api/v1/review/conflicts/withdraw": .admin,
    "GET /api/v1/review/publish": .staff, "POST /api/v1/review/publish": .staff,

    "GET /staff/applications/{number}": .reviewer, "GET /staff/applications/{number}/timeline": .reviewer,
    "POST /staff/applications/{number}/{act}": .reviewer, "POST /staff/applications/{number}/identity": .reviewer,
    "POST /api/v1/review/applications/{number}/identity": .reviewer,
    "POST /staff/applications/{number}/dossier": .reviewer,
    "POST /api/v1/review/applications/{number}/dossier": .reviewer,
    "GET /staff/applications/{number}/pictures/{material}/{position}": .reviewer,
    "GET /staff/applications/{number}/pictures/{material}/{position}/thumb": .reviewer,
    "GET /staff/applications/{number}/pictures/{material}/{position}/former": .reviewer,
    "POST /staff/applications/{number}/pictures/{material}/{position}/{act}": .reviewer,
    "GET /api/v1/review/applications/{number}/pictures/{material}/{position}/former": .reviewer,
    "GET /api/v1/review/applications/{number}": .reviewer, "GET /api/v1/review/applications/{number}/log": .reviewer,
    "POST /api/v1/review/applications/{number}/{act}": .reviewer,
    "GET /api/v1/review/applications/{number}/pictures/{material}/{position}": .reviewer,
    "POST /api/v1/review/applications/{number}/pictures/{material}/{position}/{act}": .reviewer,

    "GET /staff/registrations/{number}/correct": .own, "POST /staff/registrations/{number}/correct": .own,
    "PATCH /api/v1/office/registrations/{number}": .own,
    "POST /api/v1/office/registrations": .admin, "GET /api/v1/office/registrations/{number}": .own,
    "POST /api/v1/office/registrations/{number}/code": .own, "GET /api/v1/office/staff": .admin,
    "POST /api/v1/office/staff": .admin, "POST /api/v1/office/staff/{name}/password": .admin,
    "POST /api/v1/office/staff/{name}/disable": .admin, "GET /api/v1/office/notices": .office,
    "POST /api/v1/office/notices/revive": .office, "POST /api/v1/office/notices/{id}/delivery": .office,
    "GET /staff/notices": .office, "POST /staff/notices/revive": .office,
    "GET /staff/audit": .admin, "GET /api/v1/audit": .admin,
    "GET /staff/people": .admin, "POST /staff/people": .admin, "POST /staff/people/password": .admin,
    "POST /staff/people/disable": .admin, "POST /staff/registrations/import": .admin,
  ]

  /// A route with its parameters filled in, for an application that waits for site review.
  struct Route: CustomStringConvertible {
    let method: HTTPRequest.Method
    let pattern: String
    let path: String
    var reach: Reach? { PermissionTests.reach["\(method) \(pattern)"] }
    var isProgram: Bool { path.hasPrefix("/api/") }
    var description: String { "\(method) \(path)" }
  }

  /// Every route of a portal; a route with an act appears once for each act.
  static func routes(of portal: Portal, number: String) -> [Route] {
    portal.router.routes.flatMap { route -> [Route] in
      let parts = route.path.description.split(separator: "/").map { part in
        part.hasPrefix(":") ? "{\(part.dropFirst())}" : String(part)
      }
      let pattern = parts.first == "assets" ? "/assets" : "/" + parts.joined(separator: "/")
      let acts =
        !parts.contains("{act}") ? [""] : parts.contains("pictures") ? ReviewAct.onPictures : ReviewAct.onApplications
      return acts.map { act in
        let path = parts.map { part in
          switch part {
          case "{number}": number
          case "{material}": "identity"
          case "{position}", "{id}": "1"
          case "{act}": act
          case "{table}": "states"
          case "{name}": "identity-card.svg"
          default: part
          }
        }
        return Route(method: route.method, pattern: pattern, path: "/" + path.joined(separator: "/"))
      }
    }
  }

  /// Sends a form or a JSON object with all members that any act needs.
  static func ask(_ visitor: TestVisitor, _ route: Route) async throws -> TestResponse {
    if route.isProgram {
      let body = #"{"note":"x","stage":"payment","until":"2099-01-01"}"#
      return try await visitor.program(route.method, route.path, body)
    }
    return route.method == .get
      ? try await visitor.get(route.path)
      : try await visitor.post(route.path, ["note": "x", "stage": "payment", "until": "2099-01-01"])
  }

  private static func isDoor(_ answer: TestResponse) -> Bool {
    answer.status == .unauthorized || answer.status == .seeOther && answer.location?.contains("sign-in") == true
  }

  @Test("Every route is listed with its permission, and no other")
  func complete() throws {
    let test = try TestPortal()
    defer { try? FileManager.default.removeItem(atPath: test.folder) }
    let routes = Self.routes(of: test.portal, number: TestPortal.first.rawValue)
    #expect(Set(routes.map { "\($0.method) \($0.pattern)" }) == Set(Self.reach.keys))
  }

  @Test("Without a session every route leads to the sign-in page, and changes nothing")
  func strangers() async throws {
    let test = try TestPortal()
    try test.handIn(TestPortal.first)
    let length = try test.logLength()
    try await test.run { browser in
      for route in Self.routes(of: test.portal, number: TestPortal.first.rawValue) {
        let answer = try await Self.ask(browser, route)
        if route.reach != .everybody { #expect(Self.isDoor(answer), "\(route): \(answer.status)") }
        #expect(!answer.text.contains("测试考生") && !answer.text.contains(TestPortal.first.rawValue), "\(route)")
        let mayKeep = answer.status == .ok && route.pattern == "/assets"
        #expect(mayKeep || answer.headers[.cacheControl] == "no-store", "\(route)")
      }
      #expect(try test.logLength() == length)
    }
  }

  @Test("A candidate has access to no staff route, and staff to no candidate route")
  func wrongKind() async throws {
    let test = try TestPortal()
    try test.handIn(TestPortal.first)
    let length = try test.logLength()
    try await test.run { browser in
      let candidate = try browser.as(.candidate(TestPortal.first))
      let staff = try browser.as(.staff("admin"))
      for route in Self.routes(of: test.portal, number: TestPortal.first.rawValue) where route.reach != .everybody {
        let answer = try await Self.ask(route.reach == .candidate ? staff : candidate, route)
        #expect(Self.isDoor(answer), "\(route): \(answer.status)")
        #expect(!answer.text.contains("测试考生"), "\(route)")
        guard route.reach == .clerk else { continue }
        #expect(try await Self.ask(staff, route).status == .forbidden, "\(route)")
      }
      #expect(try test.logLength() == length)
    }
  }

  @Test("Another candidate's session shows nothing of a candidate, on any route")
  func foreignRegistration() async throws {
    let test = try TestPortal()
    try test.handIn(TestPortal.first)
    let picture = try test.store.picture(Place("identity", 1), of: TestPortal.first)
    let length = try test.logLength()
    try await test.run { browser in
      let other = try browser.as(.candidate(TestPortal.second))
      for route in Self.routes(of: test.portal, number: TestPortal.first.rawValue)
      where route.method == .get && route.reach == .candidate {
        for path in [
          route.path, route.path + "?registration=\(TestPortal.first)", route.path + "?number=\(TestPortal.first)",
        ] {
          let answer = route.isProgram ? try await other.program(.get, path, "") : try await other.get(path)
          #expect(!answer.text.contains(TestPortal.first.rawValue) && !answer.text.contains("测试考生1"), "\(path)")
          #expect(Array(buffer: answer.body) != picture, "\(path)")
          #expect(answer.headers[.cacheControl] == "no-store", "\(path)")
        }
      }
      #expect(try test.logLength() == length)
    }
  }

  @Test("A clerk has access to no other route, and on none to a candidate who has not allowed it")
  func clerk() async throws {
    let test = try TestPortal()
    try test.handIn(TestPortal.first)
    try test.addClerk(helping: TestPortal.second)
    let picture = try test.store.picture(Place("identity", 1), of: TestPortal.first)
    let length = try test.logLength()
    try await test.run { browser in
      let clerk = try browser.as(.staff("clerk"))
      // Where a clerk's own sign-in leads, the password, the second factor and the own sessions.
      let own: Set = [
        "GET /staff", "GET /staff/password", "POST /staff/password", "GET /staff/second-factor",
        "POST /staff/second-factor", "POST /staff/second-factor/codes", "POST /staff/second-factor/off",
        "GET /staff/passkeys", "POST /staff/passkeys", "POST /staff/passkeys/new", "POST /staff/passkeys/remove",
        "GET /staff/sessions", "POST /staff/sessions/end", "POST /staff/sessions/others", "GET /api/v1/sessions",
        "DELETE /api/v1/sessions/{id}", "POST /api/v1/sessions/end-others",
      ]
      for route in Self.routes(of: test.portal, number: TestPortal.first.rawValue)
      where route.reach != .everybody && !own.contains("\(route.method) \(route.pattern)") {
        let isUpload = route.path.hasSuffix("/upload")
        let answer =
          isUpload ? try await clerk.upload(route.path, [Photo.small(1)]) : try await Self.ask(clerk, route)
        var status = answer.status
        switch route.reach {
        case .candidate: #expect(Self.isDoor(answer), "\(route): \(status)")
        case .clerk where !route.pattern.contains("{number}"): #expect(status == .ok)
        case .clerk:
          if let location = answer.location { status = try await clerk.get(location).status }
          #expect(status == .notFound, "\(route): \(status)")
        default: #expect(status == .forbidden, "\(route): \(status)")
        }
        #expect(!answer.text.contains("测试考生1") && Array(buffer: answer.body) != picture, "\(route)")
      }
      #expect(try await clerk.get("/staff").location == "/helping")
      #expect(try await clerk.get("/staff/password").status == .ok)
      #expect(try test.logLength() == length)
    }
  }

  @Test("Another site's staff, and the region before its turn, are refused every route of an application")
  func wrongSiteOrLevel() async throws {
    let test = try TestPortal()
    try test.handIn(TestPortal.first)
    let length = try test.logLength()
    try await test.run { browser in
      for name in ["site-b", "region"] as [StaffName] {
        let staff = try browser.as(.staff(name))
        for route in Self.routes(of: test.portal, number: TestPortal.first.rawValue) where route.reach == .reviewer {
          let answer = try await Self.ask(staff, route)
          var status = answer.status
          // A refusal because of the state redirects to the application's page, which is then refused.
          if let location = answer.location { status = try await staff.get(location).status }
          let isStateOnly = route.isProgram && answer.text.contains("wrong-state")
          #expect(status == .forbidden || isStateOnly, "\(name) \(route): \(status) \(answer.text.prefix(200))")
          #expect(!answer.text.contains("测试考生"), "\(name) \(route)")
        }
        for path in ["/staff?state=all", "/staff/statistics", "/staff/publish"] {
          let list = try await staff.get(path)
          #expect(list.status == .ok && !list.text.contains(TestPortal.first.rawValue), "\(name) \(path)")
        }
        #expect(try await !staff.program(.get, "/api/v1/review/queue", "").text.contains(TestPortal.first.rawValue))
      }
      #expect(try test.logLength() == length)
    }
  }

  @Test("Routes of the office and the admins are refused to others")
  func roles() async throws {
    let test = try TestPortal()
    let length = try test.logLength()
    try await test.run { browser in
      for route in Self.routes(of: test.portal, number: TestPortal.first.rawValue)
      where route.reach == .office || route.reach == .admin {
        for name: StaffName in route.reach == .admin ? ["site-a", "region"] : ["site-a"] {
          let answer = try await Self.ask(try browser.as(.staff(name)), route)
          #expect(answer.status == .forbidden, "\(name) \(route): \(answer.status)")
        }
      }
      let other = try browser.as(.staff("site-b"))
      for route in Self.routes(of: test.portal, number: TestPortal.first.rawValue) where route.reach == .own {
        let answer = try await Self.ask(other, route)
        #expect(answer.status == .forbidden && !answer.text.contains("测试考生"), "\(route): \(answer.status)")
      }
      #expect(
        try await other.post("/staff/registrations/code", ["number": TestPortal.first.rawValue]).status == .forbidden)
      #expect(try await other.get("/staff/registrations?number=\(TestPortal.first)").status == .forbidden)
      #expect(try await !other.get("/staff/registrations?number=\(TestPortal.first)").text.contains("测试考生"))
      #expect(try await other.post("/staff/publish", ["level": "region", "sure": "1"]).status == .forbidden)
      #expect(try test.logLength() == length)
    }
  }

  @Test("An application that is not submitted yet is hidden from everybody else")
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

  @Test("A form without its token, with another session's or from another site is refused, and changes nothing")
  func forgery() async throws {
    let test = try TestPortal()
    try test.handIn(TestPortal.first)
    try test.store.upload(Photo.small(3), to: "identity", of: TestPortal.second)
    try test.addClerk(helping: TestPortal.first)
    let length = try test.logLength()
    try await test.run { browser in
      let candidate = try browser.as(.candidate(TestPortal.second))
      let staff = try browser.as(.staff("admin"))
      let clerk = try browser.as(.staff("clerk"))
      let foreign = test.token(Secret.token())
      for route in Self.routes(of: test.portal, number: TestPortal.first.rawValue)
      where route.method == .post && !route.isProgram {
        let path = route.path
        let isStaffs = path.hasPrefix("/staff")
        let visitor = route.reach == .clerk ? clerk : isStaffs ? staff : candidate
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
