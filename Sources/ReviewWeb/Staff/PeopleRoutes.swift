import Hummingbird
import ImageKit
import ReviewStore
import Wording

/// The staff accounts, for admins.
struct PeopleRoutes {
  let desk: Desk

  /// Adds the routes.
  func mount(on router: Router<PortalContext>) {
    router.get("/staff/people", use: show)
    router.post("/staff/people", use: add)
    router.post("/staff/people/password", use: setPassword)
    router.post("/staff/people/disable", use: disable)
  }

  private func show(_ request: Request, _ context: PortalContext) async throws -> Response {
    let admin = try context.reviewer(.admin)
    let everybody = try await desk.store.ask { try $0.staff() }
    let page = PeoplePage(everybody: everybody, admin: admin, language: context.language)
    return desk.pages.response(page, request, context)
  }

  private func add(_ request: Request, _ context: PortalContext) async throws -> Response {
    let admin = try context.reviewer(.admin)
    let form = try await Form(request, context, desk)
    guard let role = Role(rawValue: form["role"]) else { throw HTTPError(.badRequest) }
    let name = form["name"]
    let site = form["site"]
    let password = form.exact("password")
    return try await tell(context, Bilingual("\(name) was added.", "已添加 \(name)。")) {
      try $0.addStaff(name, role: role, site: site.isEmpty ? nil : site, password: password, by: admin.name)
    }
  }

  private func setPassword(_ request: Request, _ context: PortalContext) async throws -> Response {
    let admin = try context.reviewer(.admin)
    let form = try await Form(request, context, desk)
    let name = form["name"]
    let password = form.exact("password")
    return try await tell(
      context, Bilingual("\(name) has a new password; their visits have ended.", "\(name) 的密码已更新，其登录均已失效。")
    ) { try $0.setPassword(password, of: StaffName(name), by: admin.name) }
  }

  private func disable(_ request: Request, _ context: PortalContext) async throws -> Response {
    let admin = try context.reviewer(.admin)
    let form = try await Form(request, context, desk)
    let name = form["name"]
    return try await tell(context, Bilingual("\(name) may act no longer.", "\(name) 已停用。")) {
      try $0.disableStaff(StaffName(name), by: admin.name)
    }
  }

  private func tell(
    _ context: PortalContext, _ words: Bilingual, _ act: @escaping @Sendable (ReviewStore) throws -> Void
  ) async throws -> Response {
    do {
      try await desk.store.ask(act)
      desk.tell(News(kind: .good, text: words), to: context)
    } catch let error as any DescribedError {
      desk.tell(News(kind: .bad, text: error.explanation), to: context)
    }
    return .see("/staff/people")
  }
}
