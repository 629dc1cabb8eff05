import Foundation
import HTTPTypes
import Logging
import Synchronization
import Testing

@testable import ReviewStore
@testable import ReviewWeb

@Suite("Logging", .timeLimit(.minutes(20))) struct LogTests {
  @Test("A portal that ends before it has removed what a crash left behind does not warn of it")
  func endsBeforeSweeping() async throws {
    let lines = Lines()
    let test = try TestPortal(logger: Logger(label: "test") { _ in lines })
    await Task { [portal = test.portal] in
      withUnsafeCurrentTask { $0?.cancel() }
      await portal.sweep()
    }.value
    #expect(lines.all.isEmpty)
  }

  @Test("No log line contains personal data, at any level and after any error")
  func nothingPersonal() async throws {
    let lines = Lines()
    var logger = Logger(label: "test") { _ in lines }
    logger.logLevel = .trace
    var options = PortalOptions()
    options.port = 0
    let test = try TestPortal(options: options, logger: logger)
    try test.handIn(TestPortal.first)
    let (code, _) = try test.store.makeCode(for: TestPortal.second)
    let candidate = try test.signIn(.candidate(TestPortal.second))
    let staff = try test.signIn(.staff("site-a"))
    let photo = try Photo.small(1)
    let upload = test.uploadRequest(candidate, photo: photo, more: "Connection: close\r\n")
    let secrets = [
      TestPortal.first.rawValue, TestPortal.second.rawValue, "测试考生", "测试路", "13900000088", "13912345678",
      "110101199001011", "zhang",
      "wrong password", code, candidate, staff, test.token(candidate), test.token(staff),
    ]
    let portal = test.portal
    try await test.serve { port in
      @Sendable func get(_ path: String, _ visit: String) -> String {
        "GET \(path) HTTP/1.1\r\nHost: x\r\nCookie: visit=\(visit)\r\nConnection: close\r\n\r\n"
      }
      @Sendable func post(_ path: String, _ visit: String, _ form: String) -> String {
        let form = "token=\(portal.desk.authentication.forgery.token(of: visit))&\(form)"
        return "POST \(path) HTTP/1.1\r\nHost: x\r\nCookie: visit=\(visit)\r\nConnection: close\r\n"
          + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: \(form.utf8.count)\r\n\r\n" + form
      }
      let base = "/staff/applications/\(TestPortal.first)"
      for request in [
        get("/materials", candidate),
        post("/profile", candidate, "mobile=13912345678&address=测试路2号"), post("/submit", candidate, "version=1"),
        post("/sign-in", candidate, "registration=\(TestPortal.second)&password=wrong password"),
        post(
          "/first-time", candidate, "registration=\(TestPortal.second)&lastSix=01122X&code=\(code)&password=x&again=x"),
        get(base, staff), get(base + "/pictures/identity/1", staff), get("/staff?number=\(TestPortal.first)", staff),
        post(base + "/pictures/identity/1/want", staff, "note=zhang"), post(base + "/return", staff, "note=zhang"),
        post("/staff/registrations/code", staff, "number=\(TestPortal.second)"),
        get("/staff/applications/zhang/\(TestPortal.first)", staff), "GET /\(TestPortal.first) nonsense\r\n\r\n",
      ] {
        _ = try await RawClient.connected(to: port) { client in
          try await client.send(request)
          return await client.untilClosed()
        }
      }
      _ = try await RawClient.connected(to: port) { client in
        try await client.send(upload.head)
        try await client.send(upload.body)
        return await client.untilClosed()
      }
      // Makes the store fail during a request.
      try test.store.database.maintain { try $0.execute(sql: "DROP TABLE message") }
      let broken = try await RawClient.connected(to: port) { client in
        try await client.send(get("/materials", candidate))
        return await client.untilClosed()
      }
      #expect(broken.hasPrefix("HTTP/1.1 500") && !broken.contains("SQL") && !broken.contains("message table"))
    }
    let told = lines.all
    #expect(
      told.contains { $0.contains("/materials/:material/:position/upload") || $0.contains("/materials/{material}") })
    #expect(told.contains { $0.contains("A request failed") })
    for secret in secrets { #expect(!told.contains { $0.contains(secret) }, "\(secret)") }
  }
}

/// Records every log line with its metadata.
struct Lines: LogHandler {
  private final class Kept: Sendable { let lines = Mutex<[String]>([]) }
  private let kept = Kept()
  var all: [String] { kept.lines.withLock { $0 } }
  var metadata: Logger.Metadata = [:]
  var logLevel = Logger.Level.trace
  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let all = metadata.merging(event.metadata ?? [:]) { $1 }
    kept.lines.withLock { $0.append("\(event.message) \(all) \(event.error.map { "\($0)" } ?? "")") }
  }
}
