import HTTPTypes
import Hummingbird
import ImageKit
import Logging
import ReviewStore
import Wording

/// Turns errors into a page for people or a JSON object for programs, and counts every response.
struct ErrorPages: RouterMiddleware {
  let desk: Desk
  let routes: RouteTable

  /// The router's name for the endpoint of a request that matches no route.
  private static let noRoute = "NotFound"

  func handle(
    _ request: Request, context: PortalContext, next: (Request, PortalContext) async throws -> Response
  ) async throws -> Response {
    let start = ContinuousClock.now
    var response: Response
    do {
      if let failure = context.failure { throw failure }
      response = try await next(request, context)
    } catch {
      response = answer(error, request, context)
    }
    // A client would take a body after HEAD for the next response.
    if request.method == .head { response = response.createHeadResponse() }
    let elapsed = (ContinuousClock.now - start) / .seconds(1)
    let pattern = context.endpointPath ?? "none"
    desk.metrics.count(
      method: request.method.rawValue, pattern: pattern, status: response.status.code, seconds: elapsed)
    // The route's pattern and never the path: that may hold a registration number.
    desk.logger.debug(
      "\(request.method) \(pattern) \(response.status.code)", metadata: ["seconds": .stringConvertible(elapsed)])
    return response
  }

  private func answer(_ error: any Error, _ request: Request, _ context: PortalContext) -> Response {
    if let error = error as? HTTPError, error.status == .notFound, context.endpointPath == Self.noRoute,
      let methods = routes.methods(of: request.uri.path)
    {
      var response = answer(HTTPError(.methodNotAllowed), request, context)
      response.headers[.allow] = methods
      return response
    }
    let problem = Problem(error)
    if problem.status.code == 500 {
      // The store's explanations contain no personal data.
      let words = (error as? StoreError)?.explanation.english ?? "\(type(of: error))"
      desk.logger.error("A request failed", metadata: ["code": "\(problem.code)", "why": "\(words)"])
    }
    if request.wantsJSON {
      var response = Response.json(problem.json(in: context.language), problem.status)
      if let seconds = problem.retryAfter { response.headers[.retryAfter] = String(seconds) }
      return response
    }
    if error is SecondFactorMissing { return .see("/staff/second-factor") }
    if error is PasswordToChange { return .see("/staff/password") }
    let isStaff = request.uri.path.hasPrefix("/staff")
    if error is SignedOut {
      let reason =
        if context.hasExpired {
          "?why=expired"
        } else if request.method != .get {
          "?why=signed-out"
        } else {
          // A device that has signed in before: its session ended with the server's last run.
          request.cookies["known"] == nil ? "" : "?why=again"
        }
      return .see((isStaff ? "/staff/sign-in" : "/sign-in") + reason)
    }
    let view = SorryPage(language: context.language, problem: problem, back: isStaff ? "/staff" : "/")
    var response = desk.pages.response(Page(view, status: problem.status), request, context)
    if let seconds = problem.retryAfter { response.headers[.retryAfter] = String(seconds) }
    return response
  }
}
