import HTTPTypes
import Hummingbird
import Wording

/// Sees to it that a form was ours: every form carries a mark over the visit's cookie, which no other site knows.
struct ForgeryGuard: Sendable {
  /// The form's mark is missing or another visit's.
  struct Forged: ProblemTelling {
    var problem: Problem {
      Problem(
        .forbidden, "stale-page",
        Bilingual(
          "This page was too old, or did not come from here. Nothing was changed. Go back, reload it and try again.",
          "页面已过期或来源不明，未作任何更改。请返回并刷新页面后重试。"))
    }
  }

  let signer: Signer

  /// The mark that a visit's forms carry.
  func token(of visit: String) -> String { signer.mark(visit, for: "form") }

  /// That a form's mark is the visit's, and that the browser does not say that another site sent it.
  func check(_ token: String?, _ request: Request, _ context: PortalContext) throws(Forged) {
    if let site = request.headers[.secFetchSite], site != "same-origin", site != "none" { throw Forged() }
    guard let token, signer.isMark(token, of: context.visit, for: "form") else { throw Forged() }
  }
}

extension HTTPField.Name {
  static let secFetchSite = HTTPField.Name("Sec-Fetch-Site")!
  static let forwardedFor = HTTPField.Name("X-Forwarded-For")!
  static let forwardedProto = HTTPField.Name("X-Forwarded-Proto")!
  static let csrfToken = HTTPField.Name("X-CSRF-Token")!
  static let idempotencyKey = HTTPField.Name("Idempotency-Key")!
  static let referrerPolicy = HTTPField.Name("Referrer-Policy")!
  static let permissionsPolicy = HTTPField.Name("Permissions-Policy")!
  static let crossOriginOpener = HTTPField.Name("Cross-Origin-Opener-Policy")!
  static let crossOriginResource = HTTPField.Name("Cross-Origin-Resource-Policy")!
  static let frameOptions = HTTPField.Name("X-Frame-Options")!
}
