import HTTPTypes
import Hummingbird
import ImageKit
import NIOHTTP1
import ReviewStore
import Wording

/// Whoever asks must sign in first.
struct SignedOut: ProblemTelling {
  var problem: Problem {
    Problem(
      .unauthorized, "signed-out", Bilingual("You are signed out. Sign in, then do it again.", "登录已过期，请重新登录后再操作。"))
  }
}

/// A failure as an HTTP status, a message for people and a code for programs.
struct Problem {
  /// HTTP's number for it.
  var status: HTTPResponse.Status
  /// A stable name.
  var code: String
  /// What is wrong and what to do about it.
  var words: Bilingual
  /// All reasons, where there may be several.
  var reasons: [Refusal.Reason] = []
  /// Seconds after which trying again makes sense.
  var retryAfter: Int?

  /// The meaning of an error.
  init(_ error: any Error) {
    switch error {
    case let told as any ProblemTelling: self = told.problem
    case let refusal as Refusal:
      self.init(Self.status(of: refusal.rule), refusal.code, refusal.explanation, reasons: refusal.reasons)
    // A client that goes away in the middle of a body causes these; the server is not at fault.
    case is HTTPParserError, is ConnectionGuard.Lost: self = .tornUpload
    case StoreError.busy:
      self.init(.serviceUnavailable, "busy", StoreError.busy.explanation, retryAfter: 5)
    case StoreError.diskFull:
      self.init(
        .serviceUnavailable, StoreError.diskFull.code,
        Bilingual(
          "There is no room left on the server. Nothing was stored; try again later, or tell your exam site.",
          "服务器存储空间不足，图片未保存，请稍后重试或联系考点。"),
        retryAfter: 300)
    // A thread pool that has been shut down throws this.
    case is CancellationError:
      self.init(
        .serviceUnavailable, "closing",
        Bilingual(
          "The server is being restarted. Nothing was changed; try again in a minute.", "服务器正在重启，未作任何更改，请一分钟后重试。"),
        retryAfter: 60)
    case InputError.wrongSecret: self.init(.unauthorized, "wrong-secret", InputError.wrongSecret.explanation)
    case let error as InputError where error.mistakes != nil:
      self.init(
        .unprocessableContent, error.code, error.explanation,
        reasons: (error.mistakes ?? []).map { Refusal.Reason($0.code, $0.message) })
    // Errors of the store concern those who run it; they read them in the server's log.
    case let error as any DescribedError where !(error is StoreError):
      self.init(.unprocessableContent, error.code, error.explanation)
    case let error as HTTPError where error.status.code < 500: self.init(http: error.status)
    case let error as any HTTPResponseError where error.status.code < 500: self.init(http: error.status)
    default:
      self.init(
        .internalServerError, "internal",
        Bilingual("Something went wrong on our side; nothing was changed. Try again.", "系统出现问题，未作任何更改，请稍后重试。"))
    }
  }

  init(
    _ status: HTTPResponse.Status, _ code: String, _ words: Bilingual, reasons: [Refusal.Reason] = [],
    retryAfter: Int? = nil
  ) {
    self.status = status
    self.code = code
    self.words = words
    self.reasons = reasons
    self.retryAfter = retryAfter
  }

  private init(http status: HTTPResponse.Status) {
    switch status {
    case .notFound:
      self.init(status, "not-found", Bilingual("There is no such page.", "没有这个页面。"))
    case .methodNotAllowed:
      self.init(
        status, "method-not-allowed",
        Bilingual("This address does not take such a request.", "该地址不支持此请求方法。"))
    case .contentTooLarge:
      self.init(status, "too-large", Bilingual("Too much at once.", "提交的内容过大。"))
    default:
      self.init(status, "bad-request", Bilingual("The request could not be understood.", "无法理解该请求。"))
    }
  }

  private static func status(of rule: Refusal.Rule) -> HTTPResponse.Status {
    switch rule {
    case .notFound: .notFound
    case .notActivated, .notYourSite, .notYourLevel: .forbidden
    case .claimedByAnother, .staleVersion, .locked, .wrongState, .closed, .full, .alreadyExists: .conflict
    case .profileMissing, .incomplete, .empty, .pictureRejected: .unprocessableContent
    }
  }

  /// `{"error":{"code":…,"message":…}}`, with `reasons` where there are any: as the command writes it.
  func json(in language: Language) -> JSON {
    var error: JSON = ["code": .string(code), "message": .string(words.text(in: language))]
    if !reasons.isEmpty { error = error.adding(["reasons": .list(reasons.map { $0.json(in: language) })]) }
    if let retryAfter { error = error.adding(["retryAfter": .integer(retryAfter)]) }
    return ["error": error]
  }
}

extension Problem {
  /// The body of an upload ended too early or is malformed.
  static let tornUpload = Problem(
    .badRequest, "bad-form", Bilingual("The upload did not arrive whole. Try again.", "上传内容不完整，请重试。"))
}

extension Problem {
  /// The upload is larger than allowed.
  static let tooLargeUpload = Problem(
    .contentTooLarge, "too-large",
    Bilingual(
      "Too much at once: a photo may have 50 MB, and twelve may come together.", "文件过大：单张照片不超过 50 MB，一次最多 12 张。"))
}

/// An error that has a ``Problem`` of its own.
protocol ProblemTelling: Error {
  /// What it is.
  var problem: Problem { get }
}

/// A problem that is thrown as it is.
struct ProblemError: ProblemTelling {
  let problem: Problem
  init(_ problem: Problem) { self.problem = problem }
  init(_ status: HTTPResponse.Status, _ code: String, _ english: String, _ chinese: String) {
    problem = Problem(status, code, Bilingual(english, chinese))
  }
}

extension Request {
  /// Whether a program asks: the API, or a script of ours.
  var wantsJSON: Bool {
    uri.path.hasPrefix("/api/") || headers[.accept]?.hasPrefix("application/json") ?? false
  }
}
