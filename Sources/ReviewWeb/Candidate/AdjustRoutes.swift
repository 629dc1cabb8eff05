import HTTPTypes
import Hummingbird
import ImageKit
import ReviewStore
import Wording

/// Turning and cropping a picture that was uploaded, as long as its photo is held and it may be changed.
struct AdjustRoutes {
  let desk: Desk

  /// The long side of the photo as the page shows it, in pixels.
  private static let shownSide = 1200

  /// Adds the routes.
  func mount(on router: some RouterMethods<PortalContext>) {
    router.get("/materials/:material/:position/adjust", use: page)
    router.post("/materials/:material/:position/adjust", use: adjust)
    router.get("/materials/:material/:position/adjust/photo", use: photo)
    router.post("/materials/:material/:position/adjust/done", use: done)
    router.post("/originals/done", use: allDone)
  }

  private func page(_ request: Request, _ context: PortalContext) async throws -> Response {
    let hand = try context.hand()
    let place = try context.place()
    let view = try await desk.store.view(for: hand)
    guard let (material, status, picture) = view.picture(at: place) else {
      throw Refusal(.notFound, "There is no picture at this position.", "该位置没有图片，可能已被删除。")
    }
    guard status.mayBeAdjusted else {
      return try await back(to: place, of: hand, telling: Self.locked, context)
    }
    guard let original = original(behind: picture.sha256, at: place, of: hand.registration) else {
      return try await back(to: place, of: hand, telling: HeldOriginals.Gone().problem.words, context)
    }
    let look = try await working(on: original, for: hand) { try PhotoLook(of: $0, under: $1.policy) }
    let page = AdjustPage(
      base: hand.base, language: context.language, material: material, place: status, picture: picture,
      original: original,
      look: look.turned(clockwise: original.turn))
    return desk.pages.response(page, request, context)
  }

  /// The photo, reduced and stamped.
  private func photo(_ request: Request, _ context: PortalContext) async throws -> Response {
    let hand = try context.hand()
    let place = try context.place()
    let picture = try await desk.store.view(for: hand).picture(at: place)?.picture
    let turn = try PhotoEdits.turn(try request.query["turn"])
    guard let original = original(behind: picture?.sha256, at: place, of: hand.registration) else {
      throw HeldOriginals.Gone()
    }
    let bytes = try await working(on: original, for: hand) { photo, store in
      try store.preview(of: photo, turned: turn, longSide: Self.shownSide, for: hand.registration)
    }
    return .picture(bytes)
  }

  private func adjust(_ request: Request, _ context: PortalContext) async throws -> Response {
    let hand = try context.hand()
    let place = try context.place()
    let form = try await Form(request, context, desk)
    let key = try ActKey.checked(form["key"])
    let outcome: ActOutcome
    do {
      let choice = try AdjustChoice(form)
      // Each button is an act of its own: after going back, another button of the same page is not the same act.
      outcome = await desk.uploads.adjust(
        place, by: hand, showing: Digest(form["picture"]), key: key.map { "\($0) \(choice)" }, choice.edits)
    } catch {
      outcome = ActOutcome(error)
    }
    if request.wantsJSON { return .json(outcome.json(in: context.language), outcome.status) }
    let staysThere = form["back"] != "place"
    for var news in outcome.news {
      news.place = staysThere ? nil : place.id
      try await desk.tell(news, to: context)
    }
    return .see(hand.base + (staysThere ? Address.adjusting(place) : place.address))
  }

  /// The candidate is satisfied with a picture, so its photo is held no longer.
  private func done(_ request: Request, _ context: PortalContext) async throws -> Response {
    let hand = try context.hand()
    let place = try context.place()
    _ = try await Form(request, context, desk)
    try await desk.store.check(hand)
    desk.uploads.originals.release(place, of: hand.registration)
    return .see(hand.base + place.address)
  }

  private func allDone(_ request: Request, _ context: PortalContext) async throws -> Response {
    let hand = try context.hand()
    _ = try await Form(request, context, desk)
    try await desk.store.check(hand)
    desk.uploads.originals.release(of: hand.registration)
    try await desk.tell(News(kind: .good, text: Bilingual("The original photos are deleted.", "原图已清除。")), to: context)
    return .see(hand.base + "/materials")
  }

  // MARK: Shared

  private static let locked = Bilingual(
    "This is locked and cannot be changed. Only a return by a reviewer unlocks it.", "内容已锁定，无法修改；只有审核人员退回后才能更改。")

  private func back(
    to place: Place, of hand: Hand, telling words: Bilingual, _ context: PortalContext
  ) async throws -> Response {
    try await desk.tell(News(kind: .bad, text: words, place: place.id), to: context)
    return .see(hand.base + place.address)
  }

  private func original(
    behind picture: Digest?, at place: Place, of registration: RegistrationNumber
  ) -> HeldOriginals.Original? {
    desk.uploads.originals.original(behind: picture, at: place, of: registration, at: desk.clock())
  }

  /// Works on a photo when its turn has come among the uploads.
  private func working<Value: Sendable>(
    on original: HeldOriginals.Original, for hand: Hand,
    _ work: @escaping @Sendable ([UInt8], ReviewStore) throws -> Value
  ) async throws -> Value {
    let weight = try await desk.uploads.weight(of: original.spool)
    return try await desk.uploads.pictures.run(for: hand.visitor.key, weight: weight) {
      try await desk.store.ask { try work(try original.spool.bytes(), $0) }
    }
  }
}

extension CandidateView {
  /// The picture at a place, with its material and its status; nil where there is none.
  func picture(at place: Place) -> (material: MaterialStatus, status: PictureStatus, picture: StoredPicture)? {
    guard let material = materials.first(where: { $0.rule.id == place.material }),
      let status = material.pictures.first(where: { $0.position == place.position }), let picture = status.picture
    else { return nil }
    return (material, status, picture)
  }

  /// The places whose pictures the candidate may turn and crop now.
  func adjustable(with originals: HeldOriginals, at now: Moment) -> Set<Place> {
    var places: Set<Place> = []
    for material in materials {
      for status in material.pictures where status.mayBeAdjusted {
        let place = Place(material.rule.id, status.position)
        let held = originals.original(
          behind: status.picture?.sha256, at: place, of: registration.number, at: now)
        if held != nil { places.insert(place) }
      }
    }
    return places
  }
}
