import HTTPTypes
import Hummingbird
import ReviewStore
import Wording

/// The office's lists of exam sites and categories; for admins.
struct ListsRoutes {
  let desk: Desk

  /// Adds the routes.
  func mount(on router: Router<PortalContext>) {
    router.get("/staff/lists", use: lists)
    router.post("/staff/lists/add", use: add)
    router.post("/staff/lists/remove", use: remove)
  }

  private func lists(_ request: Request, _ context: PortalContext) async throws -> Response {
    _ = try context.administrator(.lists)
    let known = try await desk.store.ask { store in try OfficeList.allCases.map { ($0, try store.known($0)) } }
    return desk.pages.response(ListsPage(known: known, language: context.language), request, context)
  }

  private func add(_ request: Request, _ context: PortalContext) async throws -> Response {
    try await change(request, context) { store, list, name, admin in try store.add([name], to: list, by: admin) }
  }

  private func remove(_ request: Request, _ context: PortalContext) async throws -> Response {
    try await change(request, context) { store, list, name, admin in try store.remove(name, from: list, by: admin) }
  }

  private func change(
    _ request: Request, _ context: PortalContext,
    _ act: @escaping @Sendable (ReviewStore, OfficeList, String, StaffName) throws -> Void
  ) async throws -> Response {
    let admin = try context.administrator(.lists)
    let form = try await Form(request, context, desk)
    guard let list = OfficeList(rawValue: form["list"]) else { throw HTTPError(.badRequest) }
    let name = form["name"]
    do {
      try await desk.store.ask { try act($0, list, name, admin.name) }
      try await desk.tell(News(kind: .good, text: Bilingual("Done: \(name).", "操作成功：\(name)。")), to: context)
    } catch {
      let problem = Problem(error)
      guard problem.status.code < 500 else { throw error }
      try await desk.tell(News(kind: .bad, text: problem.words), to: context)
    }
    return .see("/staff/lists")
  }
}
