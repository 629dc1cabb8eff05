import Foundation
import HTTPTypes
import HummingbirdTesting
import Testing

@testable import ReviewStore
@testable import ReviewWeb

@Suite("Separate duties on every route", .timeLimit(.minutes(20))) struct SeparationPageTests {
  /// What each route of the administration does. Those that reviewers use too are marked below.
  private static let acts: [String: Administration] = [
    "GET /staff/registrations/import": .registrations, "GET /staff/registrations/template": .registrations,
    "POST /staff/registrations/import": .registrations, "POST /staff/registrations/import/confirm": .registrations,
    "GET /api/v1/office/template": .registrations, "POST /api/v1/office/registrations": .registrations,
    "GET /staff/lists": .lists, "POST /staff/lists/add": .lists, "POST /staff/lists/remove": .lists,
    "GET /api/v1/office/lists/{list}": .lists, "POST /api/v1/office/lists/{list}": .lists,
    "POST /api/v1/office/lists/{list}/remove": .lists,
    "GET /staff/load": .duties, "POST /staff/load/cap": .duties, "POST /staff/load/absence": .duties,
    "POST /staff/load/present": .duties, "GET /api/v1/office/load": .duties,
    "POST /api/v1/office/staff/{name}/cap": .duties, "POST /api/v1/office/staff/{name}/absences": .duties,
    "POST /api/v1/office/staff/{name}/absences/remove": .duties,
    "GET /staff/notices": .notices, "POST /staff/notices/revive": .notices, "GET /api/v1/office/notices": .notices,
    "POST /api/v1/office/notices/revive": .notices, "POST /api/v1/office/notices/{id}/delivery": .notices,
    "GET /staff/people": .accounts, "POST /staff/people": .accounts, "POST /staff/people/disable": .accounts,
    "GET /api/v1/office/staff": .accounts, "POST /api/v1/office/staff": .accounts,
    "POST /api/v1/office/staff/{name}/disable": .accounts,
    "POST /staff/people/password": .credentials, "POST /staff/people/second-factor": .credentials,
    "POST /api/v1/office/staff/{name}/password": .credentials,
    "POST /api/v1/office/staff/{name}/reset-second-factor": .credentials,
    "GET /staff/conflicts": .conflicts, "POST /staff/conflicts": .conflicts,
    "POST /staff/conflicts/withdraw": .conflicts, "GET /api/v1/review/conflicts": .conflicts,
    "POST /api/v1/review/conflicts": .conflicts, "POST /api/v1/review/conflicts/withdraw": .conflicts,
    "GET /staff/audit": .log, "GET /api/v1/audit": .log,
  ]
  /// Those that reviewers of some roles use too: to look, or for their own conflicts.
  private static let shared: [String: Set<Role>] = [
    "GET /staff/load": [.region], "GET /api/v1/office/load": [.region], "GET /staff/notices": [.region],
    "GET /api/v1/office/notices": [.region], "GET /staff/conflicts": [.site, .region],
    "POST /staff/conflicts": [.site, .region], "GET /api/v1/review/conflicts": [.site, .region],
    "POST /api/v1/review/conflicts": [.site, .region],
  ]
  /// What everybody with an account does with their own.
  private static let own: Set = [
    "GET /staff", "GET /staff/password", "POST /staff/password", "GET /staff/second-factor",
    "POST /staff/second-factor", "POST /staff/second-factor/codes", "POST /staff/second-factor/off",
    "GET /staff/sessions", "POST /staff/sessions/end", "POST /staff/sessions/others", "GET /api/v1/sessions",
    "DELETE /api/v1/sessions/{id}", "POST /api/v1/sessions/end-others",
    "GET /staff/passkeys", "POST /staff/passkeys", "POST /staff/passkeys/new", "POST /staff/passkeys/remove",
  ]

  /// A portal where duties are separate.
  private func test() throws -> TestPortal {
    let test = try TestPortal()
    try test.handIn(TestPortal.first)
    try test.store.separateDuties(["admin": .system, "sec": .security, "aud": .audit])
    try test.addClerk(helping: TestPortal.second)
    try test.store.database.writing { try $0.run("UPDATE staff SET password = 'kept ' || name") }
    return test
  }

  @Test("Every role tries every route: the table of roles and acts decides, and nobody administers and reviews")
  func everyRoleEveryRoute() async throws {
    let test = try test()
    let names: [StaffName: Role] = [
      "admin": .system, "sec": .security, "aud": .audit, "site-a": .site, "region": .region, "clerk": .clerk,
    ]
    try await test.run { browser in
      let routes = PermissionTests.routes(of: test.portal, number: TestPortal.first.rawValue)
      var tried: Set<String> = []
      for (name, role) in names {
        let visitor = try browser.as(.staff(name))
        for route in routes where route.reach != .everybody && route.reach != .candidate {
          let key = "\(route.method) \(route.pattern)"
          guard !Self.own.contains(key) else { continue }
          let answer = try await PermissionTests.ask(visitor, route)
          let isRefused = answer.status == .forbidden
          if let act = Self.acts[key] {
            tried.insert(key)
            let may = role.administrations.contains(act) && !role.reviews || Self.shared[key]?.contains(role) == true
            #expect(isRefused == !may, "\(name) \(route): \(answer.status)")
          } else if role.isAdministrator {
            #expect(isRefused, "\(name) \(route): \(answer.status)")
            #expect(!answer.text.contains("测试考生"), "\(name) \(route)")
          }
        }
      }
      #expect(tried == Set(Self.acts.keys))
    }
  }

  @Test("An auditor reads the log and changes nothing; each administrator begins at their own section") func sections()
    async throws
  {
    let test = try test()
    try await test.run { browser in
      for (name, path) in [
        ("admin", "/staff/registrations/import"), ("sec", "/staff/people"), ("aud", "/staff/audit"),
      ] as [(StaffName, String)] {
        let visitor = try browser.as(.staff(name))
        #expect(try await visitor.get("/staff").location == path)
        let page = try await visitor.get(path)
        #expect(page.status == .ok)
        // Every section of the menu opens.
        let menu =
          page.text.components(separatedBy: "<nav class=\"menu\"").last?.components(separatedBy: "</nav>")[0] ?? ""
        let links = menu.components(separatedBy: "href=\"").dropFirst().map { String($0.prefix { $0 != "\"" }) }
        #expect(links.contains(path))
        for link in links { #expect(try await visitor.get(link).status == .ok, "\(name) \(link)") }
      }
      let auditor = try browser.as(.staff("aud"))
      let length = try test.logLength()
      let page = try await auditor.get("/staff/audit?subject=admin")
      #expect(page.text.contains("Role changed") && page.text.contains("system administrator"))
      #expect(try await auditor.get("/staff/audit?before=3").text.components(separatedBy: "<tr>").count == 4)
      #expect(try await auditor.get("/staff/audit?subject=nobody").text.contains("There is no entry"))
      for route in PermissionTests.routes(of: test.portal, number: TestPortal.first.rawValue)
      where route.reach != .everybody && route.method != .get && !Self.own.contains("\(route.method) \(route.pattern)")
      {
        _ = try await PermissionTests.ask(auditor, route)
      }
      #expect(try test.logLength() == length)
      let listed = try await auditor.program(.get, "/api/v1/audit?subject=store", "")
      #expect(listed.text.contains("\"action\":\"duties-separate\""))
    }
  }
}
