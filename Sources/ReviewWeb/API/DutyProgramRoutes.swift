import HTTPTypes
import Hummingbird
import ReviewStore
import Wording

/// Everybody's work, caps of the day and absences, for programs.
struct DutyProgramRoutes {
  let desk: Desk

  /// Adds the routes.
  func mount(on group: RouterGroup<PortalContext>) {
    group.get("/load", use: loads)
    group.post("/staff/:name/cap", use: setCap)
    group.post("/staff/:name/absences", use: enterAbsence)
    group.post("/staff/:name/absences/remove", use: removeAbsence)
  }

  private func loads(_ request: Request, _ context: PortalContext) async throws -> Response {
    let staff = try context.administrator(.duties, or: .region)
    return .json(["staff": .list(try await desk.store.ask { try $0.loads(for: staff.name) }.map(\.json))])
  }

  /// A cap, or the days of an absence.
  private struct Details: Decodable, Sendable {
    var cap: Int?
    var from: String?
    var to: String?
  }

  private func setCap(_ request: Request, _ context: PortalContext) async throws -> Response {
    try await change(request, context) { store, details, name, admin in
      try store.setDailyCap(details.cap, of: name, by: admin)
    }
  }

  private func enterAbsence(_ request: Request, _ context: PortalContext) async throws -> Response {
    try await change(request, context) { store, details, name, admin in
      try store.enterAbsence(
        of: name, from: Moment(dayTyped: details.from ?? ""), to: Moment(dayTyped: details.to ?? ""), by: admin)
    }
  }

  private func removeAbsence(_ request: Request, _ context: PortalContext) async throws -> Response {
    try await change(request, context) { store, details, name, admin in
      try store.removeAbsence(of: name, from: Moment(dayTyped: details.from ?? ""), by: admin)
    }
  }

  /// Changes something of a member of staff, and answers with their load.
  private func change(
    _ request: Request, _ context: PortalContext,
    _ act: @escaping @Sendable (ReviewStore, Details, StaffName, StaffName) throws -> Void
  ) async throws -> Response {
    let admin = try context.administrator(.duties)
    let name = StaffName(try context.parameters.require("name"))
    let details = try await request.json(Details.self)
    let load = try await desk.store.ask { store in
      try act(store, details, name, admin.name)
      return try store.loads(for: admin.name).first { $0.staff.name == name }
    }
    return .json(load?.json ?? .null)
  }
}
