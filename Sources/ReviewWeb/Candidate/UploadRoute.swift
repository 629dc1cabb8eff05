import HTTPTypes
import Hummingbird
import ImageKit
import ReviewStore
import Wording

/// Takes photos: received to a nameless file, then made ready one after another as their turns come.
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
    let form = try await desk.receive(request, from: .candidate(registration)) { fields in
      try desk.forgery.check(fields["token"] ?? request.headers[.csrfToken], request, context)
      _ = try ActKey.checked(fields["key"])
    }
    let ownKey = try ActKey.checked(form.fields["key"])
    guard !form.files.isEmpty else {
      if !request.wantsJSON {
        desk.sessions.tell(News(kind: .bad, text: Self.nothingChosen), to: context.visit)
        return .see(back)
      }
      throw ProblemError(Problem(.unprocessableContent, "no-file", Self.nothingChosen))
    }
    var outcomes: [ActOutcome] = []
    for (index, file) in form.files.enumerated() {
      // The form names a place for one photo, or 0; what comes with it goes to the next free ones.
      let position = index == 0 && place.position != 0 ? place.position : nil
      let key = ownKey.map { "\($0) \(index)" }
      outcomes.append(await desk.store(file, at: place.material, position, of: registration, key: key))
    }
    let failure = outcomes.first { !$0.isDone }
    guard request.wantsJSON else {
      outcomes.flatMap(\.news).forEach { desk.sessions.tell($0, to: context.visit) }
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

extension Desk {
  /// Where photos on their way in are kept.
  var spoolFolder: String { options.spoolFolder ?? store.path }

  /// Receives an upload form, unless there are too many already.
  func receive(
    _ request: Request, from visitor: Visitor, admit: ([String: String]) throws -> Void
  ) async throws -> UploadForm {
    try await receiving(request, from: visitor) { try await UploadForm(request, folder: spoolFolder, admit: admit) }
  }

  /// Receives what somebody sends, unless it is too much, or too much is coming in already.
  func receiving<Value>(
    _ request: Request, from visitor: Visitor, _ receive: () async throws -> Value
  ) async throws -> Value {
    if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > options.connection.bodyBytes {
      throw UploadForm.Fault.tooLarge
    }
    guard arriving.enter(visitor.key, limit: options.uploadsAtOnce, each: options.uploadsAtOnceEach) else {
      throw FairQueue.Full(retryAfter: 10)
    }
    defer { arriving.leave(visitor.key) }
    try await pictures.checkRoom(for: visitor.key)
    return try await receive()
  }

  /// Makes one photo ready and stores it; once, however often it comes under the same key.
  func store(
    _ file: UploadForm.File, at material: String, _ position: Int?, of registration: String, key: String?
  ) async -> ActOutcome {
    let owner = Visitor.candidate(registration).key
    let before = file.spool.count
    let outcome = await outcomes.outcome(owner: owner, key: key) {
      do {
        let weight = try await weight(of: file.spool)
        let result = try await pictures.run(for: owner, weight: weight) {
          try await ask { store in
            try store.upload(try file.spool.bytes(), to: material, of: registration, position: position)
          }
        }
        metrics.countUpload("stored")
        return ActOutcome(stored: result, of: before, file: file.name)
      } catch {
        metrics.countUpload(Problem(error).code)
        return ActOutcome(error, file: file.name)
      }
    }
    // Nothing was decided about it: it may come again.
    if outcome.retryAfter != nil { outcomes.forget(owner: owner, key: key) }
    return outcome
  }

  /// What a photo costs: its pixels. What is no picture, or one of more than are taken, is refused by its head.
  private func weight(of spool: SpoolFile) async throws -> Int {
    try await ask { store in
      guard let facts = try? PictureFacts(of: try spool.bytes()) else { return 1 }
      let (pixels, overflows) = facts.width.multipliedReportingOverflow(by: facts.height)
      return overflows || pixels > store.policy.pictures.maxPixels ? 1 : pixels
    }
  }
}

extension ActOutcome {
  /// A photo that is stored, with its size before and after.
  fileprivate init(stored result: UploadResult, of before: Int, file: String) {
    let picture = result.picture
    let sizes = "\(ByteCount.size(before)) → \(ByteCount.size(picture.bytes))"
    let news = News(
      kind: .good,
      text: Bilingual("Uploaded \(file): \(sizes), upright and stamped.", "\(file) 上传成功：\(sizes)，已摆正并加水印。"),
      details: result.findings.map(\.message))
    let said: JSON = ["ok": .bool(true), "file": .string(file), "bytesBefore": .integer(before)]
    self.init(news) { said.adding(result.json(in: $0, for: .candidate)) }
  }

  /// A photo that was not taken.
  fileprivate init(_ error: any Error, file: String) {
    self.init(error)
    news = news.map {
      News(
        kind: .bad, text: Bilingual("\(file): \($0.text.english)", "\(file):\($0.text.chinese)"), details: $0.details)
    }
    chinese = chinese.adding(["file": .string(file)])
    english = english.adding(["file": .string(file)])
  }
}
