import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing
import Wording

@testable import ReviewStore
@testable import ReviewWeb

@Suite("Names in paths", .timeLimit(.minutes(20))) struct NamesInPathsTests {
  static let names = [
    "中文01", "R 1", "a+b", "é", "%2e", "a/b", "50%", "a?b#c", "it's", "..a", "<b>&amp;", "R;1", "a\\b",
  ]

  /// A portal with a submitted application whose registration number is the name, and a member of staff of the same
  /// name.
  private static func portal(_ name: String) throws -> TestPortal {
    let test = try TestPortal()
    try test.store.addRegistration(
      NewRegistration(
        number: name, name: "测试考生", category: "临床执业医师", site: "甲考点", idNumber: "11010119900101121X",
        mobile: "13900000088", address: "路"))
    try test.store.activate(RegistrationNumber(name))
    try test.handIn(RegistrationNumber(name))
    try test.store.addStaff(name, role: .site, site: "甲考点", password: "a calm password")
    try test.addClerk(helping: RegistrationNumber(name))
    return test
  }

  @Test("Every route that takes a name finds it", arguments: names) func everyRoute(name: String) async throws {
    let test = try Self.portal(name)
    try await test.run { browser in
      let staff = try browser.as(.staff("site-a"))
      let admin = try browser.as(.staff("admin"))
      let clerk = try browser.as(.staff("clerk"))
      var walked = 0
      for route in test.portal.router.routes {
        let pattern = "/" + route.path.description.split(separator: "/").joined(separator: "/")
        guard pattern.contains("{number}") || (pattern.contains("{name}") && pattern.hasPrefix("/api")),
          !pattern.hasSuffix("/former")
        else { continue }
        // Nothing can be changed while it waits for review, so of a clerk's pages those are asked for that only show.
        let isClerks = pattern.contains("/helping/")
        guard !isClerks || (route.method == .get && !pattern.contains("/adjust") && !pattern.contains("/documents"))
        else { continue }
        let act = pattern.contains("{material}") ? "accept" : "claim"
        let path = [
          "{number}": name.pathPart, "{name}": name.pathPart, "{material}": "identity", "{position}": "1", "{act}": act,
        ].reduce(pattern) { $0.replacingOccurrences(of: $1.key, with: $1.value) }
        // The site's staff hold the claim, without which nothing is corrected.
        let visitor =
          isClerks ? clerk : pattern.hasPrefix("/api/v1/office") && route.method != .patch ? admin : staff
        let answer =
          if pattern.hasPrefix("/api/") {
            try await visitor.program(route.method, path, Self.body(of: route.method, pattern))
          } else if route.method == .get {
            try await visitor.get(path)
          } else {
            try await visitor.post(path, pattern.hasSuffix("correct") ? ["name": "测试考生丙"] : [:])
          }
        // Nothing was drawn for a second look, and nobody has a second factor, which says only who was found.
        let isFound = pattern.contains("look") || pattern.hasSuffix("reset-second-factor")
        let expected: [HTTPResponse.Status] = isFound ? [.conflict] : [.ok, .created, .seeOther]
        #expect(
          expected.contains(answer.status), "\(route.method) \(path): \(answer.text.prefix(300))")
        if let location = answer.location {
          let there = try await visitor.get(String(location.prefix { $0 != "#" }))
          #expect(there.status == .ok, "\(path) leads to \(location)")
        }
        walked += 1
      }
      #expect(walked >= 12)
    }
  }

  /// The JSON object that an act needs.
  private static func body(of method: HTTPRequest.Method, _ pattern: String) -> String {
    if pattern.hasSuffix("password") { return #"{"password":"another calm one"}"# }
    if pattern.contains("/absences") { return #"{"from":"2024-01-26","to":"2024-01-26"}"# }
    return method == .patch ? #"{"name":"测试考生乙"}"# : ""
  }

  @Test("The queue's links lead to the application, and the link to the other language works", arguments: names)
  func links(name: String) async throws {
    let test = try Self.portal(name)
    try await test.run { browser in
      let staff = try browser.as(.staff("site-a"))
      let queue = try await staff.get("/staff").text
      let link = try #require(Self.links(in: queue).first { $0.hasPrefix("/staff/applications/") })
      let page = try await staff.get(link)
      #expect(page.status == .ok && page.text.contains(Escaping.html(name)))
      let language = try #require(Self.links(in: page.text).first { $0.hasPrefix("/language") })
      #expect(try await staff.get(language).location == link)
      for found in Self.links(in: page.text) where found.hasPrefix("/staff/applications/") {
        #expect(try await staff.get(found).status == .ok, "\(found)")
      }
      // A browser encodes a space in a form field as +.
      let typed = name.percentEncoded.replacingOccurrences(of: "%20", with: "+")
      #expect(try await staff.get("/staff/registrations?number=\(typed)").status == .ok)
      let api = try await staff.program(.get, "/api/v1/review/queue?after=\(typed)", "")
      #expect(api.text == #"{"queue":[]}"#)
    }
  }

  @Test("A member of staff with a Chinese name can be disabled") func disable() async throws {
    let test = try TestPortal()
    try test.store.addStaff("测试员", role: .region)
    try test.store.setPassword("a calm password", of: "测试员", isOwn: true)
    try await test.run { browser in
      let admin = try browser.as(.staff("admin"))
      let theirs = try browser.as(.staff("测试员"))
      #expect(try await theirs.get("/staff").status == .ok)
      let path = "/api/v1/office/staff/\("测试员".pathPart)/disable"
      #expect(try await admin.program(.post, path, "").status == .ok)
      #expect(throws: InputError.wrongSecret) { try test.store.signIn(staff: "测试员", password: "a calm password") }
      #expect(try await theirs.get("/staff").status == .seeOther)
    }
  }

  @Test(
    "A path whose decoded name is not valid is not found, and breaks no header",
    arguments: [
      "%00", "a%0d%0aX-Evil:1", "%ff", "%zz", "%4", "%",
    ]) func broken(part: String) async throws
  {
    let test = try TestPortal()
    try await test.run { browser in
      let staff = try browser.as(.staff("site-a"))
      for path in ["/staff/applications/\(part)", "/api/v1/review/applications/\(part)"] {
        let answer =
          path.hasPrefix("/api") ? try await staff.program(.get, path, "") : try await staff.get(path)
        #expect(answer.status == .notFound, "\(path)")
      }
      let candidate = try browser.as(.candidate(TestPortal.first))
      let answer = try await candidate.post("/materials/\(part)/1/remove")
      #expect(answer.status == .notFound)
    }
  }

  private static func links(in page: String) -> [String] {
    page.components(separatedBy: "href=\"").dropFirst().map { part in
      let text = part.prefix { $0 != "\"" }.replacingOccurrences(of: "&amp;", with: "&")
      return String(text.prefix { $0 != "#" })
    }
  }
}
