import Hummingbird
import ImageKit
import ReviewStore
import Wording

/// Declaring a level's review finished, so that candidates may see its results.
struct PublishRoutes {
  let desk: Desk

  /// Adds the routes.
  func mount(on router: Router<PortalContext>) {
    router.get("/staff/publish", use: show)
    router.post("/staff/publish", use: publish)
  }

  private func show(_ request: Request, _ context: PortalContext) async throws -> Response {
    let staff = try context.reviewer()
    return desk.pages.response(try await page(staff, context), request, context)
  }

  private func publish(_ request: Request, _ context: PortalContext) async throws -> Response {
    let staff = try context.reviewer()
    let form = try await Form(request, context, desk)
    guard let level = Level(rawValue: form["level"]), form["sure"] == "1" else { throw HTTPError(.badRequest) }
    do {
      // A form without the hash gets an empty one, which never matches what waits.
      let publication = try await desk.store.ask { try $0.publish(level, as: staff.name, seen: form["seen"]) }
      return desk.pages.response(try await page(staff, context, publication), request, context)
    } catch let refusal as Refusal where refusal.rule == .staleVersion {
      let page = try await page(staff, context)
      let news = [News(kind: .bad, text: refusal.explanation)]
      return desk.pages.response(Page(page, status: .conflict, news: news), request, context)
    }
  }

  private func page(
    _ staff: Staff, _ context: PortalContext, _ publication: Publication? = nil
  ) async throws -> PublishPage {
    let policy = desk.store.policy
    let own = policy.levels.filter { staff.mayAct(at: $0) }
    let unpublished = try await desk.store.ask { store in
      try Dictionary(uniqueKeysWithValues: own.map { ($0, try store.unpublished($0, as: staff.name)) })
    }
    return PublishPage(
      policy: policy, unpublished: unpublished, publication: publication, language: context.language)
  }
}
