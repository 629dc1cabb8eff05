import HTTPTypes
import Hummingbird
import ImageKit
import ReviewStore
import Wording

/// What reviewers do and see, for programs.
struct ReviewProgramRoutes {
  let desk: Desk

  /// Adds the routes.
  func mount(on group: RouterGroup<PortalContext>) {
    group.get("/queue", use: queue)
    group.get("/statistics", use: statistics)
    group.get("/publish", use: unpublished)
    group.post("/publish", use: publish)
    group.get("/overdue", use: overdue)
    group.get("/appeals", use: appeals)
    group.post("/extend", use: extendAll)
    group.post("/next", use: next)
    group.get("/conflicts", use: conflicts)
    group.post("/conflicts", use: declareConflict)
    group.post("/conflicts/withdraw", use: withdrawConflict)
    group.post("/applications/:number/identity", use: showIdentity)
    group.get("/applications/:number", use: application)
    group.get("/applications/:number/log", use: log)
    group.post("/applications/:number/dossier", use: dossier)
    group.post("/applications/:number/:act", use: act)
    group.get("/applications/:number/pictures/:material/:position", use: picture)
    group.get("/applications/:number/pictures/:material/:position/former", use: formerPicture)
    group.post("/applications/:number/pictures/:material/:position/:act", use: decide)
  }

  /// What an act comes with.
  private struct Details: Decodable, Sendable {
    var note: String?
    var material: String?
    var version: Int?
    var stage: String?
    var level: String?
    /// The mark of what waits to be published, or the places that were looked at.
    var seen: Seen?
    var until: String?

    enum Seen: Decodable, Sendable {
      case mark(String)
      case places([String])

      init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        self =
          if let places = try? value.decode([String].self) { .places(places) } else {
            .mark(try value.decode(String.self))
          }
      }
    }

    /// The places that were looked at.
    private var places: [String] { if case .places(let places) = seen { places } else { [] } }

    /// The act of a name.
    func act(_ name: String) -> ReviewAct {
      ReviewAct(
        name: name, note: note ?? "", material: material.map(MaterialID.init(rawValue:)),
        stage: stage.flatMap { ApplicationState(rawValue: $0) }, seen: places,
        until: until ?? "", version: version)
    }
  }

  private func queue(_ request: Request, _ context: PortalContext) async throws -> Response {
    let staff = try context.reviewer()
    let query = try request.query
    let after = query["after"].isEmpty ? nil : RegistrationNumber(query["after"])
    let limit = min(500, try request.number("limit", from: 1) ?? 100)
    guard let order = query["sort"].isEmpty ? .since : QueueOrder(rawValue: query["sort"]) else {
      let known = QueueOrder.allCases.map(\.rawValue).joined(separator: ", ")
      throw ProblemError(.badRequest, "bad-request", "`sort` is one of: \(known).", "`sort` 应为以下之一：\(known)。")
    }
    let entries = try await desk.store.ask { try $0.queue(for: staff.name, after: after, limit: limit, by: order) }
    return .json(["queue": .array(entries.map(\.json))])
  }

  private func overdue(_ request: Request, _ context: PortalContext) async throws -> Response {
    let staff = try context.reviewer()
    let query = try request.query
    var filter = ConsoleFilter()
    filter.overdueOnly = true
    filter.after = query["after"].isEmpty ? nil : RegistrationNumber(query["after"])
    filter.limit = min(500, try request.number("limit", from: 1) ?? 100)
    let asked = filter
    let entries = try await desk.store.ask { try $0.console(asked, for: staff.name) }
    return .json(["overdue": .array(entries.map(\.json))])
  }

  private func appeals(_ request: Request, _ context: PortalContext) async throws -> Response {
    let staff = try context.reviewer()
    let query = try request.query
    var filter = ConsoleFilter()
    filter.appealsOnly = true
    filter.after = query["after"].isEmpty ? nil : RegistrationNumber(query["after"])
    filter.limit = min(500, try request.number("limit", from: 1) ?? 100)
    let asked = filter
    let entries = try await desk.store.ask { try $0.console(asked, for: staff.name) }
    return .json(["appeals": .array(entries.map(\.json))])
  }

  private func next(_ request: Request, _ context: PortalContext) async throws -> Response {
    let staff = try context.reviewer()
    let status = try await desk.store.ask { try $0.claimNext(as: staff.name) }
    return .json(status?.json ?? ["registration": .null])
  }

  /// A conflict of interest: whose, with which candidate, and why.
  private struct Declaration: Decodable, Sendable {
    var registration: String?
    var staff: String?
    var reason: String?
    var own: Bool?
  }

  private func conflicts(_ request: Request, _ context: PortalContext) async throws -> Response {
    let staff = try context.administrator(.conflicts, or: .site, .region)
    return .json(["conflicts": .list(try await desk.store.ask { try $0.conflicts(for: staff.name) }.map(\.json))])
  }

  private func declareConflict(_ request: Request, _ context: PortalContext) async throws -> Response {
    let staff = try context.administrator(.conflicts, or: .site, .region)
    let given = try await request.json(Declaration.self)
    let person = given.staff.map(StaffName.init(rawValue:)) ?? staff.name
    let declared = try await desk.store.ask { store in
      try store.declareConflict(
        of: person, with: store.number(typed: given.registration ?? ""), isOwn: given.own ?? false,
        reason: given.reason ?? "", by: staff.name)
      return try store.conflicts(for: staff.name, of: person)
    }
    return .json(["conflicts": .list(declared.map(\.json))], .created)
  }

  private func withdrawConflict(_ request: Request, _ context: PortalContext) async throws -> Response {
    let admin = try context.administrator(.conflicts)
    let given = try await request.json(Declaration.self)
    let person = StaffName(given.staff ?? "")
    let left = try await desk.store.ask { store in
      try store.withdrawConflict(of: person, with: store.number(typed: given.registration ?? ""), by: admin.name)
      return try store.conflicts(for: admin.name, of: person)
    }
    return .json(["conflicts": .list(left.map(\.json))])
  }

  private func extendAll(_ request: Request, _ context: PortalContext) async throws -> Response {
    let staff = try context.reviewer()
    let details = try await request.json(Details.self)
    let until = try Moment(untilTyped: details.until ?? "")
    let extended = try await desk.store.ask {
      try $0.extendAll(until: until, reason: details.note ?? "", as: staff.name)
    }
    return .json(["extended": .list(extended.map(\.rawValue)), "reactBy": .time(until)])
  }

  private func showIdentity(_ request: Request, _ context: PortalContext) async throws -> Response {
    let staff = try context.reviewer()
    let number = try context.number()
    let whole = try await desk.store.ask { try $0.showIdentityNumber(of: number, as: staff.name) }
    return .json([
      "registration": .string(number.rawValue), "idNumber": .string(whole),
      "card": CardNumber(whole)?.json(in: context.language) ?? .null,
    ])
  }

  private func statistics(_ request: Request, _ context: PortalContext) async throws -> Response {
    let staff = try context.reviewer()
    let period = try StatisticsPeriod(of: request, now: desk.clock())
    return .json(try await desk.store.ask { try $0.reviewNumbers(for: staff.name, in: period) }.json)
  }

  private func unpublished(_ request: Request, _ context: PortalContext) async throws -> Response {
    let staff = try context.reviewer()
    guard let level = Level(rawValue: try request.query["level"]) else {
      throw HTTPError(.badRequest)
    }
    let unpublished = try await desk.store.ask { try $0.unpublished(level, as: staff.name) }
    return .json([
      "waiting": .list(unpublished.waiting.map(\.rawValue)),
      "undecided": .list(unpublished.undecided.map(\.rawValue)), "mark": .string(unpublished.mark),
    ])
  }

  private func publish(_ request: Request, _ context: PortalContext) async throws -> Response {
    let staff = try context.reviewer()
    let details = try await request.json(Details.self)
    guard let level = Level(rawValue: details.level ?? "") else { throw HTTPError(.badRequest) }
    guard case .mark(let seen) = details.seen else {
      throw ProblemError(
        .badRequest, "bad-request",
        "Look at what waits to be published first (GET), and send its mark as \"seen\". Nothing was published.",
        "请先查看待公布的结论（GET），并将其 mark 作为 seen 提交。未公布任何结果。")
    }
    let publication = try await desk.store.ask { try $0.publish(level, as: staff.name, seen: seen) }
    return .json(publication.json(of: level))
  }

  private func application(_ request: Request, _ context: PortalContext) async throws -> Response {
    let staff = try context.reviewer()
    let number = try context.number()
    let view = try await desk.store.ask { try $0.staffView(of: number, as: staff.name) }
    return .json(
      view.status.json.adding([
        "name": .optional(view.registration.name), "category": .string(view.registration.category),
        "site": .string(view.registration.site), "offered": .list(view.offered.map(\.rawValue).sorted()),
        "materials": .list(view.materials.map { $0.json(in: context.language) }),
        "appeal": view.appeal?.json ?? .null,
        "messages": .list(view.messages.map(\.json)),
      ]))
  }

  private func dossier(_ request: Request, _ context: PortalContext) async throws -> Response {
    try await desk.dossier(of: try context.number(), for: try context.reviewer(), in: context.language)
  }

  private func log(_ request: Request, _ context: PortalContext) async throws -> Response {
    let staff = try context.reviewer()
    let number = try context.number()
    let view = try await desk.store.ask { try $0.staffView(of: number, as: staff.name) }
    return .json(["log": .array(view.log.map(\.json))])
  }

  private func picture(_ request: Request, _ context: PortalContext) async throws -> Response {
    let staff = try context.reviewer()
    return try await desk.viewing(
      try context.place(), of: try context.number(), by: staff)
  }

  private func formerPicture(_ request: Request, _ context: PortalContext) async throws -> Response {
    let staff = try context.reviewer()
    return try await desk.viewing(
      try context.place(), of: try context.number(), by: staff, former: true)
  }

  private func act(_ request: Request, _ context: PortalContext) async throws -> Response {
    let staff = try context.reviewer()
    let number = try context.number()
    let act = try await request.json(Details.self).act(try context.parameters.require("act"))
    let status = try await desk.store.ask { store in
      _ = try act.perform(on: number, as: staff.name, in: store)
      return try store.status(of: number)
    }
    if ReviewAct.decisions.contains(act.name) { desk.uploads.originals.release(of: number) }
    return .json(status.json)
  }

  private func decide(_ request: Request, _ context: PortalContext) async throws -> Response {
    let staff = try context.reviewer()
    let number = try context.number()
    let place = try context.place()
    let act = try await request.json(Details.self).act(try context.parameters.require("act"))
    let status = try await desk.store.ask { store in
      _ = try act.perform(on: place, of: number, as: staff.name, in: store)
      return try store.status(of: number)
    }
    desk.uploads.originals.release(place, of: number)
    return .json(status.json)
  }
}
