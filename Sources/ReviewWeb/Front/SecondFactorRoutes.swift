import Hummingbird
import ReviewStore
import Wording

/// The second factor of staff: the second step of their sign-in, and the page on which they turn it on and off.
struct SecondFactorRoutes {
  let desk: Desk

  /// Adds the routes.
  func mount(on router: Router<PortalContext>) {
    router.post("/staff/sign-in/code", use: signIn)
    router.get("/staff/second-factor", use: show)
    router.post("/staff/second-factor", use: turnOn)
    router.post("/staff/second-factor/codes", use: renew)
    router.post("/staff/second-factor/off", use: turnOff)
  }

  // MARK: Signing in

  /// The page for the second step, after the password was right.
  func secondStep(
    _ name: StaffName, stamp: String, _ request: Request, _ context: PortalContext
  ) async throws -> Response {
    let proof = PasswordProof(
      of: name, stamp: stamp, visit: context.visit, at: desk.clock(), desk.authentication.forgery.signer)
    let passkey = try await PasskeyRoutes(desk: desk).secondStep(name, stamp: stamp, context)
    return desk.pages.response(
      SignInCodePage(language: context.language, proof: proof, passkey: passkey), request, context)
  }

  private func signIn(_ request: Request, _ context: PortalContext) async throws -> Response {
    let form = try await Form(request, context, desk)
    let name = StaffName(form["name"])
    let proof = PasswordProof(name: name, until: Int64(form["until"]) ?? 0, mark: form["proof"])
    let credentials = try await desk.store.ask { try $0.credentials(ofStaff: name) }
    guard let credentials,
      proof.isValid(
        stamp: credentials.stamp, visit: context.visit, at: desk.clock(), desk.authentication.forgery.signer)
    else { return .see("/staff/sign-in?why=late") }
    do {
      let code = form["code"]
      let routes = SignInRoutes(desk: desk)
      let stamp = try await desk.attemptCode(of: name, context, isKnown: desk.isKnown(Visitor.staff(name).key, context))
      {
        try $0.signIn(staff: name, code: code)
      }
      return try await routes.begin(.staff(name), stamp: stamp, context, at: "/staff")
    } catch {
      let passkey = try await PasskeyRoutes(desk: desk).secondStep(name, stamp: credentials.stamp, context)
      let page = SignInCodePage(
        language: context.language, proof: proof, passkey: passkey, mistakes: error.wrongSecret(at: "code", Self.wrong))
      return try desk.refused(error, page, request, context)
    }
  }

  private static let wrong = Bilingual(
    "This code is not right, or was used already. Wait for the next one and type that.", "动态口令不正确或已使用，请等待下一个动态口令。")

  // MARK: The own page

  private func show(_ request: Request, _ context: PortalContext) async throws -> Response {
    desk.pages.response(try await page(context), request, context)
  }

  private func page(_ context: PortalContext, _ mistakes: [FieldMistake] = []) async throws -> any PageView {
    let staff = try context.accountToSetUp()
    let isRequired = desk.options.isSecondFactorRequired
    guard staff.hasAuthenticatorApp else {
      let secret = try offer(context)
      let address = secret.address(account: staff.name.rawValue, issuer: desk.store.regionName.chinese)
      return SecondFactorOfferPage(
        language: context.language, secret: secret, code: try QRCode(address), isRequired: isRequired,
        left: staff.hasSecondFactor ? try await desk.store.ask { try $0.recoveryCodesLeft(of: staff.name) } : nil,
        mistakes: mistakes)
    }
    let left = try await desk.store.ask { try $0.recoveryCodesLeft(of: staff.name) }
    return SecondFactorPage(language: context.language, left: left, isRequired: isRequired, mistakes: mistakes)
  }

  /// The secret that this visit is offered. It is made of the visit's cookie, which only the browser has, so that nothing
  /// is stored before it is confirmed and every portal offers the same. A visit ends when its secret is confirmed.
  private func offer(_ context: PortalContext) throws -> SecondFactorSecret {
    let bytes = desk.authentication.forgery.signer.bytes(of: context.visit, for: "second factor")
    guard let secret = SecondFactorSecret(Array(bytes.prefix(SecondFactorSecret.length))) else {
      throw ProblemError(.internal)
    }
    return secret
  }

  private func turnOn(_ request: Request, _ context: PortalContext) async throws -> Response {
    let staff = try context.accountToSetUp()
    let form = try await Form(request, context, desk)
    let (code, secret) = (form["code"], try offer(context))
    // Whoever finds the session of somebody with passkeys open must not add an app of their own.
    if staff.hasSecondFactor {
      do {
        _ = try await desk.attemptPassword(form.exact("password"), of: staff.name, context)
      } catch {
        return try desk.refused(
          error, try await page(context, error.wrongSecret(at: "password", .wrongPassword)), request, context)
      }
    }
    do {
      let made = try await desk.attemptCode(of: staff.name, context, isKnown: true) {
        try $0.turnOnSecondFactor(of: staff.name, secret, code: code)
      }
      return try await goOn(
        staff, stamp: made.stamp, codes: made.recoveryCodes, at: "/staff/second-factor",
        telling: Bilingual("The app is set up.", "动态口令已启用。"), request, context)
    } catch {
      let wrong = Bilingual(
        "This code is not right. Check that the phone's clock is, then type the code that the app shows now.",
        "动态口令不正确，请确认手机时间准确，然后填写应用当前显示的动态口令。")
      let page = try await page(context, error.wrongSecret(at: "code", wrong))
      return try desk.refused(error, page, request, context)
    }
  }

  private func renew(_ request: Request, _ context: PortalContext) async throws -> Response {
    try await withCode(request, context) { staff, code in
      let codes = try await desk.attemptCode(of: staff.name, context, isKnown: true) {
        try $0.renewRecoveryCodes(of: staff.name, code: code)
      }
      return desk.pages.response(RecoveryCodesPage(language: context.language, codes: codes), request, context)
    }
  }

  private func turnOff(_ request: Request, _ context: PortalContext) async throws -> Response {
    try await withCode(request, context) { staff, code in
      let stamp = try await desk.attemptCode(of: staff.name, context, isKnown: true) {
        try $0.turnOffSecondFactor(of: staff.name, code: code)
      }
      return try await goOn(
        staff, stamp: stamp, codes: [], at: "/staff/second-factor",
        telling: Bilingual("Two-factor sign-in is off.", "已关闭双因素认证。"), request, context)
    }
  }

  /// Does what a form with a code asks for; the page tells at the field that the code is wrong.
  private func withCode(
    _ request: Request, _ context: PortalContext, _ act: (_ staff: Staff, _ code: String) async throws -> Response
  ) async throws -> Response {
    let staff = try context.accountToSetUp()
    let code = try await Form(request, context, desk)["code"]
    do {
      return try await act(staff, code)
    } catch {
      return try desk.refused(
        error, try await page(context, error.wrongSecret(at: "code", Self.wrong)), request, context)
    }
  }

  /// New credentials end every session; this one continues with a new cookie: on the page with the recovery codes where
  /// there are new ones, else at a path with news.
  func goOn(
    _ staff: Staff, stamp: String, codes: [String], at path: String, telling words: Bilingual, _ request: Request,
    _ context: PortalContext
  ) async throws -> Response {
    let owner = Visitor.staff(staff.name)
    try await desk.withSessions { try $0.endAll(of: owner) }
    let routes = SignInRoutes(desk: desk)
    guard !codes.isEmpty else {
      return try await routes.begin(
        owner, stamp: stamp, context, at: path, telling: News(kind: .good, text: words))
    }
    var context = context
    context.visit = try await routes.newVisit(owner, stamp: stamp, context)
    context.mustSetUpSecondFactor = false
    var response = desk.pages.response(
      RecoveryCodesPage(language: context.language, codes: codes), request, context)
    routes.setCookies(context.visit, owner, on: &response, context)
    return response
  }
}

extension Desk {
  /// Tries a code of somebody whose password was right, unless there have been too many wrong ones.
  func attemptCode<Value: Sendable>(
    of name: StaffName, _ context: PortalContext, isKnown: Bool,
    _ check: @escaping @Sendable (ReviewStore) throws -> Value
  ) async throws -> Value {
    try await SignInAttempt(
      authentication: authentication, store: store, visitor: .staff(name), address: context.address, isKnown: isKnown,
      isSecondStep: true
    ).run(check, at: clock())
  }
}
