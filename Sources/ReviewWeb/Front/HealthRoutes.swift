import HTTPTypes
import Hummingbird
import ImageKit
import ReviewStore

/// Health checks and metrics.
struct HealthRoutes {
  let desk: Desk

  /// Adds the routes.
  func mount(on router: Router<PortalContext>) {
    router.get("/healthz") { _, _ in Response.plain("ok\n") }
    router.get("/readyz", use: ready)
    router.get("/metrics", use: metrics)
  }

  /// Whether requests should be sent here: the store can be read, a photo could at least wait to be prepared, and the
  /// server is not shutting down.
  private func ready(_ request: Request, _ context: PortalContext) async throws -> Response {
    guard !desk.closing.isRaised else { return .plain("closing\n", .serviceUnavailable) }
    guard await !desk.uploads.pictures.isFull else { return .plain("full\n", .serviceUnavailable) }
    do {
      let drill = try await desk.store.ask {
        _ = try $0.staff().count
        return try $0.backupRecord().drill
      }
      return .plain("ready\n\(Self.line(on: drill))\n")
    } catch {
      return .plain("store not readable\n", .serviceUnavailable)
    }
  }

  /// What the last drill found. A backup that cannot be restored is no reason to send requests elsewhere.
  private static func line(on drill: DrillReport?) -> String {
    guard let drill else { return "drill none" }
    return "drill \(drill.passed ? "passed" : "failed") \(drill.at.iso8601)"
  }

  /// For this machine only. A request through a proxy counts as one from outside, even if the proxy runs on this
  /// machine. Such a request is known by the proxy's header fields, by a trusted proxy's address, or by a host name
  /// that is not this machine's own.
  private func metrics(_ request: Request, _ context: PortalContext) async throws -> Response {
    let client = ClientAddress(of: request.head, peer: context.peer, trusting: desk.options.trustedProxies)
    guard !client.isForwarded, client.isLoopback || context.peer == nil,
      ClientAddress.namesThisMachine(request.head.authority), request.uri.path == "/metrics"
    else { throw HTTPError(.notFound) }
    let load = await desk.uploads.pictures.load
    let sessions = try await desk.withSessions { try $0.count() }
    return .plain(
      desk.metrics.text(gauges: [
        "sessions": sessions, "uploads_arriving": desk.uploads.arriving.count,
        "pictures_working": load.running,
        "pictures_waiting": load.waiting, "originals_held": desk.uploads.originals.count,
      ]))
  }
}

extension Response {
  /// A short plain text for programs.
  static func plain(_ text: String, _ status: HTTPResponse.Status = .ok) -> Response {
    Response(
      status: status, headers: [.contentType: "text/plain; charset=utf-8"], body: .init(byteBuffer: .init(string: text))
    )
  }
}
