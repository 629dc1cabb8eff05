import HTTPTypes
import Hummingbird
import NIOHTTP1
import Passkeys
import ReviewStore
import Wording

/// The request needs a session and has none.
struct SignedOut: ProblemTelling {
  var problem: Problem {
    Problem(
      .unauthorized, "signed-out", Bilingual("You are signed out. Sign in, then do it again.", "登录已过期，请重新登录后再操作。"))
  }
}

/// A member of staff has to set up a second factor before anything else.
struct SecondFactorMissing: ProblemTelling {
  var problem: Problem {
    Problem(
      .forbidden, "second-factor-missing",
      Bilingual(
        "Set up two-factor sign-in first: sign in to the portal in a browser.", "请先在浏览器中登录网站并启用双因素认证。"))
  }
}

/// A member of staff has to change their password before anything else.
struct PasswordToChange: ProblemTelling {
  var problem: Problem {
    Problem(
      .forbidden, "password-due",
      Bilingual("Change your password first: sign in to the portal in a browser.", "请先在浏览器中登录网站并修改密码。"))
  }
}

extension Refusal: ProblemTelling {
  var problem: Problem { Problem(status, code, explanation, reasons: reasons) }

  private var status: HTTPResponse.Status {
    switch rule {
    case .notFound: .notFound
    case .notActivated, .notYourSite, .notYourLevel, .conflictOfInterest: .forbidden
    case .claimedByAnother, .staleVersion, .locked, .wrongState, .closed, .full, .alreadyExists: .conflict
    case .profileMissing, .incomplete, .empty, .pictureRejected: .unprocessableContent
    }
  }
}

extension InputError: ProblemTelling {
  var problem: Problem {
    if case .wrongSecret = self { return Problem(.unauthorized, "wrong-secret", explanation) }
    let reasons = (mistakes ?? []).map { Refusal.Reason($0.code, $0.message) }
    return Problem(.unprocessableContent, code, explanation, reasons: reasons)
  }
}

extension PasskeyError: ProblemTelling {
  var problem: Problem { Problem(.unauthorized, code, explanation) }
}

/// The server's log describes the store's errors to those who run it. Clients learn only of those that pass by
/// themselves.
extension StoreError: ProblemTelling {
  var problem: Problem {
    switch self {
    case .busy: Problem(.serviceUnavailable, "busy", explanation, retryAfter: 5)
    case .closed:
      Problem(
        .serviceUnavailable, code,
        Bilingual(
          "The office is moving its data, so nothing can be changed for a while. Nothing was stored; you can look at "
            + "everything meanwhile.",
          "系统正在迁移数据，暂时不能提交或修改，本次操作未保存；期间仍可查看。"),
        retryAfter: 300)
    case .unreachable, .picturesUnreachable:
      Problem(
        .serviceUnavailable, code,
        Bilingual(
          "The server is not ready. Nothing was stored; try again in a minute.", "服务器暂时不可用，未作任何保存，请一分钟后重试。"),
        retryAfter: 60)
    case .diskFull:
      Problem(
        .serviceUnavailable, code,
        Bilingual(
          "There is no room left on the server. Nothing was stored; try again later, or tell your exam site.",
          "服务器存储空间不足，图片未保存，请稍后重试或联系考点。"),
        retryAfter: 300)
    default: .internal
    }
  }
}

/// A client that goes away in the middle of a body causes this; the server is not at fault.
extension HTTPParserError: ProblemTelling {
  var problem: Problem { .tornUpload }
}

/// A thread pool that has been shut down throws this.
extension CancellationError: ProblemTelling {
  var problem: Problem {
    Problem(
      .serviceUnavailable, "closing",
      Bilingual(
        "The server is being restarted. Nothing was changed; try again in a minute.", "服务器正在重启，未作任何更改，请一分钟后重试。"),
      retryAfter: 60)
  }
}
