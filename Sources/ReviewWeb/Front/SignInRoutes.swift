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

  private func chooseLanguage(_ request: Request, _ context: PortalContext) throws -> Response {
    let query = try request.query
    let language = Language(rawValue: query["to"]) ?? .chinese
    let back = query["back"]
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

  private func candidatePage(_ request: Request, _ context: PortalContext) throws -> Response {
    if case .candidate = context.session?.visitor { return .see("/materials") }
    let page = SignInPage(language: context.language, wayIn: desk.store.policy.wayIn)
    return desk.pages.response(Page(page, news: try why(request)), request, context)
  }

  private func signInCandidate(_ request: Request, _ context: PortalContext) async throws -> Response {
    let form = try await Form(request, context, desk)
    let typed = form["registration"]
    let password = form.exact("password")
    do {
      let registration = try await desk.store.ask { try $0.number(typed: typed) }
      let stamp = try await attempt(.candidate(registration), context) { store in
        try store.signIn(candidate: registration, password: password)
      }
      return try await begin(.candidate(registration), stamp: stamp, context)
    } catch {
      let wrong = Bilingual(
        "The registration number or the password is not right. Check them and try again.", "报名号或密码不正确，请核对后重试。")
      let page = SignInPage(
        language: context.language, wayIn: desk.store.policy.wayIn, registration: typed,
        mistakes: error.wrongSecret(at: "password", wrong))
      return try desk.refused(error, page, request, context)
    }
  }

  private func firstTimePage(_ request: Request, _ context: PortalContext) -> Response {
    desk.pages.response(
      FirstTimePage(language: context.language, wayIn: desk.store.policy.wayIn), request, context)
  }

  private func comeIn(_ request: Request, _ context: PortalContext) async throws -> Response {
    let form = try await Form(request, context, desk)
    let typed = form["registration"]
    let password = form.exact("password")
    do {
      let registration = try await desk.store.ask { try $0.number(typed: typed) }
      guard password == form.exact("again") else { throw ProblemError.passwordsDiffer }
      let stamp = try await attempt(.candidate(registration), context, isCode: true) { store in
        try store.comeIn(registration, lastSix: form["lastSix"], code: form["code"], password: password)
      }
      try await desk.withSessions { try $0.endAll(of: .candidate(registration)) }
      let needsProfile = try await desk.store.ask { store in
        try store.policy.personalDetailsRequired && !store.profile(of: registration).complete
      }
      let path = needsProfile ? "/profile" : "/materials"
      return try await begin(.candidate(registration), stamp: stamp, context, at: path)
    } catch {
      // Which of the three is wrong is not told to a stranger.
      let wrong = Bilingual(
        "The registration number, the last six characters or the code is not right. Check them and try again.",
        "报名号、身份证件号码后六位或验证码不正确，请核对后重试。")
      let page = FirstTimePage(
        language: context.language, wayIn: desk.store.policy.wayIn, registration: typed, lastSix: form["lastSix"],
        code: form["code"],
        mistakes: error.mistakeInPasswords.map { [$0] } ?? error.wrongSecret(at: "code", wrong))
      return try desk.refused(error, page, request, context)
    }
  }

  // MARK: Staff

  private func staffPage(_ request: Request, _ context: PortalContext) throws -> Response {
    if case .staff = context.session?.visitor { return .see("/staff") }
    return desk.pages.response(
      Page(
        StaffSignInPage(language: context.language, passkey: PasskeyRoutes(desk: desk).instead(context)),
        news: try why(request)), request, context)
  }

  private func signInStaff(_ request: Request, _ context: PortalContext) async throws -> Response {
    let form = try await Form(request, context, desk)
    let name = StaffName(form["name"])
    let password = form.exact("password")
    do {
      let signIn = try await attempt(.staff(name), context) { store in
        try store.signIn(staff: name, password: password)
      }
      guard !signIn.needsCode else {
        return try await SecondFactorRoutes(desk: desk).secondStep(name, stamp: signIn.stamp, request, context)
      }
      return try await begin(.staff(name), stamp: signIn.stamp, context, at: "/staff")
    } catch {
      let wrong = Bilingual(
        "The name or the password is not right. Check them and try again.", "账号或密码不正确，请核对后重试。")
      let page = StaffSignInPage(
        language: context.language, name: name.rawValue, passkey: PasskeyRoutes(desk: desk).instead(context),
        mistakes: error.wrongSecret(at: "password", wrong))
      return try desk.refused(error, page, request, context)
    }
  }

  // MARK: All

  private func signOut(_ request: Request, _ context: PortalContext) async throws -> Response {
    _ = try await Form(request, context, desk)
    let isStaff = context.staff != nil
    await releaseOriginals(context)
    let visit = context.visit
    try await desk.withSessions { try $0.end(visit) }
    var response = Response.see(isStaff ? "/staff/sign-in?why=out" : "/sign-in?why=out")
    response.setCookie(ClientMiddleware.cookie(Secret.token(), isSecure: context.isSecure))
    return response
  }

  /// Releases the photos that are held for who signs out: the candidate's, or those of a clerk's candidates.
  private func releaseOriginals(_ context: PortalContext) async {
    switch context.session?.visitor {
    case .candidate(let number): desk.uploads.originals.release(of: number)
    case .staff(let name) where context.staff?.role == .clerk:
      let helped = try? await desk.store.ask { try $0.candidates(helpedBy: name) }
      for candidate in helped ?? [] { desk.uploads.originals.release(of: candidate.registration) }
    case .staff, nil: break
    }
  }

  /// Tries a secret, unless there have been too many wrong ones.
  private func attempt<Value: Sendable>(
    _ visitor: Visitor, _ context: PortalContext, isCode: Bool = false,
    _ check: @escaping @Sendable (ReviewStore) throws -> Value
  ) async throws -> Value {
    try await SignInAttempt(
      authentication: desk.authentication, store: desk.store, visitor: visitor, address: context.address,
      isKnown: desk.isKnown(visitor.key, context), isCode: isCode
    ).run(check, at: desk.clock())
  }

  /// Begins a session with a new cookie, and sets a cookie by which this device is recognized next time.
  ///
  /// - Parameter news: what the first page tells.
  func begin(
    _ visitor: Visitor, stamp: String, _ context: PortalContext, at path: String = "/materials",
    telling news: News? = nil
  ) async throws -> Response {
    let visit = try await newVisit(visitor, stamp: stamp, context, telling: news)
    var response = Response.see(path)
    setCookies(visit, visitor, on: &response, context)
    return response
  }

  /// Begins a session in place of the browser's former one, and returns the cookie's value.
  func newVisit(
    _ visitor: Visitor, stamp: String, _ context: PortalContext, telling news: News? = nil
  ) async throws -> String {
    let (former, now, browser) = (context.visit, desk.clock(), context.browser)
    // The former session ends first, so that it is not told of the browser.
    try await desk.withSessions { try $0.end(former) }
    var news = news.map { [$0] } ?? []
    if case .staff(let name) = visitor { news += try await desk.noteBrowser(of: name, context) }
    let told = news
    // Never the cookie's former value: somebody else may have planted it (session fixation).
    return try await desk.withSessions { sessions in
      let visit = try sessions.begin(visitor, stamp: stamp, from: browser, at: now)
      for news in told { try sessions.tell(news, to: visit) }
      return visit
    }
  }

  /// Sets a session's cookie, and the one by which the device is recognized next time.
  func setCookies(_ visit: String, _ visitor: Visitor, on response: inout Response, _ context: PortalContext) {
    response.setCookie(ClientMiddleware.cookie(visit, isSecure: context.isSecure))
    let known = desk.authentication.forgery.signer.mark(visitor.key, for: ClientMiddleware.knownCookie)
    response.setCookie(
      Cookie(
        name: ClientMiddleware.knownCookie, value: known, maxAge: 7_776_000, path: "/", secure: context.isSecure,
        httpOnly: true,
        sameSite: .lax))
    guard case .staff = visitor else { return }
    response.setCookie(
      Cookie(
        name: ClientMiddleware.deviceCookie, value: context.device, maxAge: 31_536_000, path: "/",
        secure: context.isSecure, httpOnly: true, sameSite: .lax))
  }

  /// The reason for a redirect to the sign-in page, as news.
  private func why(_ request: Request) throws -> [News] {
    switch try request.query["why"] {
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
    case "late":
      [
        News(
          kind: .bad,
          text: Bilingual("That took too long, or the password was changed. Sign in again.", "登录已超时或密码已更改，请重新登录。"))
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
