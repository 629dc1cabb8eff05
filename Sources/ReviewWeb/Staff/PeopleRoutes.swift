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
    router.post("/staff/people/second-factor", use: resetSecondFactor)
  }

  private func show(_ request: Request, _ context: PortalContext) async throws -> Response {
    desk.pages.response(try await page(context), request, context)
  }

  private func page(_ context: PortalContext) async throws -> PeoplePage {
    let admin = try context.administrator(.accounts)
    let everybody = try await desk.store.ask { try $0.staff() }
    return PeoplePage(everybody: everybody, admin: admin, language: context.language)
  }

  private func add(_ request: Request, _ context: PortalContext) async throws -> Response {
    let admin = try context.administrator(.accounts)
    let form = try await Form(request, context, desk)
    guard let role = Role(rawValue: form["role"]) else { throw HTTPError(.badRequest) }
    let name = form["name"]
    let site = form["site"]
    let organisation = form["organisation"]
    let password = form.exact("password")
    return try await tell(request, context, Bilingual("\(name) was added.", "已添加 \(name)。")) {
      try $0.addStaff(
        name, role: role, site: site.isEmpty ? nil : site,
        organisation: organisation.isEmpty ? nil : organisation, password: password, by: admin.name)
    } refused: { page, error in
      page.typed = (name, role.rawValue, site, organisation)
      page.mistakes = [FieldMistake(Self.field(of: error), error.explanation)]
    }
  }

  /// The field of the form for a new account with which something is wrong.
  private static func field(of error: any DescribedError) -> String {
    switch error as? InputError {
    case .shortPassword, .weakPassword: "new-password"
    case .tooLong(let what, _) where what.english == "password": "new-password"
    case .missing(let what) where what.english == "organisation": "new-organisation"
    case .tooLong(let what, _) where what.english == "organisation": "new-organisation"
    case .badText(let what) where what.english == "organisation": "new-organisation"
    case .missingSite, .tooLong, .badText: "new-site"
    default: "new-name"
    }
  }

  private func setPassword(_ request: Request, _ context: PortalContext) async throws -> Response {
    let admin = try context.administrator(.credentials)
    let form = try await Form(request, context, desk)
    let name = form["name"]
    let password = form.exact("password")
    return try await tell(
      request, context, Bilingual("\(name) has a new password; their visits have ended.", "\(name) 的密码已更新，其登录均已失效。")
    ) {
      try $0.setPassword(password, of: StaffName(name), by: admin.name)
    } refused: { page, error in
      guard let index = page.everybody.firstIndex(where: { $0.name.rawValue == name && !$0.disabled }) else { return }
      page.mistakes = [FieldMistake(PeoplePage.passwordID(index), error.explanation)]
    }
  }

  private func disable(_ request: Request, _ context: PortalContext) async throws -> Response {
    let admin = try context.administrator(.accounts)
    let form = try await Form(request, context, desk)
    let name = form["name"]
    return try await tell(request, context, Bilingual("\(name) may act no longer.", "\(name) 已停用。")) {
      try $0.disableStaff(StaffName(name), by: admin.name)
    } refused: { _, _ in
    }
  }

  private func resetSecondFactor(_ request: Request, _ context: PortalContext) async throws -> Response {
    let admin = try context.administrator(.credentials)
    let form = try await Form(request, context, desk)
    let name = form["name"]
    let words = Bilingual(
      "\(name) signs in with the password alone; their visits have ended.", "已重置 \(name) 的双因素认证，其登录均已失效。")
    return try await tell(request, context, words) {
      try $0.resetSecondFactor(of: StaffName(name), by: admin.name)
    } refused: { _, _ in
    }
  }

  /// Does an act, and redirects to the page with an answer.
  ///
  /// - Parameter refused: puts the reason for a refusal at its field, with what was typed.
  private func tell(
    _ request: Request, _ context: PortalContext, _ words: Bilingual,
    _ act: @escaping @Sendable (ReviewStore) throws -> Void,
    refused: (inout PeoplePage, any DescribedError) -> Void
  ) async throws -> Response {
    do {
      try await desk.store.ask(act)
      try await desk.tell(News(kind: .good, text: words), to: context)
      return .see("/staff/people")
    } catch let error as any DescribedError {
      var page = try await page(context)
      refused(&page, error)
      return try desk.refused(error, page, request, context)
    }
  }
}
