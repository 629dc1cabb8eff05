import HTTPTypes
import Hummingbird
import Wording

/// Protection against cross-site request forgery: every form carries an HMAC of the session cookie as its token.
struct ForgeryGuard: Sendable {
  /// The form's token is missing or belongs to another session.
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

  /// The token that a session's forms carry.
  func token(of visit: String) -> String { signer.mark(visit, for: "form") }

  /// Checks that a form's token is the session's, and that the browser does not report a cross-site request.
  func check(_ token: String?, _ request: Request, _ context: PortalContext) throws(Forged) {
    if let site = request.headers[.secFetchSite], site != "same-origin", site != "none" { throw Forged() }
    guard let token, signer.isMark(token, of: context.visit, for: "form") else { throw Forged() }
  }
}
