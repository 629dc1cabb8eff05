import Hummingbird
import ReviewStore
import Wording

/// Choosing the page of a document that was uploaded with several.
struct ChoosePageRoutes {
  let desk: Desk

  /// Adds the routes.
  func mount(on router: some RouterMethods<PortalContext>) {
    router.get("/documents/:document", use: page)
    router.get("/documents/:document/:page", use: picture)
    router.post("/documents/:document", use: choose)
  }

  private func page(_ request: Request, _ context: PortalContext) async throws -> Response {
    let hand = try context.hand()
    let (id, document) = try await held(by: hand, context)
    guard let material = desk.store.policy.material(document.material) else { throw HTTPError(.notFound) }
    let page = ChoosePage(
      language: context.language, base: hand.base, address: hand.address(ofDocument: id), material: material,
      document: document)
    return desk.pages.response(page, request, context)
  }

  private func picture(_ request: Request, _ context: PortalContext) async throws -> Response {
    let hand = try context.hand()
    let document = try await held(by: hand, context).document
    guard let page = context.parameters.get("page", as: Int.self) else { throw HTTPError(.notFound) }
    return .picture(try await desk.uploads.smallPage(page, of: document, for: hand.visitor))
  }

  private func choose(_ request: Request, _ context: PortalContext) async throws -> Response {
    let hand = try context.hand()
    let form = try await Form(request, context, desk)
    let document = try await held(by: hand, context).document
    let page = form.number("page") ?? 0
    let key = try ActKey.checked(form["key"])
    let outcome = await desk.uploads.store(
      document.file, at: document.material, document.position, by: hand, document.edits,
      page: page, key: key.map { "\($0) \(page)" }, isHeld: true)
    let place = document.position.map { Place(document.material, $0) }
    for var news in outcome.news {
      news.place = place?.id ?? "material-\(document.material)"
      try await desk.tell(news, to: context)
    }
    return .see(hand.base + (place?.address ?? Address.material(document.material)))
  }

  /// The document that an address names, if it is held for whoever is signed in. A clerk still needs the candidate's
  /// permission.
  private func held(
    by hand: Hand, _ context: PortalContext
  ) async throws -> (id: String, document: HeldOriginals.Document) {
    try await desk.store.check(hand)
    let id = try context.parameters.require("document")
    guard let document = desk.uploads.originals.document(id, by: hand, at: desk.clock()) else {
      throw HeldOriginals.DocumentGone()
    }
    return (id, document)
  }
}
