import HTTPTypes
import Hummingbird
import ImageKit
import ReviewStore
import Wording

/// Fills in the context of a request: the client's address, language and session. All other middleware and routes rely
/// on it.
struct ClientMiddleware: RouterMiddleware {
  let desk: Desk

  func handle(
    _ request: Request, context: PortalContext, next: (Request, PortalContext) async throws -> Response
  ) async throws -> Response {
    var context = context
    let client = ClientAddress(of: request.head, peer: context.peer, trusting: desk.options.trustedProxies)
    context.address = client.throttlingKey
    context.isSecure = desk.options.certificate != nil || client.forwardedSecurely
    context.language = Self.language(of: request)
    if request.uri.path.hasPrefix("/api/") {
      // The API takes a token in every request and no cookie, so a form on another site cannot use somebody's session.
      context.visit = request.headers[.authorization].flatMap(Self.bearerToken) ?? ""
      (context.browser, context.device) = (.api, "program \(context.address)")
      await recognize(&context)
      return try await next(request, context)
    }
    let name = Self.visitCookie(isSecure: context.isSecure)
    let cookies = request.cookies
    let brought = cookies[name]?.value
    context.visit = brought.flatMap(Self.token) ?? Secret.token()
    context.browser = BrowserKind(userAgent: request.headers[.userAgent] ?? "")
    context.device = cookies[Self.deviceCookie].flatMap { Self.token($0.value) } ?? Secret.token()
    context.known = cookies[Self.knownCookie]?.value
    if brought != nil { await recognize(&context) }
    var response = try await next(request, context)
    // The page has shown the news that waited for it.
    if context.session?.news.isEmpty == false,
      response.headers[.contentType]?.hasPrefix("text/html") == true
    {
      let visit = context.visit
      _ = try await desk.withSessions { try $0.takeNews(of: visit) }
    }
    if brought != context.visit, response.headers[values: .setCookie].allSatisfy({ !$0.hasPrefix(name + "=") }) {
      response.setCookie(Self.cookie(context.visit, isSecure: context.isSecure))
    }
    return response
  }

  /// Finds the session, if its credentials are still valid. ``ErrorPages`` answers when this fails.
  private func recognize(_ context: inout PortalContext) async {
    do {
      try await findSession(&context)
    } catch {
      context.failure = error
    }
  }

  private func findSession(_ context: inout PortalContext) async throws {
    let (visit, now) = (context.visit, desk.clock())
    let (found, staff) = try await desk.authentication.recognize(visit, at: now)
    context.hasExpired = found.hasExpired
    context.session = found.session
    context.staff = staff
    context.mustSetUpSecondFactor = desk.options.isSecondFactorRequired && staff?.hasSecondFactor == false
    context.passwordDue = staff?.passwordDue(afterDays: desk.options.passwordDays, at: now)
    if let change = found.change { try await desk.withSessions { try $0.record(change, of: visit, at: now) } }
  }

  /// The token of an `Authorization` field; its scheme is written in any case (RFC 9110, 11.1).
  private static func bearerToken(_ field: String) -> String? {
    let parts = field.split(separator: " ", maxSplits: 1)
    guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
    return String(parts[1].drop { $0 == " " })
  }

  /// A cookie's value, if it can be one of ours.
  private static func token(_ value: String) -> String? { value.utf8.count == 43 ? value : nil }

  /// The name of the cookie that says for which account the browser was used last, and what its mark is for.
  static let knownCookie = "known"

  /// The name of the cookie by which a browser is recognized whose owner is told of new ones.
  static let deviceCookie = "browser"

  /// The cookie's name. With TLS browsers hold `__Host-` to this host, all paths and TLS (RFC 6265bis).
  static func visitCookie(isSecure: Bool) -> String { isSecure ? "__Host-visit" : "visit" }

  /// The visit's cookie. Lax and not Strict, so that the link in a notice finds a candidate still signed in.
  static func cookie(_ visit: String, isSecure: Bool) -> Cookie {
    Cookie(
      name: visitCookie(isSecure: isSecure), value: visit, path: "/", secure: isSecure, httpOnly: true, sameSite: .lax)
  }

  /// The chosen language, else the browser's preference, else Chinese.
  private static func language(of request: Request) -> Language {
    if let chosen = request.cookies["language"].flatMap({ Language(rawValue: $0.value) }) { return chosen }
    guard let wishes = request.headers[.acceptLanguage] else { return .chinese }
    for wish in wishes.split(separator: ",") {
      let wish = wish.drop { $0 == " " }.lowercased()
      if wish.hasPrefix("zh") { return .chinese }
      if wish.hasPrefix("en") { return .english }
    }
    return .chinese
  }
}
