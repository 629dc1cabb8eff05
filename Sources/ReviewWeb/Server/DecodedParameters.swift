import Hummingbird
import Wording

/// Percent-decodes the parameters of a path (RFC 3986, 2.1), once and for every route. The router matches a path as it
/// was sent, so that `%2F` inside a name does not end it, and hands out the parts undecoded.
struct DecodedParameters: RouterMiddleware {
  func handle(
    _ request: Request, context: PortalContext, next: (Request, PortalContext) async throws -> Response
  ) async throws -> Response {
    // No name in the store is that long, and refusals, which contain the name, are kept in memory.
    guard context.parameters.allSatisfy({ $0.value.utf8.count <= 1600 }) else { throw HTTPError(.notFound) }
    guard request.uri.path.utf8.contains(UInt8(ascii: "%")) else { return try await next(request, context) }
    var decoded: [(key: Substring, value: Substring)] = []
    for (name, value) in context.parameters {
      // Nothing in the store has such a name.
      guard let text = Escaping.percentDecoded(value) else { throw HTTPError(.notFound) }
      decoded.append((name, Substring(text)))
    }
    var context = context
    context.coreContext.parameters = Parameters(decoded)
    return try await next(request, context)
  }
}
