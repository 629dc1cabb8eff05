import HTTPTypes
import Hummingbird
import ImageKit
import ReviewStore
import Wording

/// The office's part of the API: registrations and their one-time codes, staff, notices.
struct OfficeProgramRoutes {
  let desk: Desk

  /// The largest table of registrations, in bytes.
  private static let largestTable = 50_000_000

  /// Adds the routes.
  func mount(on group: RouterGroup<PortalContext>) {
    group.get("/registrations", use: list)
    group.post("/registrations", use: importTable)
    group.post("/registrations/export", use: export)
    group.get("/registrations/:number", use: registration)
    group.patch("/registrations/:number", use: correct)
    group.post("/codes", use: makeCodes)
    group.get("/template", use: template)
    group.get("/lists/:list", use: names)
    group.post("/lists/:list", use: addNames)
    group.post("/lists/:list/remove", use: removeNames)
    group.post("/registrations/:number/code", use: makeCode)
    group.get("/staff", use: everybody)
    group.post("/staff", use: add)
    group.post("/staff/:name/password", use: setPassword)
    group.post("/staff/:name/disable", use: disable)
    group.post("/staff/:name/reset-second-factor", use: resetSecondFactor)
    group.get("/notices", use: notices)
    group.post("/notices/revive", use: revive)
    group.post("/notices/:id/delivery", use: reportDelivery)
  }

  // MARK: Registrations

  private func list(_ request: Request, _ context: PortalContext) async throws -> Response {
    let staff = try context.reviewer()
    var filter = try RosterFilter(request.query)
    let limit = min(500, try request.number("limit", from: 1) ?? 100)
    filter.limit = limit
    let asked = filter
    let roster = try await desk.store.ask { try $0.roster(asked, for: staff.name) }
    return .json(roster.json(limit: limit))
  }

  private func export(_ request: Request, _ context: PortalContext) async throws -> Response {
    let staff = try context.reviewer()
    return try await desk.export(try request.query, for: staff, in: context.language)
  }

  private func importTable(_ request: Request, _ context: PortalContext) async throws -> Response {
    let admin = try context.administrator(.registrations)
    let spool = try await desk.uploads.folder.receive(request.body, limit: Self.largestTable)
    let updating = try request.query["update"] == "1"
    if try request.query["preview"] == "1" {
      let preview = try await desk.store.ask {
        try $0.previewImport(try spool.bytes(), updating: updating, by: admin.name)
      }
      return .json(preview.json(in: context.language))
    }
    let count = try await desk.store.ask {
      try $0.importRegistrations(csv: try spool.bytes(), updating: updating, by: admin.name)
    }
    return .json(["imported": .integer(count)], .created)
  }

  private func registration(_ request: Request, _ context: PortalContext) async throws -> Response {
    let staff = try context.reviewer()
    let record = try await desk.record(try context.number(), for: staff)
    return .json(record.json)
  }

  /// What to correct, and the version that was seen.
  private struct Corrected: Decodable, Sendable {
    var name, category, idNumber, identity, mobile: String?
    var returning, practicalPassed: Bool?
    var version: Int?
  }

  private func correct(_ request: Request, _ context: PortalContext) async throws -> Response {
    let staff = try context.reviewer()
    let record = try await desk.record(try context.number(), for: staff)
    let given = try await request.json(Corrected.self)
    var correction = Correction()
    (correction.name, correction.category) = (given.name, given.category)
    (correction.idNumber, correction.mobile) = (given.idNumber, given.mobile)
    (correction.returning, correction.practicalPassed) = (given.returning, given.practicalPassed)
    correction.identity = try given.identity.map { kind in
      guard let identity = Applicant.Identity(rawValue: kind) else {
        throw ProblemError(
          .badRequest, "bad-request", "`identity` is domestic or foreign-passport.",
          "`identity` 应为 domestic 或 foreign-passport。")
      }
      return identity
    }
    let asked = correction
    let status = try await desk.store.ask {
      try $0.correct(record.number, asked, as: staff.name, version: given.version)
    }
    return .json(status.json)
  }

  private func makeCode(_ request: Request, _ context: PortalContext) async throws -> Response {
    let staff = try context.reviewer()
    let record = try await desk.record(try context.number(), for: staff)
    let (code, until) = try await desk.store.ask { try $0.makeCode(for: record.number, by: staff.name) }
    return .json(["code": .string(code), "expiresAt": .string(until.iso8601)], .created)
  }

  private func makeCodes(_ request: Request, _ context: PortalContext) async throws -> Response {
    let staff = try context.reviewer()
    let query = try request.query
    let filter = try RosterFilter(query)
    let isSending = query["sms"] == "1"
    let batch = try await desk.store.ask { try $0.makeCodes(filter, sending: isSending, by: staff.name) }
    return .json(batch.json(in: context.language), .created)
  }

  private func template(_ request: Request, _ context: PortalContext) async throws -> Response {
    _ = try context.administrator(.registrations)
    return try await desk.template(try request.query)
  }

  // MARK: Lists

  /// Names for one of the office's lists.
  private struct Names: Decodable, Sendable {
    var names: [String]?
  }

  private func list(_ context: PortalContext) throws -> OfficeList {
    guard let list = OfficeList(rawValue: try context.parameters.require("list")) else { throw HTTPError(.notFound) }
    return list
  }

  private func names(_ request: Request, _ context: PortalContext) async throws -> Response {
    _ = try context.administrator(.lists)
    let list = try list(context)
    return .json(try await desk.store.ask { try $0.known(list) }.json)
  }

  private func addNames(_ request: Request, _ context: PortalContext) async throws -> Response {
    let admin = try context.administrator(.lists)
    let list = try list(context)
    let names = try await request.json(Names.self).names ?? []
    return .json(
      try await desk.store.ask { store in
        try store.add(names, to: list, by: admin.name)
        return try store.known(list)
      }.json, .created)
  }

  private func removeNames(_ request: Request, _ context: PortalContext) async throws -> Response {
    let admin = try context.administrator(.lists)
    let list = try list(context)
    let names = try await request.json(Names.self).names ?? []
    return .json(
      try await desk.store.ask { store in
        for name in names { try store.remove(name, from: list, by: admin.name) }
        return try store.known(list)
      }.json)
  }

  // MARK: Staff

  /// A member of staff, as far as a request describes them.
  private struct Person: Decodable, Sendable {
    var name: String?
    var role: String?
    var site: String?
    var organisation: String?
    var password: String?
  }

  private func everybody(_ request: Request, _ context: PortalContext) async throws -> Response {
    _ = try context.administrator(.accounts)
    let staff = try await desk.store.ask { try $0.staff() }
    return .json(["staff": .list(staff.map(\.json))])
  }

  private func add(_ request: Request, _ context: PortalContext) async throws -> Response {
    let admin = try context.administrator(.accounts)
    let person = try await request.json(Person.self)
    guard let name = person.name, let role = person.role.flatMap(Role.init) else { throw HTTPError(.badRequest) }
    try await desk.store.ask {
      try $0.addStaff(
        name, role: role, site: person.site, organisation: person.organisation, password: person.password ?? "",
        by: admin.name)
    }
    return .json(["name": .string(name)], .created)
  }

  private func setPassword(_ request: Request, _ context: PortalContext) async throws -> Response {
    let admin = try context.administrator(.credentials)
    let name = try context.parameters.require("name")
    let password = try await request.json(Person.self).password ?? ""
    try await desk.store.ask { try $0.setPassword(password, of: StaffName(name), by: admin.name) }
    return .json(["name": .string(name)])
  }

  private func disable(_ request: Request, _ context: PortalContext) async throws -> Response {
    let admin = try context.administrator(.accounts)
    let name = try context.parameters.require("name")
    try await desk.store.ask { try $0.disableStaff(StaffName(name), by: admin.name) }
    return .json(["name": .string(name)])
  }

  private func resetSecondFactor(_ request: Request, _ context: PortalContext) async throws -> Response {
    let admin = try context.administrator(.credentials)
    let name = try context.parameters.require("name")
    try await desk.store.ask { try $0.resetSecondFactor(of: StaffName(name), by: admin.name) }
    return .json(["name": .string(name)])
  }

  // MARK: Notices

  private func notices(_ request: Request, _ context: PortalContext) async throws -> Response {
    _ = try context.administrator(.notices, or: .region)
    let counts = try await desk.store.ask { store in
      var counts: [Notice.State: Int] = [:]
      try store.eachNotice { counts[$0.state, default: 0] += 1 }
      return counts
    }
    return .json(.object(Notice.State.allCases.map { JSON.Member($0.rawValue, .integer(counts[$0] ?? 0)) }))
  }

  /// What a gateway reports of a notice.
  private struct Delivery: Decodable, Sendable {
    var delivered: Bool
  }

  private func reportDelivery(_ request: Request, _ context: PortalContext) async throws -> Response {
    let staff = try context.administrator(.notices)
    guard let id = context.parameters.get("id", as: Int64.self) else { throw HTTPError(.notFound) }
    let delivery = try await request.json(Delivery.self)
    let notice = try await desk.store.ask {
      try $0.reportDelivery(of: id, problem: delivery.delivered ? nil : .notDelivered, by: staff.name)
    }
    return .json(notice.json)
  }

  private func revive(_ request: Request, _ context: PortalContext) async throws -> Response {
    let staff = try context.administrator(.notices)
    return .json(["revived": .integer(try await desk.store.ask { try $0.reviveNotices(by: staff.name) })])
  }
}
