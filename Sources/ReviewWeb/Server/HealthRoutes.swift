import HTTPTypes
import Hummingbird
import ImageKit

/// What those who watch over the server ask.
struct HealthRoutes {
  let desk: Desk

  /// Adds the routes.
  func mount(on router: Router<PortalContext>) {
    router.get("/healthz") { _, _ in Response.plain("ok\n") }
    router.get("/readyz", use: ready)
    router.get("/metrics", use: metrics)
  }

  /// Whether it makes sense to send somebody here: the store answers, and nobody has told us to stop.
  private func ready(_ request: Request, _ context: PortalContext) async throws -> Response {
    guard !desk.closing.isRaised else { return .plain("closing\n", .serviceUnavailable) }
    do {
      _ = try await desk.ask { try $0.staff().count }
      return .plain("ready\n")
    } catch {
      return .plain("store not readable\n", .serviceUnavailable)
    }
  }

  /// For this machine only: what is counted is nobody's business outside.
  private func metrics(_ request: Request, _ context: PortalContext) async throws -> Response {
    let client = ClientAddress(of: request, peer: context.peer, trusting: [])
    guard !client.isForwarded, ["", "127.0.0.1", "::1"].contains(client.address) else { throw HTTPError(.notFound) }
    let load = await desk.pictures.load
    return .plain(
      desk.metrics.text(gauges: [
        "sessions": desk.sessions.count, "uploads_arriving": desk.arriving.count, "pictures_working": load.running,
        "pictures_waiting": load.waiting,
      ]))
  }
}

extension Response {
  /// A few words for programs.
  static func plain(_ text: String, _ status: HTTPResponse.Status = .ok) -> Response {
    Response(
      status: status, headers: [.contentType: "text/plain; charset=utf-8"], body: .init(byteBuffer: .init(string: text))
    )
  }
}
