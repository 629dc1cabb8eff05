import HTTPTypes
import Hummingbird
import ImageKit
import ReviewStore
import Wording

/// Takes photos: received into unlinked files, then prepared one after another as their turns come.
struct UploadRoute {
  let desk: Desk

  /// Adds the route.
  func mount(on router: some RouterMethods<PortalContext>) {
    router.post("/materials/:material/:position/upload", use: upload)
  }

  private func upload(_ request: Request, _ context: PortalContext) async throws -> Response {
    let hand = try context.hand()
    let place = try context.place()
    // A form names a place for its first photo, or 0.
    let spot = place.position > 0 ? place.id : "material-\(place.material)"
    let back = hand.base + (place.position > 0 ? place.address : Address.material(place.material))
    let form: UploadForm
    do {
      form = try await desk.uploads.receive(request, from: hand.visitor) { fields in
        try desk.authentication.forgery.check(fields["token"] ?? request.headers[.csrfToken], request, context)
        _ = try ActKey.checked(fields["key"])
        _ = try PhotoEdits(turn: fields["turn"], crop: fields["crop"])
      }
      guard !form.files.isEmpty else {
        throw ProblemError(Problem(.unprocessableContent, "no-file", Self.nothingChosen))
      }
    } catch let error where !request.wantsJSON && Self.standsAtPlace(error) {
      try await desk.tell(News(kind: .bad, text: Problem(error).words, place: spot), to: context)
      return .see(back)
    }
    let edits = try PhotoEdits(turn: form.fields["turn"], crop: form.fields["crop"])
    let ownKey = try ActKey.checked(form.fields["key"])
    var outcomes: [ActOutcome] = []
    for (index, file) in form.files.enumerated() {
      // Further photos go to the next free places.
      let position = index == 0 && place.position != 0 ? place.position : nil
      let key = ownKey.map { "\($0) \(index)" }
      outcomes.append(
        await desk.uploads.store(
          file, at: place.material, position, by: hand, edits, key: key, isHeld: true))
    }
    let failure = outcomes.first { !$0.isDone }
    guard request.wantsJSON else {
      if outcomes.count == 1, let address = outcomes[0].completedAt { return .see(address) }
      for var news in outcomes.flatMap(\.news) {
        news.place = spot
        try await desk.tell(news, to: context)
      }
      return .see(back)
    }
    let results = outcomes.map { $0.json(in: context.language) }
    var response = Response.json(["results": .array(results)], failure?.status ?? .ok)
    if let seconds = failure?.retryAfter { response.headers[.retryAfter] = String(seconds) }
    return response
  }

  /// Whether an error of receiving a photo is told at its place. Who is signed out, or sends a form of another session,
  /// gets a page of its own.
  private static func standsAtPlace(_ error: any Error) -> Bool {
    switch error {
    case is UploadForm.Fault, is FairQueue.Full: true
    case let error as ProblemError: error.problem.code == "no-file"
    default: false
    }
  }

  private static let nothingChosen = Bilingual(
    "No photo was chosen. Choose one, then upload.", "尚未选择图片，请先选择再上传。")
}
