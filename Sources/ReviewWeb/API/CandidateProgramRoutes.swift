import HTTPTypes
import Hummingbird
import ImageKit
import ReviewStore
import Wording

/// The candidate's part of the API.
struct CandidateProgramRoutes {
  let desk: Desk

  /// Adds the routes.
  func mount(on group: RouterGroup<PortalContext>) {
    group.get("/", use: status)
    group.get("/messages", use: messages)
    group.post("/messages/seen", use: seeMessages)
    group.post("/submit", use: submit)
    group.post("/appeal", use: appeal)
    group.get("/profile", use: profile)
    group.patch("/profile", use: setProfile)
    group.post("/password", use: setPassword)
    group.get("/clerk", use: clerk)
    group.post("/clerk", use: allowClerk)
    group.delete("/clerk", use: revokeClerk)
    mountPictures(on: group)
  }

  /// Adds the routes that a clerk uses too, for a candidate whom the path names.
  func mountPictures(on group: RouterGroup<PortalContext>) {
    group.get("/materials", use: materials)
    group.post("/materials/:material/pictures", use: upload)
    group.get("/materials/:material/pictures/:position", use: picture)
    group.delete("/materials/:material/pictures/:position", use: remove)
    group.post("/materials/:material/pictures/:position/exchange", use: exchange)
  }

  /// The clerk with a code, or else the one whom the candidate has allowed.
  private func clerk(_ request: Request, _ context: PortalContext) async throws -> Response {
    let number = try context.candidate()
    let code = try request.query["code"]
    guard code.isEmpty else { return .json(try await desk.store.ask { try $0.clerk(withCode: code) }.json) }
    return .json(["allowed": try await desk.store.view(of: number).helper?.json ?? .null])
  }

  /// A clerk's code, and the version that the client saw.
  private struct ClerkCode: Decodable, Sendable {
    var code: String?
    var version: Int?
  }

  private func allowClerk(_ request: Request, _ context: PortalContext) async throws -> Response {
    let number = try context.candidate()
    let given = try await request.json(ClerkCode.self)
    let status = try await desk.store.ask {
      try $0.allowHelper(withCode: given.code ?? "", for: number, candidateVersion: given.version).forCandidate
    }
    return .json(["version": .integer(status.version)], .created)
  }

  private func revokeClerk(_ request: Request, _ context: PortalContext) async throws -> Response {
    let number = try context.candidate()
    let status = try await desk.store.ask { try $0.revokeHelper(for: number).forCandidate }
    desk.uploads.originals.release(of: number)
    return .json(["version": .integer(status.version)])
  }

  /// The version of the application that the client saw.
  private struct Seen: Decodable, Sendable {
    var version: Int?
  }

  private func status(_ request: Request, _ context: PortalContext) async throws -> Response {
    let number = try context.candidate()
    let view = try await desk.store.view(of: number)
    let missing = view.missing.map { $0.json(in: context.language) }
    return .json([
      "registration": .string(number.rawValue), "locked": .bool(view.status.locked),
      "activated": .bool(view.status.activated),
      "visibleResult": .optional(view.status.visibleResult?.rawValue),
      "visibleStage": .optional(view.status.visibleStage?.rawValue), "version": .integer(view.status.version),
      "reactBy": .time(view.status.reactBy), "uploadUntil": .time(view.status.uploadUntil), "missing": .list(missing),
      "appealBy": .time(view.status.appealBy), "appeal": view.status.appeal?.jsonForCandidate ?? .null,
    ])
  }

  private func materials(_ request: Request, _ context: PortalContext) async throws -> Response {
    let hand = try context.hand()
    let view = try await desk.store.view(for: hand)
    return .json(["materials": .array(view.materials.map { $0.json(in: context.language) })])
  }

  private func messages(_ request: Request, _ context: PortalContext) async throws -> Response {
    let number = try context.candidate()
    let messages = try await desk.store.ask { try $0.messages(of: number) }
    return .json(["messages": .array(messages.map(\.json))])
  }

  private func seeMessages(_ request: Request, _ context: PortalContext) async throws -> Response {
    let number = try context.candidate()
    return .json(["seen": .integer(try await desk.store.ask { try $0.seeMessages(of: number) })])
  }

  private func submit(_ request: Request, _ context: PortalContext) async throws -> Response {
    let number = try context.candidate()
    let version = try await request.json(Seen.self).version
    let status = try await desk.store.ask { try $0.submit(number, candidateVersion: version).forCandidate }
    desk.uploads.originals.release(of: number)
    return .json(["version": .integer(status.version), "locked": .bool(status.locked)])
  }

  /// An appeal, and the version that the client saw.
  private struct Words: Decodable, Sendable {
    var words: String?
    var version: Int?
  }

  private func appeal(_ request: Request, _ context: PortalContext) async throws -> Response {
    let number = try context.candidate()
    let given = try await request.json(Words.self)
    let status = try await desk.store.ask {
      try $0.appeal(number, words: given.words ?? "", candidateVersion: given.version).forCandidate
    }
    return .json(["version": .integer(status.version), "appeal": status.appeal?.jsonForCandidate ?? .null])
  }

  private func profile(_ request: Request, _ context: PortalContext) async throws -> Response {
    let number = try context.candidate()
    return .json(try await desk.store.ask { try $0.profile(of: number) }.json(of: number))
  }

  /// Personal details to change.
  private struct Details: Decodable, Sendable {
    var mobile: String?
    var address: String?
  }

  private func setProfile(_ request: Request, _ context: PortalContext) async throws -> Response {
    let number = try context.candidate()
    let details = try await request.json(Details.self)
    return .json(
      try await desk.store.ask { try $0.setProfile(of: number, mobile: details.mobile, address: details.address) }.json(
        of: number))
  }

  /// The present password and the one to be set.
  private struct Passwords: Decodable, Sendable {
    var current: String
    var password: String
  }

  /// Ends every session of the candidate, and begins a new one.
  private func setPassword(_ request: Request, _ context: PortalContext) async throws -> Response {
    let owner = Visitor.candidate(try context.candidate())
    let given = try await request.json(Passwords.self)
    let stamp = try await desk.changePassword(of: owner, from: given.current, to: given.password, context)
    let now = desk.clock()
    let token = try await desk.withSessions { try $0.begin(owner, stamp: stamp, at: now) }
    return .json(["token": .string(token)])
  }

  /// Takes a photo's bytes as the body, streamed into an unlinked file as on the pages.
  private func upload(_ request: Request, _ context: PortalContext) async throws -> Response {
    let hand = try context.hand()
    let material = MaterialID(try context.parameters.require("material"))
    let position = try request.number("position", from: 1)
    let key = try ActKey.checked(request.headers[.idempotencyKey])
    let query = try request.query
    let edits = try PhotoEdits(turn: query["turn"], crop: query["crop"])
    let page = try request.number("page", from: 1)
    let spool = try await desk.uploads.receiving(request, from: hand.visitor) {
      try await desk.uploads.folder.receive(request.body, limit: UploadForm.Limits().fileBytes)
    }
    let file = UploadForm.File(name: "photo", spool: spool)
    let outcome = await desk.uploads.store(
      file, at: material, position, by: hand, edits, page: page, key: key, isHeld: false)
    var response = Response.json(outcome.json(in: context.language), outcome.isDone ? .created : outcome.status)
    if let seconds = outcome.retryAfter { response.headers[.retryAfter] = String(seconds) }
    return response
  }

  private func picture(_ request: Request, _ context: PortalContext) async throws -> Response {
    let hand = try context.hand()
    let place = try context.place()
    return .picture(try await desk.store.ask { try $0.picture(place, of: hand.registration, by: hand.clerk) })
  }

  /// The other position, and the version that the client saw.
  private struct Exchange: Decodable, Sendable {
    var with: Int?
    var version: Int?
  }

  private func exchange(_ request: Request, _ context: PortalContext) async throws -> Response {
    let hand = try context.hand()
    let place = try context.place()
    let given = try await request.json(Exchange.self)
    // Who may not act learns nothing from a body that lacks a member, so the store refuses it: no place has position 0.
    let other = given.with ?? 0
    let status = try await desk.store.ask {
      try $0.exchange(
        place, with: other, of: hand.registration, candidateVersion: given.version, by: hand.clerk
      ).forCandidate
    }
    desk.uploads.originals.release(place, Place(place.material, other), of: hand.registration)
    return .json(["version": .integer(status.version)])
  }

  private func remove(_ request: Request, _ context: PortalContext) async throws -> Response {
    let hand = try context.hand()
    let place = try context.place()
    let version = try request.number("version")
    let status = try await desk.store.ask {
      try $0.remove(place, of: hand.registration, candidateVersion: version, by: hand.clerk).forCandidate
    }
    desk.uploads.originals.release(place, of: hand.registration)
    return .json(["version": .integer(status.version)])
  }
}
