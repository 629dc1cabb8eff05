import HTTPTypes
import Hummingbird
import Wording

/// Refuses requests that two programs may read differently: without a host or with several, or with a path that is not
/// in the form of the routes. A proxy that blocks `/metrics` then also blocks `//metrics`.
struct SoundRequests: RouterMiddleware {
  func handle(
    _ request: Request, context: PortalContext, next: (Request, PortalContext) async throws -> Response
  ) async throws -> Response {
    guard Self.hasOneHost(request) else {
      throw ProblemError(
        .badRequest, "bad-request", "A request names the host it is for, once.", "请求必须且只能包含一个 Host。")
    }
    guard !request.uri.path.contains("//") else { throw HTTPError(.notFound) }
    return try await next(request, context)
  }

  /// Whether there is one `Host` field with a host in it (RFC 9112, 3.2). The first such field became the head's
  /// authority; others were left where they stood.
  private static func hasOneHost(_ request: Request) -> Bool {
    guard let host = request.head.authority, !host.isEmpty, request.headers[values: .host].isEmpty else { return false }
    return host.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
      default: "-._~!$&'()*+;=:[]%".utf8.contains(byte)
      }
    }
  }
}

extension HTTPField.Name {
  fileprivate static let host = HTTPField.Name("Host")!
}
