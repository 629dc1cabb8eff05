import Hummingbird
import ImageKit
import ReviewStore
import Wording

/// Members of staff change their own password.
struct OwnPasswordRoutes {
  let desk: Desk

  /// Adds the routes.
  func mount(on router: Router<PortalContext>) {
    router.get("/staff/password", use: show)
    router.post("/staff/password", use: change)
  }

  private func show(_ request: Request, _ context: PortalContext) throws -> Response {
    desk.pages.response(PasswordPage(language: context.language, name: try context.reviewer().name), request, context)
  }

  /// A new password ends every session; this one continues with a new cookie.
  private func change(_ request: Request, _ context: PortalContext) async throws -> Response {
    let staff = try context.reviewer()
    let form = try await Form(request, context, desk)
    let visitor = Visitor.staff(staff.name)
    let now = form.exact("now")
    let password = form.exact("password")
    do {
      guard password == form.exact("again") else { throw ProblemError.passwordsDiffer }
      _ = try await SignInAttempt(
        authentication: desk.authentication, store: desk.store, visitor: visitor, address: context.address,
        isKnown: true
      ).run({ try $0.signIn(staff: staff.name, password: now) }, at: desk.clock())
      let stamp = try await desk.authentication.passwords.run(for: context.address) {
        try await desk.store.ask { store in
          try store.setPassword(password, of: staff.name, by: staff.name)
          return try store.credentials(ofStaff: staff.name)?.stamp ?? ""
        }
      }
      desk.authentication.sessions.endAll(of: visitor)
      let news = News(
        kind: .good,
        text: Bilingual("Your password is changed; your other visits have ended.", "密码已修改，其他设备上的登录均已失效。"))
      return SignInRoutes(desk: desk).begin(visitor, stamp: stamp, context, at: "/staff", telling: news)
    } catch {
      let problem = Problem(error)
      guard problem.status.code < 500 else { throw error }
      let page = PasswordPage(language: context.language, name: staff.name)
      let news = [News(kind: .bad, text: problem.words)]
      return desk.pages.response(Page(page, status: problem.status, news: news), request, context)
    }
  }
}
