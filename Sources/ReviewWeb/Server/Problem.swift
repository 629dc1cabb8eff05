import HTTPTypes
import Hummingbird
import ImageKit
import ReviewStore
import Wording

/// A failure as an HTTP status, a message for people and a code for programs.
struct Problem {
  /// The HTTP status.
  var status: HTTPResponse.Status
  /// A stable code for programs.
  var code: String
  /// What is wrong and what to do about it.
  var words: Bilingual
  /// All reasons, where there may be several.
  var reasons: [Refusal.Reason] = []
  /// Seconds after which another attempt makes sense; nil where it makes none.
  var retryAfter: Int?

  /// What an error tells. Errors that know their problem say so themselves (``ProblemTelling``).
  init(_ error: any Error) {
    switch error {
    case let told as any ProblemTelling: self = told.problem
    case let error as any DescribedError: self.init(.unprocessableContent, error.code, error.explanationForPages)
    case let error as any HTTPResponseError where error.status.code < 500: self.init(http: error.status)
    default: self = .internal
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
      self.init(status, "not-found", Bilingual("There is no such page.", "页面不存在。"))
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

  /// `{"error":{"code":…,"message":…}}`, with `reasons` where there are any: as the command writes it.
  func json(in language: Language) -> JSON {
    var error: JSON = ["code": .string(code), "message": .string(words.text(in: language))]
    if !reasons.isEmpty { error = error.adding(["reasons": .list(reasons.map { $0.json(in: language) })]) }
    if let retryAfter { error = error.adding(["retryAfter": .integer(retryAfter)]) }
    return ["error": error]
  }
}

extension Problem {
  /// A fault of the server's own, which its log explains.
  static let `internal` = Problem(
    .internalServerError, "internal",
    Bilingual("Something went wrong on our side; nothing was changed. Try again.", "系统出现问题，未作任何更改，请稍后重试。"))

  /// The body of an upload ended too early or is malformed.
  static let tornUpload = Problem(
    .badRequest, "bad-form", Bilingual("The upload did not arrive whole. Try again.", "上传内容不完整，请重试。"))

  /// The upload is larger than allowed.
  static let tooLargeUpload = Problem(
    .contentTooLarge, "too-large",
    Bilingual(
      "Too much at once: a photo may have 50 MB, and twelve may come together.", "文件过大：单张照片不超过 50 MB，一次最多 12 张。"))
}

/// An error that has a ``Problem`` of its own.
protocol ProblemTelling: Error {
  /// The problem.
  var problem: Problem { get }
}

/// A problem that is thrown.
struct ProblemError: ProblemTelling {
  let problem: Problem
  init(_ problem: Problem) { self.problem = problem }
  init(_ status: HTTPResponse.Status, _ code: String, _ english: String, _ chinese: String) {
    problem = Problem(status, code, Bilingual(english, chinese))
  }
}

extension Request {
  /// Whether the answer should be JSON: for the API, and for the pages' own scripts.
  var wantsJSON: Bool {
    uri.path.hasPrefix("/api/") || headers[.accept]?.hasPrefix("application/json") ?? false
  }
}
