import Hummingbird
import ReviewStore
import Wording

/// A clerk's part of the API: the candidates who have allowed it, and their pictures.
struct HelpingProgramRoutes {
  let desk: Desk

  /// Adds the routes.
  func mount(on group: RouterGroup<PortalContext>) {
    group.get("/", use: candidates)
    CandidateProgramRoutes(desk: desk).mountPictures(on: group.group("/:number"))
  }

  private func candidates(_ request: Request, _ context: PortalContext) async throws -> Response {
    let clerk = try context.clerk()
    let candidates = try await desk.store.ask { try $0.candidates(helpedBy: clerk.name) }
    return .json([
      "clerkCode": .optional(clerk.clerkCode), "organisation": .optional(clerk.organisation),
      "candidates": .list(candidates.map(\.json)),
    ])
  }
}
