import HTTPTypes
import Hummingbird
import ImageKit
import ReviewStore
import Wording

/// Takes photos: received into unlinked files, then prepared one after another as their turns come.
struct UploadRoute {
  let desk: Desk

  /// Adds the route.
  func mount(on router: Router<PortalContext>) {
    router.post("/materials/:material/:position/upload", use: upload)
  }

  private func upload(_ request: Request, _ context: PortalContext) async throws -> Response {
    let registration = try context.candidate()
    let place = try context.place()
    let back = Address.material(place.material)
    let form = try await desk.uploads.receive(request, from: .candidate(registration)) { fields in
      try desk.authentication.forgery.check(fields["token"] ?? request.headers[.csrfToken], request, context)
      _ = try ActKey.checked(fields["key"])
    }
    let ownKey = try ActKey.checked(form.fields["key"])
    guard !form.files.isEmpty else {
      if !request.wantsJSON {
        desk.tell(News(kind: .bad, text: Self.nothingChosen), to: context)
        return .see(back)
      }
      throw ProblemError(Problem(.unprocessableContent, "no-file", Self.nothingChosen))
    }
    var outcomes: [ActOutcome] = []
    for (index, file) in form.files.enumerated() {
      // The form names a place for the first photo, or 0. Further photos go to the next free places.
      let position = index == 0 && place.position != 0 ? place.position : nil
      let key = ownKey.map { "\($0) \(index)" }
      outcomes.append(await desk.uploads.store(file, at: place.material, position, of: registration, key: key))
    }
    let failure = outcomes.first { !$0.isDone }
    guard request.wantsJSON else {
      for news in outcomes.flatMap(\.news) { desk.tell(news, to: context) }
      return .see(back)
    }
    let results = outcomes.map { $0.json(in: context.language) }
    var response = Response.json(["results": .array(results)], failure?.status ?? .ok)
    if let seconds = failure?.retryAfter { response.headers[.retryAfter] = String(seconds) }
    return response
  }

  private static let nothingChosen = Bilingual(
    "No photo was chosen. Choose one, then upload.", "尚未选择图片，请先选择再上传。")
}
