import Foundation
import HTTPTypes
import Hummingbird
import ImageKit
import ReviewStore
import Wording

/// Signing in and out: candidates by password, or by one-time code the first time; staff by password.
struct SignInRoutes {
  let desk: Desk

  /// Adds the routes.
  func mount(on router: Router<PortalContext>) {
    router.get("/", use: front)
    router.get("/language", use: chooseLanguage)
    router.get("/sign-in", use: candidatePage)
    router.post("/sign-in", use: signInCandidate)
    router.get("/first-time", use: firstTimePage)
    router.post("/first-time", use: comeIn)
    router.get("/staff/sign-in", use: staffPage)
    router.post("/staff/sign-in", use: signInStaff)
    router.post("/sign-out", use: signOut)
  }

  private func front(_ request: Request, _ context: PortalContext) -> Response {
    switch context.session?.visitor {
    case .candidate: .see("/materials")
    case .staff: .see("/staff")
    case nil: .see("/sign-in")
    }
  }

  private func chooseLanguage(_ request: Request, _ context: PortalContext) -> Response {
    let language = Language(rawValue: request.query["to"]) ?? .chinese
    let back = request.query["back"]
    // Only a path on this site: no other host, and no scheme-relative address.
    let isOurs = back.hasPrefix("/") && !back.hasPrefix("//") && !back.contains("\\") && !back.contains { $0.isNewline }
    var response = Response.see(isOurs ? Escaping.location(back) : "/")
    response.setCookie(
      Cookie(
        name: "language", value: language.rawValue, maxAge: 31_536_000, path: "/", secure: context.isSecure,
        httpOnly: true, sameSite: .lax))
    return response
  }

  // MARK: Candidates

  private func candidatePage(_ request: Request, _ context: PortalContext) -> Response {
    if case .candidate = context.session?.visitor { return .see("/materials") }
    return desk.pages.response(signInPage(context, news: why(request)), request, context)
  }

  private func signInPage(_ context: PortalContext, news: [News], registration: RegistrationNumber = "") -> Page {
    Page(
      title: Bilingual("Sign in", "登录"), template: "sign-in",
      values: wayIn(context).merging(["registration": registration.rawValue]) { $1 }, news: news)
  }

  /// Title, button and guidance of the first sign-in, which policies call by different names.
  private func wayIn(_ context: PortalContext) -> [String: Any] {
    let way = desk.store.policy.wayIn
    let title: Bilingual
    let button: Bilingual
    switch way.kind {
    case .authorise:
      title = Bilingual("First time? Authorise", "首次进入：账号授权")
      button = Bilingual("Authorise and go in", "授权并进入")
    case .activate, .signIn:
      title = Bilingual("First time? Activate your account", "首次登录：账号激活")
      button = Bilingual("Activate and go in", "激活并进入")
    case .both:
      title = Bilingual("First time? Authorise and activate", "首次进入：授权并激活")
      button = Bilingual("Authorise, activate and go in", "授权、激活并进入")
    }
    return [
      "firstTitle": title.text(in: context.language), "firstButton": button.text(in: context.language),
      "guidance": way.guidance.text(in: context.language),
    ]
  }

  private func signInCandidate(_ request: Request, _ context: PortalContext) async throws -> Response {
    let form = try await Form(request, context, desk)
    let registration = RegistrationNumber(form["registration"])
    let password = form.exact("password")
    do {
      let stamp = try await attempt(.candidate(registration), request, context) { store in
        try store.signIn(candidate: registration, password: password)
      }
      return begin(.candidate(registration), stamp: stamp, context).response
    } catch {
      return try refused(error, request, context) { signInPage(context, news: $0, registration: registration) }
    }
  }

  private func firstTimePage(_ request: Request, _ context: PortalContext) -> Response {
    desk.pages.response(firstTimePage(context), request, context)
  }

  private func firstTimePage(_ context: PortalContext, news: [News] = [], _ form: Form? = nil) -> Page {
    Page(
      title: Bilingual("First time", "首次进入"), template: "first-time",
      values: wayIn(context).merging([
        "registration": form?["registration"] ?? "", "lastSix": form?["lastSix"] ?? "",
      ]) { $1 }, news: news)
  }

  private func comeIn(_ request: Request, _ context: PortalContext) async throws -> Response {
    let form = try await Form(request, context, desk)
    let registration = RegistrationNumber(form["registration"])
    let password = form.exact("password")
    do {
      guard password == form.exact("again") else { throw ProblemError.passwordsDiffer }
      let stamp = try await attempt(.candidate(registration), request, context, isCode: true) { store in
        try store.comeIn(registration, lastSix: form["lastSix"], code: form["code"], password: password)
      }
      desk.authentication.sessions.endAll(of: .candidate(registration))
      let needsProfile = try await desk.store.ask { store in
        try store.policy.personalDetailsRequired && !store.profile(of: registration).complete
      }
      let path = needsProfile ? "/profile" : "/materials"
      return begin(.candidate(registration), stamp: stamp, context, at: path).response
    } catch {
      return try refused(error, request, context) { firstTimePage(context, news: $0, form) }
    }
  }

  // MARK: Staff

  private func staffPage(_ request: Request, _ context: PortalContext) -> Response {
    if case .staff = context.session?.visitor { return .see("/staff") }
    return desk.pages.response(staffPage(context, news: why(request)), request, context)
  }

  private func staffPage(_ context: PortalContext, news: [News], name: StaffName = "") -> Page {
    Page(
      title: Bilingual("Staff sign-in", "工作人员登录"), template: "staff-sign-in", values: ["name": name.rawValue],
      news: news)
  }

  private func signInStaff(_ request: Request, _ context: PortalContext) async throws -> Response {
    let form = try await Form(request, context, desk)
    let name = StaffName(form["name"])
    let password = form.exact("password")
    do {
      let stamp = try await attempt(.staff(name), request, context) { store in
        try store.signIn(staff: name, password: password)
      }
      return begin(.staff(name), stamp: stamp, context, at: "/staff").response
    } catch {
      return try refused(error, request, context) { staffPage(context, news: $0, name: name) }
    }
  }

  // MARK: All

  private func signOut(_ request: Request, _ context: PortalContext) async throws -> Response {
    _ = try await Form(request, context, desk)
    let isStaff = context.staff != nil
    desk.authentication.sessions.end(context.visit)
    var response = Response.see(isStaff ? "/staff/sign-in?why=out" : "/sign-in?why=out")
    response.setCookie(ClientMiddleware.cookie(Secret.token(), isSecure: context.isSecure))
    return response
  }

  /// Tries a secret, unless there have been too many wrong ones.
  private func attempt(
    _ visitor: Visitor, _ request: Request, _ context: PortalContext, isCode: Bool = false,
    _ check: @escaping @Sendable (ReviewStore) throws -> String
  ) async throws -> String {
    try await SignInAttempt(
      authentication: desk.authentication, store: desk.store, visitor: visitor, address: context.address,
      isKnown: isKnown(visitor, request),
      isCode: isCode
    ).run(check, at: desk.clock())
  }

  /// Begins a session with a new cookie, and sets a cookie by which this device is recognized next time.
  func begin(
    _ visitor: Visitor, stamp: String, _ context: PortalContext, at path: String = "/materials"
  ) -> (response: Response, visit: String) {
    // Never the cookie's former value: somebody else may have planted it (session fixation).
    desk.authentication.sessions.end(context.visit)
    let visit = desk.authentication.sessions.begin(visitor, stamp: stamp, at: desk.clock())
    var response = Response.see(path)
    response.setCookie(ClientMiddleware.cookie(visit, isSecure: context.isSecure))
    response.setCookie(
      Cookie(
        name: "known", value: desk.authentication.forgery.signer.mark(visitor.key, for: "known"), maxAge: 7_776_000,
        path: "/",
        secure: context.isSecure, httpOnly: true, sameSite: .lax))
    return (response, visit)
  }

  private func isKnown(_ visitor: Visitor, _ request: Request) -> Bool {
    request.cookies["known"].map { desk.authentication.forgery.signer.isMark($0.value, of: visitor.key, for: "known") }
      ?? false
  }

  /// The form again, with what was wrong.
  private func refused(
    _ error: any Error, _ request: Request, _ context: PortalContext, _ page: ([News]) -> Page
  ) throws -> Response {
    let problem = Problem(error)
    guard problem.status.code < 500 || problem.retryAfter != nil else { throw error }
    var page = page([News(kind: .bad, text: problem.words, details: problem.reasons.map(\.message))])
    page.status = problem.status
    var response = desk.pages.response(page, request, context)
    if let seconds = problem.retryAfter { response.headers[.retryAfter] = String(seconds) }
    return response
  }

  /// Why somebody was sent to the sign-in page.
  private func why(_ request: Request) -> [News] {
    switch request.query["why"] {
    case "expired":
      [
        News(
          kind: .plain,
          text: Bilingual(
            "You were signed out after a time without use. What you had uploaded is kept; sign in to go on.",
            "长时间未操作，已自动退出。已上传的内容均已保存，请重新登录继续。"))
      ]
    case "signed-out":
      [
        News(
          kind: .bad,
          text: Bilingual(
            "You are signed out. Nothing was changed; sign in, then do it again.", "登录已失效，刚才的操作未生效，请登录后重新操作。"))
      ]
    case "again":
      [
        News(
          kind: .plain,
          text: Bilingual(
            "You are not signed in any more. What was saved is kept; sign in to go on.", "登录已失效，已保存的内容不受影响，请重新登录。"))
      ]
    case "out": [News(kind: .good, text: Bilingual("You are signed out.", "已安全退出。"))]
    default: []
    }
  }
}

extension ProblemError {
  static var passwordsDiffer: ProblemError {
    ProblemError(.unprocessableContent, "passwords-differ", "The two passwords differ.", "两次输入的密码不一致。")
  }
}
