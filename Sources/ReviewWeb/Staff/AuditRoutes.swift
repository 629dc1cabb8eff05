import Hummingbird
import ReviewStore
import Wording

/// The log, for who administers it: a page and its part of the API. It cannot be changed.
struct AuditRoutes {
  let desk: Desk

  /// How many entries a page has.
  private static let length = 100

  /// Adds the routes.
  func mount(on router: Router<PortalContext>) {
    router.get("/staff/audit") { request, context in
      let (entries, subject) = try await page(request, context)
      return desk.pages.response(
        AuditPage(
          entries: entries, subject: subject, hasMore: entries.count == Self.length, policy: desk.store.policy,
          language: context.language), request, context)
    }
    router.get("/api/v1/audit") { request, context in
      Response.json(["entries": .list(try await page(request, context).entries.map(\.json))])
    }
  }

  private func page(
    _ request: Request, _ context: PortalContext
  ) async throws -> (entries: [AuditEntry], subject: String) {
    let staff = try context.administrator(.log)
    let subject = try request.query["subject"]
    let before = try request.number("before", from: 1)
    let entries = try await desk.store.ask {
      try $0.logPage(
        before: before, of: subject.isEmpty ? nil : subject, limit: Self.length, for: staff.name)
    }
    return (entries, subject)
  }
}
