import HTTPTypes
import Hummingbird
import ReviewStore
import Wording

/// Clerks who upload for candidates: where a candidate allows one, and a clerk's list of candidates. The pages on which a
/// clerk works are the candidates' own; ``CandidateRoutes`` mounts them.
struct ClerkRoutes {
  let desk: Desk

  /// Adds the routes.
  func mount(on router: Router<PortalContext>) {
    router.get("/clerk", use: show)
    router.post("/clerk/allow", use: allow)
    router.post("/clerk/revoke", use: revoke)
    router.get(RouterPath(Hand.clerkBase), use: list)
  }

  private func show(_ request: Request, _ context: PortalContext) async throws -> Response {
    let registration = try context.candidate()
    let code = try request.query["code"]
    let view = try await desk.store.view(of: registration)
    var page = ClerkPage(
      language: context.language, allowed: view.helper, code: code, version: view.status.version)
    guard !code.isEmpty, view.helper == nil else { return desk.pages.response(page, request, context) }
    do {
      page.found = try await desk.store.ask { try $0.clerk(withCode: code) }
      return desk.pages.response(page, request, context)
    } catch let refusal as Refusal {
      page.mistakes = [FieldMistake("code", refusal.explanation)]
      return try desk.refused(refusal, page, request, context)
    }
  }

  private func allow(_ request: Request, _ context: PortalContext) async throws -> Response {
    let registration = try context.candidate()
    let form = try await Form(request, context, desk)
    let version = form.number("version")
    let code = form["code"]
    return try await desk.act(request, context, key: form["key"], back: "/clerk") {
      try $0.allowHelper(withCode: code, for: registration, candidateVersion: version)
      return Bilingual("The clerk may now upload for you.", "授权成功，经办人可代您上传图片。")
    }
  }

  private func revoke(_ request: Request, _ context: PortalContext) async throws -> Response {
    let registration = try context.candidate()
    let form = try await Form(request, context, desk)
    let originals = desk.uploads.originals
    return try await desk.act(request, context, key: form["key"], back: "/clerk") {
      try $0.revokeHelper(for: registration)
      originals.release(of: registration)
      return Bilingual("The permission is taken back.", "授权已撤销。")
    }
  }

  private func list(_ request: Request, _ context: PortalContext) async throws -> Response {
    let clerk = try context.clerk()
    let candidates = try await desk.store.ask { try $0.candidates(helpedBy: clerk.name) }
    let page = HelpingPage(clerk: clerk, candidates: candidates, language: context.language)
    return desk.pages.response(page, request, context)
  }
}
