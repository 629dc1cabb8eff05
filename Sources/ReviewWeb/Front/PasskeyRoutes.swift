import Hummingbird
import Passkeys
import ReviewStore
import Wording

/// Passkeys of staff: the page on which they add and remove their own, and signing in with one.
struct PasskeyRoutes {
  let desk: Desk

  /// Adds the routes.
  func mount(on router: Router<PortalContext>) {
    router.get("/staff/passkeys", use: show)
    router.post("/staff/passkeys/new", use: begin)
    router.post("/staff/passkeys", use: add)
    router.post("/staff/passkeys/remove", use: remove)
    router.post("/staff/sign-in/passkey", use: signIn)
  }

  private var signer: Signer { desk.authentication.forgery.signer }

  /// The site that passkeys belong to.
  private func site() throws -> PasskeySite {
    guard let site = desk.options.origin?.site else {
      throw ProblemError(
        .notFound, "no-passkeys", "This portal takes no passkeys: its own address was not set.", "本网站未设置网址，不支持通行密钥。")
    }
    return site
  }

  // MARK: The own passkeys

  private func show(_ request: Request, _ context: PortalContext) async throws -> Response {
    desk.pages.response(try await page(context), request, context)
  }

  private func page(_ context: PortalContext, label: String = "", _ mistakes: [FieldMistake] = []) async throws
    -> PasskeysPage
  {
    let staff = try context.accountToSetUp()
    let passkeys = try await desk.store.ask { try $0.passkeys(of: staff.name) }
    return PasskeysPage(
      language: context.language, owner: staff.name, passkeys: passkeys, canAdd: desk.options.origin?.site != nil,
      label: label, mistakes: mistakes)
  }

  /// After the password, asks the browser for a new passkey.
  private func begin(_ request: Request, _ context: PortalContext) async throws -> Response {
    let staff = try context.accountToSetUp()
    let form = try await Form(request, context, desk)
    let site = try site()
    let label = form["label"]
    do {
      let label = try StaffPasskey.label(label)
      let stamp = try await desk.attemptPassword(form.exact("password"), of: staff.name, context)
      let known = try await desk.store.ask { try $0.passkeys(of: staff.name) }
      let challenge = PasskeyChallenge(
        .adding, of: (staff.name, stamp), visit: context.visit, at: desk.clock(), signer)
      let wish = PasskeyWish(adding: staff.name, handle: handle(of: staff.name), challenge, site, but: known)
      return desk.pages.response(
        NewPasskeyPage(language: context.language, label: label, wish: wish), request, context)
    } catch {
      let page = try await page(context, label: label, Self.mistakes(error))
      return try desk.refused(error, page, request, context)
    }
  }

  private func add(_ request: Request, _ context: PortalContext) async throws -> Response {
    let staff = try context.accountToSetUp()
    let form = try await Form(request, context, desk)
    let site = try site()
    let label = form["label"]
    do {
      let clientData = try form.bytes("clientData")
      let stamp = try await desk.store.ask { try $0.credentials(ofStaff: staff.name)?.stamp } ?? ""
      let challenge = try await answered(clientData, .adding, of: (staff.name, stamp), context)
      let new = try NewPasskey(
        clientData: clientData, attestation: try form.bytes("attestation"), challenge: challenge, site: site)
      let added = try await desk.store.ask { try $0.addPasskey(new, called: label, of: staff.name) }
      let news = Bilingual(
        "The passkey is added. Your other visits have ended.", "通行密钥已添加，其他设备上的登录均已失效。")
      return try await goOn(staff, stamp: added.stamp, codes: added.recoveryCodes, telling: news, request, context)
    } catch {
      return try desk.refused(error, try await page(context, label: label, Self.mistakes(error)), request, context)
    }
  }

  private func remove(_ request: Request, _ context: PortalContext) async throws -> Response {
    let staff = try context.accountToSetUp()
    let form = try await Form(request, context, desk)
    do {
      _ = try await desk.attemptPassword(form.exact("password"), of: staff.name, context)
      let id = try form.bytes("id")
      let stamp = try await desk.store.ask { try $0.removePasskey(id, of: staff.name) }
      let news = Bilingual(
        "The passkey is removed. Your other visits have ended.", "通行密钥已删除，其他设备上的登录均已失效。")
      return try await goOn(staff, stamp: stamp, codes: [], telling: news, request, context)
    } catch {
      let page = try await page(context, Self.mistakes(error))
      return try desk.refused(error, page, request, context)
    }
  }

  private func goOn(
    _ staff: Staff, stamp: String, codes: [String], telling words: Bilingual, _ request: Request,
    _ context: PortalContext
  ) async throws -> Response {
    try await SecondFactorRoutes(desk: desk).goOn(
      staff, stamp: stamp, codes: codes, at: "/staff/passkeys", telling: words, request, context)
  }

  /// What was wrong, at the field of the page.
  private static func mistakes(_ error: any Error) -> [FieldMistake] {
    switch error as? InputError {
    case .wrongSecret?: [FieldMistake("password", .wrongPassword)]
    case let error?: [FieldMistake("label", error.explanation)]
    case nil: []
    }
  }

  // MARK: Signing in

  /// What the browser is asked for in the second step of a sign-in; nil where there is nothing to ask for.
  func secondStep(_ name: StaffName, stamp: String, _ context: PortalContext) async throws -> PasskeyWish? {
    guard let site = desk.options.origin?.site else { return nil }
    let known = try await desk.store.ask { try $0.passkeys(of: name) }
    guard !known.isEmpty else { return nil }
    let challenge = PasskeyChallenge(.secondStep, of: (name, stamp), visit: context.visit, at: desk.clock(), signer)
    return PasskeyWish(answering: challenge, site, with: known)
  }

  /// What the browser is asked for where a passkey that checks its owner stands for name, password and second step.
  func instead(_ context: PortalContext) -> PasskeyWish? {
    guard let site = desk.options.origin?.site else { return nil }
    let challenge = PasskeyChallenge(.signIn, of: nil, visit: context.visit, at: desk.clock(), signer)
    return PasskeyWish(answering: challenge, site, with: nil)
  }

  private func signIn(_ request: Request, _ context: PortalContext) async throws -> Response {
    let form = try await Form(request, context, desk)
    let site = try site()
    let routes = SignInRoutes(desk: desk)
    let answer: PasskeyAnswer
    let owner: StaffName
    let challenge: String
    let isAlone = form["name"].isEmpty
    do {
      let clientData = try form.bytes("clientData")
      answer = PasskeyAnswer(
        id: try form.bytes("id"), clientData: clientData, authenticatorData: try form.bytes("authenticatorData"),
        signature: try form.bytes("signature"))
      if isAlone {
        challenge = try await answered(clientData, .signIn, of: nil, context)
        owner = try await desk.store.ask { try $0.owner(ofPasskey: answer.id) } ?? ""
        guard form["handle"] == Secret.base64URL(handle(of: owner)) else { throw InputError.wrongSecret }
      } else {
        owner = StaffName(form["name"])
        let named = owner
        guard let credentials = try await desk.store.ask({ try $0.credentials(ofStaff: named) }) else {
          throw InputError.wrongSecret
        }
        challenge = try await answered(clientData, .secondStep, of: (named, credentials.stamp), context)
      }
      let stamp = try await desk.attemptCode(
        of: owner, context, isKnown: desk.isKnown(Visitor.staff(owner).key, context)
      ) {
        try $0.signIn(staff: owner, passkey: answer, challenge: challenge, site: site, needsVerification: isAlone)
      }
      return try await routes.begin(.staff(owner), stamp: stamp, context, at: "/staff")
    } catch {
      // A challenge is answered once, so the page begins again.
      let problem = error is InputError ? PasskeyError.wrongSignature : error
      let page = StaffSignInPage(language: context.language, passkey: instead(context))
      return try desk.refused(problem, page, request, context)
    }
  }

  /// The challenge that client data answer, if it is one of this portal's for them and was not answered before.
  ///
  /// - Throws: ``PasskeyError/wrongChallenge``.
  private func answered(
    _ clientData: [UInt8], _ purpose: PasskeyChallenge.Purpose, of owner: (name: StaffName, stamp: String)?,
    _ context: PortalContext
  ) async throws -> String {
    guard let challenge = PasskeyChallenge(try ClientData(clientData).challenge),
      challenge.isValid(purpose, of: owner, visit: context.visit, at: desk.clock(), signer),
      try await desk.store.ask({ try $0.useChallenge(challenge.name, until: challenge.end) })
    else { throw PasskeyError.wrongChallenge }
    return challenge.text
  }

  /// What a passkey knows its owner by: nothing that says who it is.
  private func handle(of name: StaffName) -> [UInt8] { signer.bytes(of: name.rawValue, for: "passkey owner") }
}

extension Desk {
  /// Checks the password of somebody who is signed in, unless there have been too many wrong ones.
  ///
  /// - Returns: the stamp of the credentials.
  func attemptPassword(_ password: String, of name: StaffName, _ context: PortalContext) async throws -> String {
    try await SignInAttempt(
      authentication: authentication, store: store, visitor: .staff(name), address: context.address, isKnown: true
    ).run({ try $0.signIn(staff: name, password: password).stamp }, at: clock())
  }
}

extension Form {
  /// A field that a script has filled with bytes in base64url.
  ///
  /// - Throws: ``PasskeyError/damaged``.
  fileprivate func bytes(_ name: String) throws -> [UInt8] {
    guard let bytes = Secret.bytes(base64URL: self[name]), !bytes.isEmpty else { throw PasskeyError.damaged }
    return bytes
  }
}
