import HTTPTypes
import Hummingbird
import ImageKit
import ReviewStore
import Wording

/// The candidate's pages. No address names a registration: it follows from the session. Where a clerk works on the same
/// pages, the address does.
struct CandidateRoutes {
  let desk: Desk

  /// Adds the routes.
  func mount(on router: Router<PortalContext>) {
    mountPictures(on: router)
    mountPictures(on: router.group(RouterPath(Hand.clerkBase + "/:number")))
    router.get("/submit", use: lastLook)
    router.post("/submit", use: submit)
    router.post("/appeal", use: appeal)
    router.get("/profile", use: profile)
    router.post("/profile", use: setProfile)
    router.get("/notice") { try await paper($0, $1, isList: false) }
    router.get("/list") { try await paper($0, $1, isList: true) }
    router.get("/examples/:name", use: example)
  }

  /// Adds the routes that a clerk uses too, for a candidate whom the path names.
  private func mountPictures(on router: some RouterMethods<PortalContext>) {
    router.get("/materials", use: materials)
    router.get("/materials/:material/:position/picture", use: picture)
    router.get("/materials/:material/:position/thumb", use: thumbnail)
    router.get("/materials/:material/:position/remove", use: askRemove)
    router.post("/materials/:material/:position/remove", use: remove)
    router.post("/materials/:material/:position/exchange", use: exchange)
    UploadRoute(desk: desk).mount(on: router)
    AdjustRoutes(desk: desk).mount(on: router)
    ChoosePageRoutes(desk: desk).mount(on: router)
  }

  private func materials(_ request: Request, _ context: PortalContext) async throws -> Response {
    let hand = try context.hand()
    let view = try await desk.store.view(for: hand)
    if hand.clerk == nil, view.messages.contains(where: { $0.seenAt == nil }) { await noteSeen(hand.registration) }
    let page = MaterialsPage(
      view: view, hand: hand, policy: desk.store.policy, language: context.language,
      told: desk.pages.policyWords(in: context.language),
      adjustable: view.adjustable(with: desk.uploads.originals, at: desk.clock()))
    return desk.pages.response(page, request, context)
  }

  /// Records that the candidate is shown all messages. If that fails, the page is shown all the same, and the next one
  /// records it.
  private func noteSeen(_ registration: RegistrationNumber) async {
    do {
      _ = try await desk.store.ask { try $0.seeMessages(of: registration) }
    } catch {
      desk.logger.warning("that messages were seen is not recorded", metadata: ["problem": "\(Problem(error).code)"])
    }
  }

  private func picture(_ request: Request, _ context: PortalContext) async throws -> Response {
    let hand = try context.hand()
    let place = try context.place()
    return .picture(try await desk.store.ask { try $0.picture(place, of: hand.registration, by: hand.clerk) })
  }

  private func thumbnail(_ request: Request, _ context: PortalContext) async throws -> Response {
    let hand = try context.hand()
    let place = try context.place()
    let picture = try await desk.store.ask { try $0.storedPicture(place, of: hand.registration, by: hand.clerk) }
    let bytes = try await desk.thumbnails.thumbnail(of: picture.sha256, for: hand.visitor) {
      try $0.picture(place, of: hand.registration, by: hand.clerk)
    }
    return try .thumbnail(bytes, of: picture, request)
  }

  private func example(_ request: Request, _ context: PortalContext) async throws -> Response {
    let name = try context.parameters.require("name")
    guard let bytes = try await desk.store.ask({ try $0.example(named: name) }) else { throw HTTPError(.notFound) }
    var response = Response.picture(bytes)
    if bytes.first == UInt8(ascii: "<") { response.headers[.contentType] = "image/svg+xml" }
    return response
  }

  // MARK: Exchanging and deleting

  private func exchange(_ request: Request, _ context: PortalContext) async throws -> Response {
    let hand = try context.hand()
    let place = try context.place()
    let form = try await Form(request, context, desk)
    // Who may not act learns nothing from a form that lacks a field, so the store refuses it: no place has position 0.
    let other = form.number("with") ?? 0
    let version = form.number("version")
    let originals = desk.uploads.originals
    return try await desk.act(request, context, key: form["key"], at: place.id, back: hand.base + place.address) {
      try $0.exchange(place, with: other, of: hand.registration, candidateVersion: version, by: hand.clerk)
      originals.release(place, Place(place.material, other), of: hand.registration)
      return Bilingual("The two pictures were exchanged.", "两张图片已对调。")
    }
  }

  private func askRemove(_ request: Request, _ context: PortalContext) async throws -> Response {
    let hand = try context.hand()
    let place = try context.place()
    let view = try await desk.store.view(for: hand)
    guard let material = view.materials.first(where: { $0.rule.id == place.material }),
      let status = material.pictures.first(where: { $0.position == place.position }), let picture = status.picture
    else {
      let gone = Bilingual("There is no picture at this position any more.", "该位置没有图片，可能已被删除。")
      try await desk.tell(News(kind: .bad, text: gone, place: place.id), to: context)
      return .see(hand.base + place.address)
    }
    let page = RemovePage(
      base: hand.base, language: context.language, material: material.rule, place: status, picture: picture,
      version: view.status.version)
    return desk.pages.response(page, request, context)
  }

  private func remove(_ request: Request, _ context: PortalContext) async throws -> Response {
    let hand = try context.hand()
    let place = try context.place()
    let form = try await Form(request, context, desk)
    let version = form.number("version")
    let originals = desk.uploads.originals
    return try await desk.act(request, context, key: form["key"], at: place.id, back: hand.base + place.address) {
      try $0.remove(place, of: hand.registration, candidateVersion: version, by: hand.clerk)
      originals.release(place, of: hand.registration)
      return Bilingual("The picture was deleted.", "图片已删除，可重新上传。")
    }
  }

  // MARK: Handing in

  private func lastLook(_ request: Request, _ context: PortalContext) async throws -> Response {
    let registration = try context.candidate()
    guard desk.store.policy.handingIn == .explicit else { return .see("/materials") }
    let view = try await desk.store.view(of: registration)
    guard !view.status.locked else { return .see("/materials") }
    return desk.pages.response(LastLookPage(view: view, language: context.language), request, context)
  }

  private func submit(_ request: Request, _ context: PortalContext) async throws -> Response {
    let registration = try context.candidate()
    let form = try await Form(request, context, desk)
    let version = form.number("version")
    let originals = desk.uploads.originals
    // The page's first line says that it was done.
    return try await desk.act(request, context, key: form["key"], back: "/materials") {
      try $0.submit(registration, candidateVersion: version)
      originals.release(of: registration)
      return nil
    }
  }

  private func appeal(_ request: Request, _ context: PortalContext) async throws -> Response {
    let registration = try context.candidate()
    let form = try await Form(request, context, desk)
    let version = form.number("version")
    let words = form["words"]
    // The page shows the appeal and the message that it was received.
    return try await desk.act(request, context, key: form["key"], back: "/materials") {
      try $0.appeal(registration, words: words, candidateVersion: version)
      return nil
    }
  }

  // MARK: Personal details

  private func profile(_ request: Request, _ context: PortalContext) async throws -> Response {
    let registration = try context.candidate()
    let profile = try await desk.store.ask { try $0.profile(of: registration) }
    let page = ProfilePage(
      language: context.language, maskedMobile: profile.maskedMobile, address: profile.address ?? "",
      sendsNotices: desk.store.policy.notices != nil)
    return desk.pages.response(page, request, context)
  }

  private func setProfile(_ request: Request, _ context: PortalContext) async throws -> Response {
    let registration = try context.candidate()
    let form = try await Form(request, context, desk)
    let mobile = form["mobile"]
    let address = form["address"]
    let profile = try await desk.store.ask { try $0.profile(of: registration) }
    // Left empty, a number that is stored stays.
    let newMobile = mobile.isEmpty && profile.maskedMobile != nil ? nil : mobile
    let mistakes = ReviewStore.mistakes(inMobile: newMobile, address: address)
    let found = [
      mistakes.mobile.map { FieldMistake("mobile", $0.explanation) },
      mistakes.address.map { FieldMistake("address", $0.explanation) },
    ].compactMap(\.self)
    guard found.isEmpty else {
      let page = ProfilePage(
        language: context.language, maskedMobile: profile.maskedMobile, mobile: mobile, address: address,
        mistakes: found, sendsNotices: desk.store.policy.notices != nil)
      return desk.pages.response(Page(page, status: .unprocessableContent), request, context)
    }
    _ = try await desk.store.ask { try $0.setProfile(of: registration, mobile: newMobile, address: address) }
    try await desk.tell(News(kind: .good, text: Bilingual("Your details are saved.", "个人信息已保存。")), to: context)
    return .see("/materials")
  }

  // MARK: Printing

  private func paper(_ request: Request, _ context: PortalContext, isList: Bool) async throws -> Response {
    let registration = try context.candidate()
    let view = try await desk.store.view(of: registration)
    let page = PaperPage(
      view: view, policy: desk.store.policy, region: desk.store.regionName, language: context.language, isList: isList,
      now: desk.clock())
    return desk.pages.response(page, request, context)
  }
}

extension Desk {
  /// Does an act once and redirects to where its answer stands; programs get the answer in the response.
  ///
  /// - Parameters:
  ///   - place: the id of the place on the page where the answer stands; nil for the page's top.
  ///   - back: the address of the page, or of the place.
  ///   - act: returns what is told when it was done; nil where the page shows it anyway.
  func act(
    _ request: Request, _ context: PortalContext, key: String, at place: String? = nil, back: String,
    _ act: @escaping @Sendable (ReviewStore) throws -> Bilingual?
  ) async throws -> Response {
    guard let visitor = context.session?.visitor else { throw SignedOut() }
    let key = try ActKey.checked(key)
    let outcome = await uploads.outcomes.outcome(owner: visitor.key, key: key) {
      do {
        return ActOutcome(try await store.ask(act).map { News(kind: .good, text: $0, place: place) })
      } catch {
        return ActOutcome(error, at: place)
      }
    }
    if request.wantsJSON { return .json(outcome.json(in: context.language), outcome.status) }
    for news in outcome.news { try await tell(news, to: context) }
    return .see(back)
  }
}

extension Place {
  /// Its id on the candidate's page.
  var id: String { Address.placeID(material, position) }
  /// Its address on the candidate's page.
  var address: String { Address.place(material, position) }
}
