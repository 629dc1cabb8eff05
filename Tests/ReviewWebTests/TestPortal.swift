import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import ImageKit
import Logging
import StoreServer
import Synchronization
import Wording

@testable import ReviewStore
@testable import ReviewWeb

/// A clock that advances only when a test tells it to.
final class TestClock: Sendable {
  private let time = Mutex(Moment(milliseconds: 1_700_000_000_000))
  var now: Moment { time.withLock { $0 } }
  func advance(seconds: Int) { time.withLock { $0 = $0.adding(seconds: seconds) } }
}

/// A portal with its own store and fictitious people: three candidates at two sites, and one member of staff of each
/// role.
struct TestPortal {
  static let first: RegistrationNumber = "T-0001"
  static let second: RegistrationNumber = "T-0002"
  static let elsewhere: RegistrationNumber = "T-0003"

  let folder: String
  /// Deleted with the portal's last copy.
  private let database: OwnDatabase
  let store: ReviewStore
  let portal: Portal
  let clock = TestClock()

  /// - Parameter text: the text of another policy than a shipped one.
  init(
    policy: String = "beijing-2024", text: String? = nil, options: PortalOptions = PortalOptions(),
    logger: Logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
  ) throws {
    folder = NSTemporaryDirectory() + "portal-test-\(UUID().uuidString)"
    database = try OwnDatabase()
    try ReviewStore.create(at: folder, database: database.address, policy: text ?? Policy.shippedYAML(policy) ?? "")
    let clock = clock
    store = try ReviewStore(at: folder, clock: { clock.now })
    for (number, site) in [(Self.first, "甲考点"), (Self.second, "甲考点"), (Self.elsewhere, "乙考点")] {
      try store.addRegistration(
        NewRegistration(
          number: number.rawValue, name: "测试考生\(number.rawValue.suffix(1))", category: "临床执业医师", site: site,
          idNumber: "1101011990010112\(number.rawValue.suffix(1))X", mobile: "13900000088", address: "测试路 1 号"))
      try store.activate(number)
    }
    try store.addStaff("site-a", role: .site, site: "甲考点")
    try store.addStaff("site-b", role: .site, site: "乙考点")
    try store.addStaff("region", role: .region)
    try store.addStaff("admin", role: .admin)
    // Password hashes are inserted directly, because computing real ones is slow.
    try store.database.writing { transaction in
      try transaction.run("UPDATE staff SET password = 'kept ' || name")
      try transaction.run("INSERT INTO credential SELECT id, 'kept ' || number, 0 FROM registration")
    }
    portal = try Portal(store, options: options, logger: logger) { clock.now }
  }

  /// Adds a clerk whom a candidate has allowed to upload.
  func addClerk(_ name: StaffName = "clerk", helping number: RegistrationNumber) throws {
    try store.addStaff(name.rawValue, role: .clerk, organisation: "测试医院")
    try store.database.writing { try $0.run("UPDATE staff SET password = 'kept ' || name WHERE name = ?", [name]) }
    try store.allowHelper(withCode: store.clerk(name).clerkCode ?? "", for: number)
  }

  /// The session cookie of somebody who has signed in.
  func signIn(_ visitor: Visitor) throws -> String {
    let stamp =
      switch visitor {
      case .candidate(let number): try store.credentialStamp(ofCandidate: number)
      case .staff(let name): try store.credentials(ofStaff: name)?.stamp
      }
    return try portal.desk.authentication.sessions.begin(visitor, stamp: stamp ?? "", at: clock.now)
  }

  /// The token of a session's forms.
  func token(_ visit: String) -> String { portal.desk.authentication.forgery.token(of: visit) }

  /// Sends requests to the portal, and deletes its files afterwards.
  func run<Value>(_ test: @Sendable @escaping (TestVisitor) async throws -> Value) async throws -> Value {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try await portal.application().test(.router) { client in
      try await test(TestVisitor(client: client, portal: self, visit: nil))
    }
  }

  /// The files in the portal's folder that this process has open. An unnamed file ends in ` (deleted)`.
  func openFiles() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").compactMap { number in
      try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\(number)")
    }.filter { $0.hasPrefix(folder) }
  }

  /// The number of uploads in progress.
  func photosArriving() throws -> Int { try openFiles().count { $0.hasSuffix(" (deleted)") } }

  /// The number of log entries.
  func logLength() throws -> Int {
    var count = 0
    try store.eachAuditEntry { _ in count += 1 }
    return count
  }

  /// Uploads all pictures and submits the application.
  func handIn(_ number: RegistrationNumber) throws {
    for position in 1...2 { try store.upload(Photo.small(position), to: "identity", of: number) }
    if store.policy.handingIn == .explicit { try store.submit(number) }
  }

  /// Submits the application and returns it: the front is accepted, another picture of the back is asked for.
  func handInAndReturn(_ number: RegistrationNumber) throws {
    try handIn(number)
    try store.accept(Place("identity", 1), of: number, as: "site-a")
    try store.want(Place("identity", 2), of: number, note: "反光", as: "site-a")
    try store.giveBack(number, note: "请更换", as: "site-a")
  }
}

/// The rows of a store, to be changed past the rules, in either engine.
struct TestRows {
  fileprivate let store: ReviewStore

  /// Runs statements outside of a transaction.
  func maintain(_ body: (Statements) throws -> Void) throws { try body(Statements(on: store)) }

  /// Writes in a transaction.
  func writing(_ body: (SQLTransaction) throws -> Void) throws { try store.folder!.database.writing(body) }
}

extension ReviewStore {
  /// The rows themselves.
  var database: TestRows { TestRows(store: self) }
}

/// A browser: a session cookie, and the responses.
struct TestVisitor {
  let client: any TestClientProtocol
  let portal: TestPortal
  var visit: String?
  var address: String?

  /// The same browser, signed in.
  func `as`(_ visitor: Visitor) throws -> TestVisitor {
    var copy = self
    copy.visit = try portal.signIn(visitor)
    return copy
  }

  func get(_ path: String, _ headers: HTTPFields = [:]) async throws -> TestResponse {
    try await send(.get, path, headers, nil)
  }

  /// Sends a form, by default with its token.
  func post(
    _ path: String, _ fields: KeyValuePairs<String, String> = [:], token: String?? = nil, _ headers: HTTPFields = [:]
  ) async throws -> TestResponse {
    var text = fields.map { "\($0.key.percentEncoded)=\($0.value.percentEncoded)" }
    if let mark = token ?? visit.map(portal.token) { text.append("token=\(mark)") }
    var headers = headers
    headers[.contentType] = "application/x-www-form-urlencoded"
    return try await send(.post, path, headers, ByteBuffer(string: text.joined(separator: "&")))
  }

  /// Sends photos as the upload form does.
  func upload(
    _ path: String, _ photos: [[UInt8]], key: String = UUID().uuidString, name: String = "photo.jpg",
    token: String? = nil, _ headers: HTTPFields = [:]
  ) async throws -> TestResponse {
    var body = Multipart.Body()
    body.add("token", token ?? visit.map(portal.token) ?? "")
    body.add("key", key)
    for photo in photos { body.add("photo", photo, fileName: name) }
    var headers = headers
    headers[.contentType] = Multipart.type
    return try await send(.post, path, headers, ByteBuffer(bytes: body.finished))
  }

  /// Sends a request as a program does.
  func program(_ method: HTTPRequest.Method, _ path: String, _ body: String) async throws -> TestResponse {
    var headers: HTTPFields = [.acceptLanguage: "en"]
    if let visit { headers[.authorization] = "Bearer \(visit)" }
    return try await client.execute(uri: path, method: method, headers: headers, body: ByteBuffer(string: body))
  }

  private func send(
    _ method: HTTPRequest.Method, _ path: String, _ headers: HTTPFields, _ body: ByteBuffer?
  ) async throws -> TestResponse {
    var headers = headers
    if let visit { headers[.cookie] = "visit=\(visit); language=en" } else { headers[.acceptLanguage] = "en" }
    return try await client.execute(uri: path, method: method, headers: headers, body: body)
  }
}

extension TestResponse {
  var text: String { String(buffer: body) }
  var location: String? { headers[.location] }
}

/// Encodes an upload form as a browser does.
enum Multipart {
  static let boundary = "----test7MA4YWxkTrZu0gW"
  static let type = "multipart/form-data; boundary=\(boundary)"

  struct Body {
    private(set) var bytes: [UInt8] = []

    mutating func add(_ name: String, _ value: String) {
      bytes += Array("--\(boundary)\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n".utf8)
    }

    mutating func add(_ name: String, _ value: [UInt8], fileName: String) {
      let head =
        "Content-Disposition: form-data; name=\"\(name)\"; filename=\"\(fileName)\"\r\nContent-Type: image/jpeg"
      bytes += Array("--\(boundary)\r\n\(head)\r\n\r\n".utf8) + value + Array("\r\n".utf8)
    }

    var finished: [UInt8] { bytes + Array("--\(boundary)--\r\n".utf8) }
  }
}

/// Small generated photos.
enum Photo {
  /// A grey gradient of 320 × 240 whose slope depends on a number.
  static func small(_ number: Int) throws -> [UInt8] {
    var picture = PlanarPicture(luma: Plane(width: 320, height: 240), chroma: nil)
    for y in 0..<240 { for x in 0..<320 { picture.luma[x, y] = UInt8((x * number + y * 2) / 4 % 200 + 20) } }
    return try BudgetEncoder(maxBytes: 60_000).encode(picture).bytes
  }
}
