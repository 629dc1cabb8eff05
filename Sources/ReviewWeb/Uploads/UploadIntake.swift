import Documents
import HTTPTypes
import Hummingbird
import ImageKit
import ReviewStore
import Wording

/// Receives photos, and has each prepared and stored when its turn comes.
struct UploadIntake: Sendable {
  /// How much is accepted.
  struct Limits: Sendable {
    /// The longest body, in bytes.
    var bodyBytes: Int
    /// How many uploads are received at once.
    var atOnce: Int
    /// How many of them may be from one person.
    var atOnceEach: Int
  }

  let limits: Limits
  let store: StoreAccess
  /// Where photos are kept while they are received.
  let folder: SpoolFolder
  /// Uploads that are being received.
  let arriving = Gate()
  /// Photos being prepared, and pictures being stamped for viewers. Their weights are their pixels.
  let pictures: FairQueue
  /// The outcomes of acts that carry an idempotency key.
  let outcomes = ActLedger<ActOutcome>()
  /// Photos behind pictures that may still be turned or cropped, and documents of which a page is still to be chosen.
  let originals = HeldOriginals()
  let clock: @Sendable () -> Moment
  let metrics: Metrics

  /// Receives an upload form, unless too many uploads are being received already.
  func receive(
    _ request: Request, from visitor: Visitor, admit: ([String: String]) throws -> Void
  ) async throws -> UploadForm {
    try await receiving(request, from: visitor) { try await UploadForm(request, folder: folder, admit: admit) }
  }

  /// Receives a body, unless it is too large or too many uploads are being received already.
  func receiving<Value>(
    _ request: Request, from visitor: Visitor, _ receive: () async throws -> Value
  ) async throws -> Value {
    if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > limits.bodyBytes {
      throw UploadForm.Fault.tooLarge
    }
    guard arriving.enter(visitor.key, limit: limits.atOnce, each: limits.atOnceEach) else {
      throw FairQueue.Full(retryAfter: 10)
    }
    defer { arriving.leave(visitor.key) }
    try await pictures.checkRoom(for: visitor.key)
    return try await makingRoom { try await receive() }
  }

  /// Does something that needs room on the disk. If there is none, all held photos are released, so that another attempt
  /// may succeed.
  private func makingRoom<Value>(_ body: () async throws -> Value) async throws -> Value {
    do {
      return try await body()
    } catch StoreError.diskFull {
      originals.releaseAll()
      throw StoreError.diskFull
    }
  }

  /// Prepares and stores one photo: once, however often it comes under the same key.
  ///
  /// - Parameters:
  ///   - hand: the candidate, or a clerk for the candidate.
  ///   - edits: how it is turned and cropped before it is stamped.
  ///   - page: the page, from 1, if the file is a document; nil for its only page.
  ///   - isHeld: whether the photo is held, so that the candidate can turn or crop it later.
  func store(
    _ file: UploadForm.File, at material: MaterialID, _ position: Int?, by hand: Hand,
    _ edits: PhotoEdits = PhotoEdits(), page: Int? = nil, key: String?, isHeld: Bool
  ) async -> ActOutcome {
    let owner = hand.key
    let before = file.spool.count
    let outcome = await outcomes.outcome(owner: owner, key: key) {
      do {
        let spool = try await makingRoom { try await photo(in: file, page: page, for: hand.visitor) }.spool
        let weight = try await weight(of: spool)
        let result = try await pictures.run(for: hand.visitor.key, weight: weight) {
          try await makingRoom {
            try await store.ask { store in
              try store.upload(
                try spool.bytes(), to: material, of: hand.registration, position: position, edits, by: hand.clerk,
                once: key.map { "\(owner) \($0)" })
            }
          }
        }
        if isHeld { hold(spool, edits, behind: result, of: hand.registration) }
        metrics.countUpload("stored")
        return ActOutcome(stored: result, of: before, file: file.name)
      } catch {
        metrics.countUpload(Problem(error).code)
        var outcome = ActOutcome(error, file: file.name)
        if isHeld, case DocumentError.severalPages(let count) = error {
          let document = HeldOriginals.Document(
            file: file, pageCount: count, material: material, position: position, edits: edits)
          outcome.offer(hand.address(ofDocument: originals.hold(document, by: hand, at: clock())))
        }
        return outcome
      }
    }
    // The photo was not judged, so the same key may try again.
    if outcome.retryAfter != nil { outcomes.forget(owner: owner, key: key) }
    return outcome
  }

  /// Makes the picture at a place anew from its photo, with other edits: once, however often it is asked for under the
  /// same key.
  ///
  /// - Parameters:
  ///   - picture: the picture that the candidate saw at the place.
  ///   - edits: the edits to make, given those with which the picture was made.
  func adjust(
    _ place: Place, by hand: Hand, showing picture: Digest, key: String?,
    _ edits: @escaping @Sendable (HeldOriginals.Original) throws -> PhotoEdits
  ) async -> ActOutcome {
    let (owner, registration) = (hand.key, hand.registration)
    let outcome = await outcomes.outcome(owner: owner, key: key) {
      do {
        let held = originals.original(at: place, of: registration, at: clock())
        // Asked first, so that a locked or replaced picture is told as that, and not as a photo that is gone.
        try await store.ask { try $0.checkAdjusting(place, of: registration, showing: picture, by: hand.clerk) }
        guard let original = held, original.picture == picture else { throw HeldOriginals.Gone() }
        let edits = try edits(original)
        let result = try await pictures.run(for: hand.visitor.key, weight: try await weight(of: original.spool)) {
          try await makingRoom {
            try await store.ask { store in
              try store.adjust(
                place, of: registration, showing: picture, from: try original.spool.bytes(), edits, by: hand.clerk)
            }
          }
        }
        hold(original.spool, edits, behind: result, of: registration)
        return ActOutcome(
          News(
            kind: .good, text: Bilingual("The picture was made anew as you chose.", "图片已按您的选择重新生成。"),
            details: result.findings.map(\.message))
        ) { JSON.object([.init("ok", .bool(true))]).adding(result.json(in: $0, for: .candidate)) }
      } catch {
        return ActOutcome(error)
      }
    }
    if outcome.retryAfter != nil { outcomes.forget(owner: owner, key: key) }
    return outcome
  }

  private func hold(
    _ spool: SpoolFile, _ edits: PhotoEdits, behind result: UploadResult, of registration: RegistrationNumber
  ) {
    originals.hold(
      spool, turned: edits.turn ?? result.turned, edits.crop, behind: result.picture.sha256, at: result.place,
      of: registration, at: clock())
  }

  /// A photo's weight: its pixels. A file that is no picture, or too large, will be refused by its header and weighs 1.
  func weight(of spool: SpoolFile) async throws -> Int {
    try await store.ask { store in
      guard let facts = try? PictureFacts(of: try spool.bytes()) else { return 1 }
      let (pixels, overflows) = facts.width.multipliedReportingOverflow(by: facts.height)
      return overflows || pixels > store.policy.pictures.maxPhotoPixels ? 1 : pixels
    }
  }
}

extension ActOutcome {
  /// The outcome for a photo that was stored, with its size before and after.
  fileprivate init(stored result: UploadResult, of before: Int, file: String) {
    // What was noticed of the picture stands beside it on the page.
    let size = ByteCount.size(result.picture.bytes)
    let isShrunk = result.picture.bytes < before
    let news = News(
      kind: .good,
      text: Bilingual(
        "Uploaded (\(isShrunk ? "shrunk to " : "")\(size)), upright and stamped.",
        "上传成功（\(isShrunk ? "已压缩至 " : "")\(size)）"))
    let said: JSON = ["ok": .bool(true), "file": .string(file), "bytesBefore": .integer(before)]
    self.init(news) { said.adding(result.json(in: $0, for: .candidate)) }
  }

  /// The outcome for a photo that was refused.
  fileprivate init(_ error: any Error, file: String) {
    self.init(error)
    news = news.map {
      News(
        kind: .bad, text: Bilingual("\(file): \($0.text.english)", "\(file)：\($0.text.chinese)"), details: $0.details)
    }
    chinese = chinese.adding(["file": .string(file)])
    english = english.adding(["file": .string(file)])
  }
}
