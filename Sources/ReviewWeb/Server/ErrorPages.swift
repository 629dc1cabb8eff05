import HTTPTypes
import Hummingbird
import ImageKit
import Logging
import NIOHTTP1
import ReviewStore
import Wording

/// Whoever asks must sign in first.
struct SignedOut: Error {}

/// What a failure is in HTTP, in words, and to programs.
struct Problem {
  /// HTTP's number for it.
  var status: HTTPResponse.Status
  /// A stable name.
  var code: String
  /// What is wrong and what to do about it.
  var words: Bilingual
  /// Everything in the way, where there may be several things.
  var reasons: [Refusal.Reason] = []
  /// Seconds after which trying again makes sense.
  var retryAfter: Int?

  /// The meaning of an error.
  init(_ error: any Error) {
    switch error {
    case let problem as ProblemError: self = problem.problem
    case let refusal as Refusal:
      self.init(Self.status(of: refusal.rule), refusal.code, refusal.explanation, reasons: refusal.reasons)
    case is SignedOut:
      self.init(
        .unauthorized, "signed-out", Bilingual("You are signed out. Sign in, then do it again.", "登录已过期，请重新登录后再操作。"))
    case is ForgeryGuard.Forged:
      self.init(
        .forbidden, "stale-page",
        Bilingual(
          "This page was too old, or did not come from here. Nothing was changed. Go back, reload it and try again.",
          "页面已过期或来源不明，未作任何更改。请返回并刷新页面后重试。"))
    case let full as FairQueue.Full:
      self.init(
        .serviceUnavailable, "busy",
        Bilingual(
          "Many people are at work here just now. Nothing was changed; try again in \(full.retryAfter) seconds.",
          "当前使用人数较多，未作任何更改，请 \(full.retryAfter) 秒后重试。"))
      retryAfter = full.retryAfter
    case UploadForm.Fault.tooLarge, is SpoolFile.TooLarge:
      self.init(
        .contentTooLarge, "too-large",
        Bilingual(
          "Too much at once: a photo may have 50 MB, and twelve may come together.", "文件过大：单张照片不超过 50 MB，一次最多 12 张。"))
    // Whoever goes away in the middle of a body ends it so, which is no fault of ours.
    case is UploadForm.Fault, is HTTPParserError, is ConnectionGuard.Lost:
      self.init(
        .badRequest, "bad-form", Bilingual("The upload did not arrive whole. Try again.", "上传内容不完整，请重试。"))
    case StoreError.busy:
      self.init(.serviceUnavailable, "busy", StoreError.busy.explanation)
      retryAfter = 5
    case StoreError.diskFull:
      self.init(
        .serviceUnavailable, StoreError.diskFull.code,
        Bilingual(
          "There is no room left on the server. Nothing was stored; try again later, or tell your exam site.",
          "服务器存储空间不足，图片未保存，请稍后重试或联系考点。"))
      retryAfter = 300
    // What a pool that has been shut down says to whatever comes.
    case is CancellationError:
      self.init(
        .serviceUnavailable, "closing",
        Bilingual(
          "The server is being restarted. Nothing was changed; try again in a minute.", "服务器正在重启，未作任何更改，请一分钟后重试。"))
      retryAfter = 60
    case InputError.wrongSecret: self.init(.unauthorized, "wrong-secret", InputError.wrongSecret.explanation)
    case let error as InputError where error.mistakes != nil:
      self.init(
        .unprocessableContent, error.code, error.explanation,
        reasons: (error.mistakes ?? []).map { Refusal.Reason($0.code, $0.message) })
    // What ails the store is for those who run it to read, in the log.
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

  init(_ status: HTTPResponse.Status, _ code: String, _ words: Bilingual, reasons: [Refusal.Reason] = []) {
    self.status = status
    self.code = code
    self.words = words
    self.reasons = reasons
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

/// A problem that is thrown as it is.
struct ProblemError: Error {
  let problem: Problem
  init(_ problem: Problem) { self.problem = problem }
  init(_ status: HTTPResponse.Status, _ code: String, _ english: String, _ chinese: String) {
    problem = Problem(status, code, Bilingual(english, chinese))
  }
}

/// Turns whatever was thrown into a page for people or an object for programs, and counts every answer.
struct ErrorPages: RouterMiddleware {
  let desk: Desk
  let routes: RouteTable

  /// What the router calls the route of a request that has none.
  private static let noRoute = "NotFound"

  func handle(
    _ request: Request, context: PortalContext, next: (Request, PortalContext) async throws -> Response
  ) async throws -> Response {
    let start = ContinuousClock.now
    var response: Response
    do {
      response = try await next(request, context)
    } catch {
      response = answer(error, request, context)
    }
    // A body would be taken for the next response.
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
      // The store's own words hold no values.
      let words = (error as? StoreError)?.explanation.english ?? "\(type(of: error))"
      desk.logger.error("A request failed", metadata: ["code": "\(problem.code)", "why": "\(words)"])
    }
    if request.wantsJSON {
      var response = Response.json(problem.json(in: context.language), problem.status)
      if let seconds = problem.retryAfter { response.headers[.retryAfter] = String(seconds) }
      return response
    }
    let isStaff = request.uri.path.hasPrefix("/staff")
    if error is SignedOut {
      let reason =
        if context.hasExpired {
          "?why=expired"
        } else if request.method != .get {
          "?why=signed-out"
        } else {
          // Somebody who has been here before, and need not know that the server was started anew.
          request.cookies["known"] == nil ? "" : "?why=again"
        }
      return .see((isStaff ? "/staff/sign-in" : "/sign-in") + reason)
    }
    let home = isStaff ? "/staff" : "/"
    let page = Page(
      title: Bilingual("Not done", "未完成"), template: "sorry",
      values: [
        "heading": problem.status == .notFound
          ? Bilingual("Not found", "未找到").text(in: context.language)
          : Bilingual("This was not done", "操作未完成").text(in: context.language),
        "text": problem.words.text(in: context.language), "hasDetails": !problem.reasons.isEmpty,
        "details": problem.reasons.map { $0.message.text(in: context.language) }, "back": home,
        "backWords": Bilingual("Back", "返回").text(in: context.language),
      ], status: problem.status)
    var response = desk.pages.response(page, request, context)
    if let seconds = problem.retryAfter { response.headers[.retryAfter] = String(seconds) }
    return response
  }
}

extension Request {
  /// Whether a program asks: the API, or a script of ours.
  var wantsJSON: Bool {
    uri.path.hasPrefix("/api/") || headers[.accept]?.hasPrefix("application/json") ?? false
  }
}
