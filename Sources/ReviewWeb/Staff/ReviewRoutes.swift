import HTTPTypes
import Hummingbird
import ImageKit
import ReviewStore
import Wording

/// One application under review: its page, its pictures, and all acts on it.
struct ReviewRoutes {
  let desk: Desk

  /// Adds the routes.
  func mount(on router: Router<PortalContext>) {
    router.get("/staff/applications/:number", use: review)
    router.get("/staff/applications/:number/timeline", use: timeline)
    router.get("/staff/applications/:number/pictures/:material/:position", use: picture)
    router.get("/staff/applications/:number/pictures/:material/:position/thumb", use: thumbnail)
    router.get("/staff/applications/:number/pictures/:material/:position/former", use: formerPicture)
    router.post("/staff/applications/:number/pictures/:material/:position/:act", use: decide)
    router.post("/staff/applications/:number/identity", use: showIdentity)
    router.post("/staff/applications/:number/dossier", use: dossier)
    router.post("/staff/applications/:number/:act", use: act)
  }

  private func review(_ request: Request, _ context: PortalContext) async throws -> Response {
    let staff = try context.reviewer()
    let number = try context.number()
    let view = try await desk.store.ask { try $0.staffView(of: number, as: staff.name) }
    let page = ReviewPage(view: view, policy: desk.store.policy, staff: staff, language: context.language)
    return desk.pages.response(page, request, context)
  }

  private func timeline(_ request: Request, _ context: PortalContext) async throws -> Response {
    let staff = try context.reviewer()
    let number = try context.number()
    let view = try await desk.store.ask { try $0.staffView(of: number, as: staff.name) }
    return desk.pages.response(
      TimelinePage(view: view, policy: desk.store.policy, language: context.language), request, context)
  }

  private func picture(_ request: Request, _ context: PortalContext) async throws -> Response {
    try await desk.viewing(
      try context.place(), of: try context.number(), by: try context.reviewer())
  }

  private func thumbnail(_ request: Request, _ context: PortalContext) async throws -> Response {
    let staff = try context.reviewer()
    let number = try context.number()
    let place = try context.place()
    let picture = try await desk.store.ask { try $0.storedPicture(place, of: number, as: staff.name) }
    let bytes = try await desk.thumbnails.thumbnail(of: picture.sha256, for: .staff(staff.name)) {
      try $0.picture(place, of: number, as: staff.name)
    }
    return try .thumbnail(bytes, of: picture, request)
  }

  private func formerPicture(_ request: Request, _ context: PortalContext) async throws -> Response {
    try await desk.viewing(
      try context.place(), of: try context.number(), by: try context.reviewer(), former: true)
  }

  private static func json(ofIdentity whole: String, _ language: Language) -> JSON {
    ["idNumber": .string(whole), "card": CardNumber(whole)?.json(in: language) ?? .null]
  }

  /// Shows the whole identity number: to the page's script as JSON, which shows it in its place for a while; else on a
  /// page of its own. No cache keeps the answer.
  private func showIdentity(_ request: Request, _ context: PortalContext) async throws -> Response {
    let staff = try context.reviewer()
    let number = try context.number()
    let form = try await Form(request, context, desk)
    do {
      let whole = try await desk.store.ask { try $0.showIdentityNumber(of: number, as: staff.name) }
      if request.wantsJSON { return .json(Self.json(ofIdentity: whole, context.language)) }
      return desk.pages.response(
        IdentityPage(number: number, idNumber: whole, language: context.language), request, context)
    } catch let refusal as Refusal where !request.wantsJSON {
      return try await refused(refusal, request, context, form, number, at: "side", typedIn: nil)
    }
  }

  /// All pictures as one PDF. It is a form, because every download is logged.
  private func dossier(_ request: Request, _ context: PortalContext) async throws -> Response {
    let staff = try context.reviewer()
    _ = try await Form(request, context, desk)
    return try await desk.dossier(of: try context.number(), for: staff, in: context.language)
  }

  // MARK: Acts

  private func decide(_ request: Request, _ context: PortalContext) async throws -> Response {
    let staff = try context.reviewer()
    let number = try context.number()
    let place = try context.place()
    let form = try await Form(request, context, desk)
    let act = try act(form, context)
    let originals = desk.uploads.originals
    let spot = Address.shotID(place.material, place.position)
    return try await answer(
      request, context, form, number, at: spot, typedIn: spot, back: "\(Address.application(number))#\(spot.pathPart)"
    ) {
      let told = try act.perform(on: place, of: number, as: staff.name, in: $0)
      // The candidate may not change the picture any more.
      originals.release(place, of: number)
      return told
    }
  }

  private func act(_ request: Request, _ context: PortalContext) async throws -> Response {
    let staff = try context.reviewer()
    let number = try context.number()
    let form = try await Form(request, context, desk)
    let act = try act(form, context)
    let originals = desk.uploads.originals
    let isDecision = ReviewAct.decisions.contains(act.name)
    let answer = try await answer(
      request, context, form, number, at: isDecision ? "decision" : "side", typedIn: act.name,
      back: act.name == "release" ? "/staff" : "\(Address.application(number))#side"
    ) {
      let told = try act.perform(on: number, as: staff.name, in: $0)
      if isDecision { originals.release(of: number) }
      return told
    }
    // After a decision the next application comes at once, where there is one.
    guard isDecision, answer.status == .seeOther,
      try await desk.store.ask({ try $0.status(of: number).claimedBy == nil && act.hasDecided(number, in: $0) })
    else { return answer }
    return .see(try await desk.claimNext(for: staff, context).map(Address.application) ?? "/staff")
  }

  private func act(_ form: Form, _ context: PortalContext) throws -> ReviewAct {
    ReviewAct(
      name: try context.parameters.require("act"), note: form["note"],
      stage: ApplicationState(rawValue: form["stage"]), seen: form.all("looked"),
      until: form["until"], version: form.number("version"))
  }

  /// Does an act and redirects. If it was refused, the page is shown again with the reason where the act's form is and
  /// with what was typed; if it was refused because the application has changed, the page shows the changes.
  ///
  /// - Parameters:
  ///   - spot: the id of the place on the page where the answer stands.
  ///   - typedIn: which form the note was typed into.
  private func answer(
    _ request: Request, _ context: PortalContext, _ form: Form, _ number: RegistrationNumber, at spot: String,
    typedIn: String, back: String, _ act: @escaping @Sendable (ReviewStore) throws -> Bilingual
  ) async throws -> Response {
    do {
      let words = try await desk.store.ask(act)
      if request.wantsJSON { return .json(["ok": .bool(true), "message": .string(words.text(in: context.language))]) }
      try await desk.tell(News(kind: .good, text: words, place: spot), to: context)
      return .see(back)
    } catch let error where !request.wantsJSON && (error is Refusal || error is InputError || error is ProblemError) {
      return try await refused(error, request, context, form, number, at: spot, typedIn: typedIn)
    }
  }

  /// The answer to a form that was refused: the changes, where the application has changed; else its page, where the
  /// person may see it, with the reason at the form's place and what was typed there.
  ///
  /// - Parameter typedIn: which form a note was typed into; nil for a form without one.
  private func refused(
    _ error: any Error, _ request: Request, _ context: PortalContext, _ form: Form, _ number: RegistrationNumber,
    at spot: String, typedIn: String?
  ) async throws -> Response {
    let refusal = error as? Refusal
    if let refusal, refusal.rule == .staleVersion { return try await stale(refusal, request, context, form, number) }
    let mayLook = ![.notFound, .notYourSite, .notYourLevel, .conflictOfInterest].contains(refusal?.rule)
    guard mayLook else { throw error }
    let problem = Problem(error)
    let news = News(kind: .bad, text: problem.words, details: problem.reasons.map(\.message), place: spot)
    guard let typedIn else {
      try await desk.tell(news, to: context)
      return .see(Address.application(number))
    }
    let staff = try context.reviewer()
    let view = try await desk.store.ask { try $0.staffView(of: number, as: staff.name) }
    let page = ReviewPage(
      view: view, policy: desk.store.policy, staff: staff, language: context.language,
      typed: TypedNote(form: typedIn, text: form["note"]))
    return desk.pages.response(Page(page, status: problem.status, news: [news]), request, context)
  }

  private func stale(
    _ refusal: Refusal, _ request: Request, _ context: PortalContext, _ form: Form, _ number: RegistrationNumber
  ) async throws -> Response {
    let staff = try context.reviewer()
    let view = try await desk.store.ask { try $0.staffView(of: number, as: staff.name) }
    let page = StalePage(
      refusal: refusal, view: view, seen: form.number("seen") ?? 0, policy: desk.store.policy,
      language: context.language)
    return desk.pages.response(Page(page, status: .conflict), request, context)
  }
}
