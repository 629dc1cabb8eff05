import Hummingbird
import ImageKit
import ReviewStore
import Wording

/// Candidates and members of staff change their own password.
struct OwnPasswordRoutes {
  let desk: Desk

  /// Adds the routes.
  func mount(on router: Router<PortalContext>) {
    router.get("/password") { request, context in
      desk.pages.response(
        PasswordPage(language: context.language, owner: .candidate(try context.candidate())), request, context)
    }
    router.post("/password") { request, context in
      try await change(.candidate(try context.candidate()), request, context, back: "/materials")
    }
    router.get("/staff/password") { request, context in
      desk.pages.response(
        PasswordPage(
          language: context.language, owner: .staff(try context.accountToChangePassword().name),
          due: context.passwordDue), request, context)
    }
    router.post("/staff/password") { request, context in
      try await change(.staff(try context.accountToChangePassword().name), request, context, back: "/staff")
    }
  }

  /// A new password ends every session; this one continues with a new cookie.
  private func change(
    _ owner: Visitor, _ request: Request, _ context: PortalContext, back: String
  ) async throws -> Response {
    let form = try await Form(request, context, desk)
    let password = form.exact("password")
    do {
      guard password == form.exact("again") else { throw ProblemError.passwordsDiffer }
      let stamp = try await desk.changePassword(of: owner, from: form.exact("now"), to: password, context)
      let news = News(
        kind: .good,
        text: Bilingual("Your password is changed; your other visits have ended.", "密码已修改，其他设备上的登录均已失效。"))
      return try await SignInRoutes(desk: desk).begin(owner, stamp: stamp, context, at: back, telling: news)
    } catch {
      var page = PasswordPage(language: context.language, owner: owner, due: context.passwordDue)
      let wrong = Bilingual("Your present password is not right. Type it again.", "当前密码不正确，请重新输入。")
      page.mistakes = error.mistakeInPasswords.map { [$0] } ?? error.wrongSecret(at: "now", wrong)
      return try desk.refused(error, page, request, context)
    }
  }
}

extension Desk {
  /// Changes somebody's password and ends all their sessions. Returns the stamp for a new one.
  func changePassword(
    of owner: Visitor, from present: String, to password: String, _ context: PortalContext
  ) async throws -> String {
    let attempt = SignInAttempt(
      authentication: authentication, store: store, visitor: owner, address: context.address, isKnown: true)
    let stamp =
      switch owner {
      case .candidate(let number):
        try await attempt.run(
          { try $0.changePassword(of: number, from: present, to: password) }, at: clock())
      case .staff(let name):
        try await attempt.run(
          { store in
            _ = try store.signIn(staff: name, password: present)
            try store.setPassword(password, of: name, by: name)
            return try store.credentials(ofStaff: name)?.stamp ?? ""
          }, at: clock())
      }
    try await withSessions { try $0.endAll(of: owner) }
    return stamp
  }

  /// A form again, with what was wrong.
  ///
  /// - Throws: the error itself, when it is no fault of the form's.
  func refused(
    _ error: any Error, _ form: any PageView, _ request: Request, _ context: PortalContext
  ) throws -> Response {
    let problem = Problem(error)
    guard problem.status.code < 500 || problem.retryAfter != nil else { throw error }
    // What stands at a field stands in the summary too.
    let news =
      form.mistakes.isEmpty ? [News(kind: .bad, text: problem.words, details: problem.reasons.map(\.message))] : []
    var response = pages.response(Page(form, status: problem.status, news: news), request, context)
    if let seconds = problem.retryAfter { response.headers[.retryAfter] = String(seconds) }
    return response
  }
}

extension Error {
  /// What is wrong with a new password that was typed twice; nil when something else is wrong.
  var mistakeInPasswords: FieldMistake? {
    switch self {
    case let error as ProblemError where error.problem.code == ProblemError.passwordsDiffer.problem.code:
      FieldMistake("again", error.problem.words)
    case let error as InputError:
      switch error {
      case .shortPassword, .weakPassword, .usedPassword, .tooLong: FieldMistake("new-password", error.explanation)
      default: nil
      }
    default: nil
    }
  }

  /// The mistake of a wrong secret, in words that fit the form; empty when something else is wrong.
  func wrongSecret(at field: String, _ words: Bilingual) -> [FieldMistake] {
    (self as? InputError) == .wrongSecret ? [FieldMistake(field, words)] : []
  }
}
