import Hummingbird
import ReviewStore
import Wording

/// Members of staff see and end their own sessions, on a page and by program.
struct SessionRoutes {
  let desk: Desk

  /// Adds the routes.
  func mount(on router: Router<PortalContext>) {
    router.get("/staff/sessions") { request, context in
      let (sessions, current) = try await own(context)
      return desk.pages.response(
        SessionsPage(language: context.language, sessions: sessions, current: current), request, context)
    }
    router.post("/staff/sessions/end") { request, context in
      _ = try context.account()
      let id = try await Form(request, context, desk)["id"]
      return try await end(only: id, context)
    }
    router.post("/staff/sessions/others") { request, context in
      _ = try context.account()
      _ = try await Form(request, context, desk)
      return try await end(only: nil, context)
    }
    let api = router.group("/api/v1/sessions")
    api.get { _, context in
      let (sessions, current) = try await own(context)
      return Response.json(["sessions": .list(sessions.map { $0.json(isThis: $0.id == current) })])
    }
    api.delete("/:id") { _, context in
      let count = try await endOthers(only: try context.parameters.require("id"), context)
      return Response.json(["ended": .integer(count)])
    }
    api.post("/end-others") { _, context in
      let count = try await endOthers(only: nil, context)
      return Response.json(["ended": .integer(count)])
    }
  }

  /// The sessions of who asks, and the id of the one that asks.
  private func own(_ context: PortalContext) async throws -> (sessions: [PortalVisit], current: String) {
    let (staff, visit, now) = (try context.account(), context.visit, desk.clock())
    let sessions = try await desk.withSessions { try $0.all(of: staff, at: now) }
    let current = desk.authentication.sessions.key(visit)
    return (sessions, sessions.first { $0.token == current }?.id ?? "")
  }

  /// Ends one session or all but the one that asks, which ends by signing out.
  private func endOthers(only id: String?, _ context: PortalContext) async throws -> Int {
    let (staff, kept) = (try context.account(), desk.authentication.sessions.key(context.visit))
    return try await desk.store.ask {
      try $0.endSessions(of: staff.name, only: id, keeping: kept, by: staff.name)
    }
  }

  private func end(only id: String?, _ context: PortalContext) async throws -> Response {
    let news: News
    do {
      let count = try await endOthers(only: id, context)
      news = News(kind: .good, text: Bilingual("Sessions ended: \(count).", "已结束 \(count) 个会话。"))
    } catch let refusal as Refusal where refusal.rule == .notFound {
      news = News(kind: .plain, text: refusal.explanation)
    }
    try await desk.tell(news, to: context)
    return .see("/staff/sessions")
  }
}

extension Desk {
  /// Whether the browser was the last to sign in to an account here.
  func isKnown(_ visitor: String, _ context: PortalContext) -> Bool {
    context.known.map {
      authentication.forgery.signer.isMark($0, of: visitor, for: ClientMiddleware.knownCookie)
    } ?? false
  }

  /// Notes with which browser a member of staff has signed in, and tells the person's other sessions of a new one.
  ///
  /// - Returns: what this sign-in tells.
  func noteBrowser(of name: StaffName, _ context: PortalContext, showsNews: Bool = true) async throws -> [News] {
    let visitor = PortalVisit.visitor(of: name)
    let mark = authentication.forgery.signer.mark("\(visitor)\u{0}\(context.device)", for: "browser")
    let (kind, now) = (context.browser, clock())
    let isRecognized = isKnown(visitor, context)
    let note = try await store.ask {
      try $0.noteBrowser(mark, kind, of: name, isRecognized: isRecognized, showsNews: showsNews)
    }
    guard note.isNew else { return note.untold.map { Self.told($0.kind, at: $0.first) } }
    let news = Self.told(kind, at: now)
    try await withSessions { try $0.tell(news, toSessionsOf: name) }
    return [
      News(
        kind: .plain,
        text: Bilingual(
          "You have not signed in with this browser before. Your other sessions are told of it.",
          "这是您首次使用此浏览器登录，您的其他会话将收到提醒。"))
    ]
  }

  private static func told(_ kind: BrowserKind, at time: Moment) -> News {
    let name = kind.name
    return News(
      kind: .bad,
      text: Bilingual(
        "Your account was signed in to with a browser not seen before: \(name.english), \(time.forPeople). If that was not "
          + "you, end that session (click your name, then “Your sessions”) and change your password.",
        "您的账号曾使用新浏览器登录：\(name.chinese)，\(time.forPeople)。如非本人操作，请立即结束该会话（点击右上角账号，进入“登录设备管理”）并修改密码。"
      ))
  }
}
