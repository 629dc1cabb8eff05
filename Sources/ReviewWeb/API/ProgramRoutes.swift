import Foundation
import HTTPTypes
import Hummingbird
import ReviewStore
import Wording

/// The JSON API under `/api/v1`: the same acts and refusals as on the pages. `openapi.yaml` describes it.
///
/// Programs carry their token in the `Authorization` header and never a cookie, so that no other site's page can act
/// through somebody's browser.
struct ProgramRoutes {
  let desk: Desk

  /// Adds the routes.
  func mount(on router: Router<PortalContext>) {
    let api = router.group("/api/v1")
    api.get("/openapi.yaml") { _, _ in
      Response(
        status: .ok, headers: [.contentType: "application/yaml"],
        body: .init(byteBuffer: .init(bytes: PackageResources.openapi_yaml)))
    }
    api.post("/sessions", use: begin)
    api.delete("/session", use: end)
    CandidateProgramRoutes(desk: desk).mount(on: api.group("/application"))
    HelpingProgramRoutes(desk: desk).mount(on: api.group("/helping"))
    ReviewProgramRoutes(desk: desk).mount(on: api.group("/review"))
    SecondLookProgramRoutes(desk: desk).mount(on: api.group("/review"))
    DutyProgramRoutes(desk: desk).mount(on: api.group("/office"))
    OfficeProgramRoutes(desk: desk).mount(on: api.group("/office"))
  }

  /// The credentials of a sign-in.
  private struct Credentials: Decodable, Sendable {
    var registration: String?
    var staff: String?
    var password: String
    var lastSix: String?
    var code: String?
  }

  private func begin(_ request: Request, _ context: PortalContext) async throws -> Response {
    let given = try await request.json(Credentials.self)
    let visitor: Visitor
    let check: @Sendable (ReviewStore) throws -> String
    var isCode = false
    let number = try await desk.number(given.registration)
    if let number, let lastSix = given.lastSix,
      let code = given.code
    {
      isCode = true
      visitor = .candidate(number)
      check = { try $0.comeIn(number, lastSix: lastSix, code: code, password: given.password) }
    } else if let number {
      visitor = .candidate(number)
      check = { try $0.signIn(candidate: number, password: given.password) }
    } else if let name = given.staff.map(StaffName.init(rawValue:)) {
      visitor = .staff(name)
      check = { try $0.signIn(staff: name, password: given.password).stamp }
    } else {
      throw HTTPError(.badRequest)
    }
    let stamp = try await SignInAttempt(
      authentication: desk.authentication, store: desk.store, visitor: visitor, address: context.address, isCode: isCode
    ).run(check, at: desk.clock())
    if case .staff(let name) = visitor { try await checkCode(given.code, of: name, context) }
    let (now, owner, browser) = (desk.clock(), visitor, context.browser)
    if case .staff(let name) = visitor { _ = try await desk.noteBrowser(of: name, context, showsNews: false) }
    let token = try await desk.withSessions { try $0.begin(owner, stamp: stamp, from: browser, at: now) }
    return .json(["token": .string(token)], .created)
  }

  /// Checks the code of a member of staff whose password was right, where their second factor is on.
  private func checkCode(_ code: String?, of name: StaffName, _ context: PortalContext) async throws {
    let credentials = try await desk.store.ask { try $0.credentials(ofStaff: name) }
    guard credentials?.staff.hasSecondFactor != false else { return }
    guard let code else {
      throw ProblemError(
        .unauthorized, "code-missing", "Give the code of the authenticator app, or a recovery code, as `code` too.",
        "还须在 `code` 中给出动态口令或恢复码。")
    }
    _ = try await desk.attemptCode(of: name, context, isKnown: false) { try $0.signIn(staff: name, code: code) }
  }

  private func end(_ request: Request, _ context: PortalContext) async throws -> Response {
    guard context.session != nil else { throw SignedOut() }
    let visit = context.visit
    try await desk.withSessions { try $0.end(visit) }
    return Response(status: .noContent)
  }
}

extension Desk {
  /// The registration that a program names; nil when it names none.
  fileprivate func number(_ typed: String?) async throws -> RegistrationNumber? {
    guard let typed else { return nil }
    return try await store.ask { try $0.number(typed: typed) }
  }
}

extension Request {
  /// A whole number from the query; nil where there is none.
  ///
  /// - Throws: `bad-request` when the value is no such number.
  func number(_ name: String, from lowest: Int = 0) throws -> Int? {
    let query = try query
    guard !query[name].isEmpty else { return nil }
    guard let number = query.number(name), number >= lowest else {
      throw ProblemError(
        .badRequest, "bad-request", "`\(name)` is a whole number from \(lowest) on.", "`\(name)` 应为不小于 \(lowest) 的整数。")
    }
    return number
  }

  /// The body, read as JSON.
  func json<Value: Decodable>(_ type: Value.Type) async throws -> Value {
    let buffer = try await body.collect(upTo: 65_536)
    do {
      return try JSONDecoder().decode(type, from: buffer.readableBytes == 0 ? Data("{}".utf8) : Data(buffer: buffer))
    } catch {
      throw ProblemError(
        .badRequest, "bad-request", "The body is not the JSON that is expected here.", "请求内容不是所需的 JSON。")
    }
  }
}
