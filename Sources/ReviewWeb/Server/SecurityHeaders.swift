import HTTPTypes
import Hummingbird

/// Adds security header fields to every response: no foreign or inline scripts, no framing, no caching.
struct SecurityHeaders: RouterMiddleware {
  private static let policy = """
    default-src 'none'; img-src 'self' blob:; style-src 'self'; script-src 'self'; connect-src 'self'; \
    form-action 'self'; base-uri 'none'; frame-ancestors 'none'
    """

  func handle(
    _ request: Request, context: PortalContext, next: (Request, PortalContext) async throws -> Response
  ) async throws -> Response {
    var response = try await next(request, context)
    response.headers[.contentSecurityPolicy] = Self.policy
    response.headers[.xContentTypeOptions] = "nosniff"
    response.headers[.frameOptions] = "DENY"
    response.headers[.referrerPolicy] = "same-origin"
    response.headers[.permissionsPolicy] = "geolocation=(), microphone=(), interest-cohort=()"
    response.headers[.crossOriginOpener] = "same-origin"
    response.headers[.crossOriginResource] = "same-origin"
    if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "no-store" }
    if context.isSecure { response.headers[.strictTransportSecurity] = "max-age=31536000" }
    return response
  }
}
