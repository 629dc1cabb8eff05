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
    router.get("/staff/applications/:number/pictures/:material/:position/former", use: formerPicture)
    router.post("/staff/applications/:number/pictures/:material/:position/:act", use: decide)
    router.post("/staff/applications/:number/identity", use: showIdentity)
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
    return desk.pages.response(TimelinePage(view: view, language: context.language), request, context)
  }

  private func picture(_ request: Request, _ context: PortalContext) async throws -> Response {
    try await desk.viewing(
      try context.place(), of: try context.number(), by: try context.reviewer())
  }

  private func formerPicture(_ request: Request, _ context: PortalContext) async throws -> Response {
    try await desk.viewing(
      try context.place(), of: try context.number(), by: try context.reviewer(), former: true)
  }

  /// Shows the whole identity number: to the page's script as JSON, which shows it in its place for a while; else on a
  /// page of its own. No cache keeps the answer.
  private func showIdentity(_ request: Request, _ context: PortalContext) async throws -> Response {
    let staff = try context.reviewer()
    let number = try context.number()
    let form = try await Form(request, context, desk)
    do {
      let whole = try await desk.store.ask { try $0.showIdentityNumber(of: number, as: staff.name) }
      if request.wantsJSON { return .json(["idNumber": .string(whole)]) }
      return desk.pages.response(
        IdentityPage(number: number, idNumber: whole, language: context.language), request, context)
    } catch let refusal as Refusal where !request.wantsJSON {
      return try await refused(refusal, request, context, form, number)
    }
  }

  // MARK: Acts

  private func decide(_ request: Request, _ context: PortalContext) async throws -> Response {
    let staff = try context.reviewer()
    let number = try context.number()
    let place = try context.place()
    let form = try await Form(request, context, desk)
    let act = try act(form, context)
    let back = "\(Address.application(number))#shot-\(place.material.rawValue.pathPart)-\(place.position)"
    return try await answer(request, context, form, number, back: back) {
      try act.perform(on: place, of: number, as: staff.name, in: $0)
    }
  }

  private func act(_ request: Request, _ context: PortalContext) async throws -> Response {
    let staff = try context.reviewer()
    let number = try context.number()
    let form = try await Form(request, context, desk)
    let act = try act(form, context)
    let leaves = ["release", "pass", "return", "reject"].contains(act.name)
    let back = leaves ? "/staff" : Address.application(number)
    return try await answer(request, context, form, number, back: back) {
      try act.perform(on: number, as: staff.name, in: $0)
    }
  }

  private func act(_ form: Form, _ context: PortalContext) throws -> ReviewAct {
    ReviewAct(
      name: try context.parameters.require("act"), note: form["note"],
      stage: ApplicationState(rawValue: form["stage"]), until: form["until"], version: form.number("version"))
  }

  /// Does an act and redirects. If it was refused because the application has changed, the page shows the changes.
  private func answer(
    _ request: Request, _ context: PortalContext, _ form: Form, _ number: RegistrationNumber, back: String,
    _ act: @escaping @Sendable (ReviewStore) throws -> Bilingual
  ) async throws -> Response {
    do {
      let words = try await desk.store.ask(act)
      if request.wantsJSON { return .json(["ok": .bool(true), "message": .string(words.text(in: context.language))]) }
      desk.tell(News(kind: .good, text: words), to: context)
      return .see(back)
    } catch let refusal as Refusal where !request.wantsJSON {
      return try await refused(refusal, request, context, form, number)
    }
  }

  /// The answer to a form that was refused: the changes, where the application has changed; else its page, where the
  /// person may see it.
  private func refused(
    _ refusal: Refusal, _ request: Request, _ context: PortalContext, _ form: Form, _ number: RegistrationNumber
  ) async throws -> Response {
    if refusal.rule == .staleVersion { return try await stale(refusal, request, context, form, number) }
    let mayLook = ![.notFound, .notYourSite, .notYourLevel].contains(refusal.rule)
    guard mayLook else { throw refusal }
    desk.tell(News(kind: .bad, text: refusal.explanation, details: refusal.reasons.map(\.message)), to: context)
    return .see(Address.application(number))
  }

  private func stale(
    _ refusal: Refusal, _ request: Request, _ context: PortalContext, _ form: Form, _ number: RegistrationNumber
  ) async throws -> Response {
    let staff = try context.reviewer()
    let view = try await desk.store.ask { try $0.staffView(of: number, as: staff.name) }
    let page = StalePage(
      refusal: refusal, view: view, seen: form.number("seen") ?? 0, language: context.language)
    return desk.pages.response(Page(page, status: .conflict), request, context)
  }
}
