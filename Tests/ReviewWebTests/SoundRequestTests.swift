import Foundation
import HTTPTypes
import HummingbirdTesting
import ImageKit
import Logging
import NIOCore
import Testing
import Wording

@testable import ReviewStore
@testable import ReviewWeb

@Suite("Handling of requests", .timeLimit(.minutes(20))) struct SoundRequestTests {
  @Test("An unsupported method gets 405 with the allowed ones; an unknown path gets 404")
  func methods() async throws {
    let test = try TestPortal()
    try await test.run { browser in
      let found = [
        ("/sign-in", HTTPRequest.Method.put, "GET, HEAD, POST"), ("/sign-out", .get, "POST"),
        ("/materials/identity/1/picture", .delete, "GET, HEAD"), ("/api/v1/sessions", .delete, "GET, HEAD, POST"),
        ("/api/v1/application/profile", .post, "GET, HEAD, PATCH"), ("/", .post, "GET, HEAD"),
      ]
      for (path, method, allowed) in found {
        let answer = try await browser.program(method, path, "")
        #expect(answer.status == .methodNotAllowed && answer.headers[.allow] == allowed, "\(method) \(path)")
      }
      #expect(try await browser.program(.put, "/nowhere", "").status == .notFound)
      #expect(try await browser.program(.put, "/api/v1/nowhere", "").text.contains(#""code":"not-found""#))
    }
  }

  @Test("HEAD is answered like GET, without a body, for every status")
  func head() async throws {
    let test = try TestPortal()
    try await test.run { browser in
      for path in ["/sign-in", "/healthz", "/nowhere", "/api/v1/openapi.yaml", "/api/v1/application", "/sign-out"] {
        let get = try await browser.program(.get, path, "")
        let head = try await browser.program(.head, path, "")
        #expect(head.status == get.status && head.body.readableBytes == 0, "\(path)")
        #expect(head.headers[.contentType] == get.headers[.contentType], "\(path)")
      }
    }
  }

  @Test("The token's scheme is required and case-insensitive")
  func scheme() async throws {
    let test = try TestPortal()
    try await test.run { browser in
      let token = try test.signIn(.candidate(TestPortal.first))
      for scheme in ["Bearer ", "bearer ", "BEARER  "] {
        let answer = try await browser.get("/api/v1/application", [.authorization: scheme + token])
        #expect(answer.status == .ok, "\(scheme)")
      }
      for scheme in ["", "Basic ", "Bearer"] {
        let answer = try await browser.get("/api/v1/application", [.authorization: scheme + token])
        #expect(answer.status == .unauthorized, "\(scheme)")
      }
    }
  }

  @Test("A query that cannot be parsed is refused, not ignored")
  func queries() async throws {
    let test = try TestPortal()
    try await test.run { browser in
      let staff = try browser.as(.staff("admin"))
      for query in ["sort=AAA", "limit=x", "limit=0", "limit=-1"] {
        #expect(try await staff.program(.get, "/api/v1/review/queue?\(query)", "").status == .badRequest, "\(query)")
      }
      for query in ["sort=since", "sort=findings", "limit=5", ""] {
        #expect(try await staff.program(.get, "/api/v1/review/queue?\(query)", "").status == .ok, "\(query)")
      }
      let candidate = try browser.as(.candidate(TestPortal.first))
      let path = "/api/v1/application/materials/identity/pictures"
      #expect(try await candidate.program(.post, path + "?position=one", "").status == .badRequest)
      #expect(try await candidate.program(.delete, path + "/1?version=x", "").status == .badRequest)
    }
  }

  @Test("A request names exactly one host, and a client's disconnection is not a server error")
  func hosts() async throws {
    let log = Lines()
    let test = try TestPortal(logger: Logger(label: "test") { _ in log })
    try await test.serve { port in
      for (fields, status) in [
        ("Host: localhost", "200"), ("Host: [::1]:80", "200"), ("", "400"), ("Host:", "400"),
        ("Host: a\r\nHost: a", "400"),
        ("Host: a/b", "400"),
      ] {
        let answer = try await RawClient.connected(to: port) { client in
          try await client.send("GET /healthz HTTP/1.1\r\n\(fields)\r\nConnection: close\r\n\r\n")
          return await client.untilClosed()
        }
        #expect(answer.hasPrefix("HTTP/1.1 \(status)"), "\(fields)")
      }
      try await RawClient.connected(to: port) { client in
        try await client.send("POST /nowhere HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\n")
        let answer = await client.untilClosed()
        #expect(answer.contains("404") && answer.lowercased().contains("connection: close"))
      }
    }
    #expect(!log.all.contains { $0.contains("A request failed") })
    #expect(Problem(ConnectionGuard.Lost()).status == .badRequest)
  }

  @Test("Messages waiting for a page are bounded, and the omitted ones are counted")
  func news() throws {
    let test = try TestPortal()
    defer { try? FileManager.default.removeItem(atPath: test.folder) }
    let visit = try test.signIn(.candidate(TestPortal.first))
    let sessions = test.portal.desk.authentication.sessions
    let long = Bilingual(String(repeating: "x", count: 60_000), String(repeating: "长", count: 60_000))
    for _ in 0..<1000 {
      try sessions.tell(News(kind: .bad, text: long, details: Array(repeating: long, count: 100)), to: visit)
    }
    let news = try sessions.takeNews(of: visit)
    #expect(news.count == SessionStore.newsLimit + 1)
    #expect(news.last?.text.english == "And \(1000 - SessionStore.newsLimit) more.")
    #expect(news[0].details.count == SessionStore.newsLimit + 1)
    #expect(news[0].text.chinese.unicodeScalars.count == 1001)
    #expect(try sessions.takeNews(of: visit).isEmpty)
  }

  @Test("An idempotency key that is too long is refused before anything is done")
  func keys() async throws {
    let test = try TestPortal()
    try await test.run { browser in
      let candidate = try browser.as(.candidate(TestPortal.first))
      let long = String(repeating: "k", count: 129)
      let answer = try await candidate.upload(
        "/materials/identity/1/upload", [Photo.small(1)], key: long, [.accept: "application/json"])
      #expect(answer.status == .badRequest && answer.text.contains("bad-key"))
      #expect(try await candidate.post("/submit", ["key": long]).status == .badRequest)
      #expect(test.portal.desk.uploads.outcomes.counts == (0, 0))
    }
  }

  @Test("The office sees wrong guesses at a one-time code")
  func guessedCode() async throws {
    let test = try TestPortal()
    _ = try test.store.makeCode(for: TestPortal.first)
    try test.store.database.maintain { try $0.execute(sql: "UPDATE code SET failures = 3") }
    try await test.run { browser in
      let staff = try browser.as(.staff("admin"))
      let page = "/staff/registrations?number=\(TestPortal.first)"
      #expect(try await staff.get(page).text.contains("3 wrong codes were tried"))
      try test.store.database.maintain { try $0.execute(sql: "UPDATE code SET failures = \(Guessing.codes)") }
      #expect(try await staff.get(page).text.contains("The one-time code is void"))
      let record = try await staff.program(.get, "/api/v1/office/registrations/\(TestPortal.first)", "")
      #expect(record.text.contains(#""wrongGuesses":20,"void":true"#))
    }
  }
}
