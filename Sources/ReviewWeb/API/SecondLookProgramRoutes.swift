import HTTPTypes
import Hummingbird
import ReviewStore
import Wording

/// Second looks and the agreement of reviewers, for programs.
struct SecondLookProgramRoutes {
  let desk: Desk

  /// Adds the routes.
  func mount(on group: RouterGroup<PortalContext>) {
    group.get("/second-looks", use: list)
    group.get("/second-looks/:number", use: look)
    group.post("/second-looks/:number", use: give)
    group.get("/agreement", use: agreement)
  }

  private func list(_ request: Request, _ context: PortalContext) async throws -> Response {
    let staff = try context.reviewer()
    return .json(["secondLooks": .list(try await desk.store.ask { try $0.secondLooks(for: staff.name) }.map(\.json))])
  }

  private func look(_ request: Request, _ context: PortalContext) async throws -> Response {
    let staff = try context.reviewer()
    let number = try context.number()
    let view = try await desk.store.ask { try $0.secondLookView(of: number, as: staff.name) }
    return .json(view.json(in: context.language))
  }

  /// A verdict.
  private struct Verdict: Decodable, Sendable {
    struct Fault: Decodable, Sendable {
      var material: String
      var reason: String?
      var note: String?
    }

    var faults: [Fault]?
    var version: Int?
  }

  private func give(_ request: Request, _ context: PortalContext) async throws -> Response {
    let staff = try context.reviewer()
    let number = try context.number()
    let given = try await request.json(Verdict.self)
    guard let faults = given.faults else {
      // Who may not give it learns that first.
      _ = try await desk.store.ask { try $0.secondLookView(of: number, as: staff.name) }
      throw ProblemError(
        .badRequest, "bad-request", "Send `faults`; an empty list passes the application.", "请提交 `faults`，空列表表示通过。")
    }
    try await desk.store.ask { store in
      let faults = try faults.map {
        try store.fault(of: MaterialID($0.material), reason: $0.reason, note: $0.note ?? "")
      }
      try store.giveSecondLook(number, faults: faults, as: staff.name, version: given.version)
    }
    return .json(["registration": .string(number.rawValue), "given": true], .created)
  }

  private func agreement(_ request: Request, _ context: PortalContext) async throws -> Response {
    let staff = try context.reviewer(.region, .admin)
    let numbers = try await desk.store.ask { try $0.agreement(for: staff.name) }
    return .json(numbers.json(in: context.language))
  }
}
