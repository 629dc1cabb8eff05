import Foundation
import Testing

@testable import ReviewStore
@testable import ReviewWeb

@Suite("Over real connections", .timeLimit(.minutes(20))) struct LiveTests {
  /// Options with short timeouts.
  private static var impatient: PortalOptions {
    var options = PortalOptions()
    options.port = 0
    options.connection.headSeconds = 1
    options.connection.bodyCheckSeconds = 1
    return options
  }

  /// Options with timeouts that no busy machine reaches.
  private static var patient: PortalOptions {
    var options = PortalOptions()
    options.port = 0
    options.connection.headSeconds = 600
    options.connection.bodyCheckSeconds = 600
    options.shutdownSeconds = 600
    return options
  }

  @Test("A client that sends no head, half a head or an incomplete body is disconnected")
  func slowClients() async throws {
    let test = try TestPortal(options: Self.impatient)
    let visit = try test.signIn(.candidate(TestPortal.first))
    let upload = test.uploadRequest(visit, photo: try Photo.small(1))
    try await test.serve { port in
      for start in ["", "GET / HTTP/1.1\r\nHost: x\r\n", upload.head + "--"] {
        let answer = try await RawClient.connected(to: port) { client in
          // On a busy machine the server has dropped the connection before this is sent.
          try? await client.send(start)
          return await client.untilClosed()
        }
        #expect(!answer.hasPrefix("HTTP/1.1 200"), "\(start)")
      }
      // The server notices it a moment after the client.
      while test.portal.desk.uploads.arriving.count > 0 { await Task.yield() }
    }
  }

  @Test("While a portal drains it says that it is not ready and answers everything else, until it is told again")
  func draining() async throws {
    var options = Self.patient
    options.drainSeconds = 3600
    let test = try TestPortal(options: options)
    try await test.serve { port in
      test.portal.stop()
      for (path, status) in [("/readyz", "503"), ("/healthz", "200"), ("/", "303"), ("/readyz", "503")] {
        let answer = try await RawClient.connected(to: port) { client in
          try await client.send("GET \(path) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
          return await client.untilClosed()
        }
        #expect(answer.hasPrefix("HTTP/1.1 \(status)"), "\(path): \(answer.prefix(60))")
      }
    }
  }

  @Test("Files left by a crash are deleted once the portal runs again") func leftovers() async throws {
    let test = try TestPortal(options: Self.patient)
    let left = test.store.path + "/tmp/left"
    try Data([1]).write(to: URL(fileURLWithPath: left))
    try await test.serve { _ in }
    #expect(!FileManager.default.fileExists(atPath: left))
    // The fixture sets passwords without an act, so the log does not have them.
    let problems = try test.store.verify().problems.filter { $0.kind != .audit }
    #expect(problems.isEmpty, "\(problems)")
  }

  @Test("A head that is too long, or not HTTP, gets no page")
  func oddHeads() async throws {
    let test = try TestPortal(options: Self.impatient)
    try await test.serve { port in
      let long = String(repeating: "a", count: 40_000)
      let many = (0..<200).map { "X-\($0): 1\r\n" }.joined()
      for text in [
        "GET /\(long) HTTP/1.1\r\nHost: x\r\n\r\n", "GET / HTTP/1.1\r\nHost: x\r\nX-Long: \(long)\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\n\(many)\r\n", "\u{16}\u{3}\u{1} hello\r\n\r\n",
      ] {
        let answer = try await RawClient.connected(to: port) { client in
          // Refused by its beginning, the rest of a head may find the connection closed.
          try? await client.send(text)
          return await client.untilClosed()
        }
        #expect(answer.isEmpty || answer.hasPrefix("HTTP/1.1 4"), "\(text.prefix(20)): \(answer.prefix(60))")
      }
    }
  }

  @Test("When told to stop, it accepts no new requests, finishes an upload in progress, and ends")
  func gracefulStop() async throws {
    let test = try TestPortal(options: Self.patient)
    let visit = try test.signIn(.candidate(TestPortal.first))
    let photo = try Photo.small(1)
    let (head, body) = test.uploadRequest(visit, photo: photo, more: "Connection: close\r\n")
    let answer = try await test.serve { port in
      let answer = try await RawClient.connected(to: port) { client in
        try await client.send(head)
        try await client.send(body.prefix(body.count / 2))
        while test.portal.desk.uploads.arriving.count == 0 { await Task.yield() }
        test.portal.stop()
        await Self.untilRefused(port)
        try await client.send(body.dropFirst(body.count / 2))
        return await client.untilClosed()
      }
      let pictures = try test.store.materials(of: TestPortal.first).flatMap(\.pictures)
      #expect(pictures.count == 1)
      return answer
    }
    #expect(answer.hasPrefix("HTTP/1.1 200") && answer.contains("\"ok\":true"), "\(answer.prefix(200))")
  }

  /// Connects until connections are refused.
  private static func untilRefused(_ port: Int) async {
    while (try? await RawClient.connected(to: port, { _ in })) != nil { await Task.yield() }
  }

  @Test("A client that disconnects during an upload leaves no file behind and frees its slot")
  func brokenOff() async throws {
    var options = Self.patient
    options.uploadsAtOnceEach = 1
    let test = try TestPortal(options: options)
    let visit = try test.signIn(.candidate(TestPortal.first))
    let (head, body) = test.uploadRequest(visit, photo: try Photo.small(1))
    let names = try FileManager.default.subpathsOfDirectory(atPath: test.folder).filter {
      !$0.hasPrefix("store.sqlite")
    }
    try await test.serve { port in
      try await RawClient.connected(to: port) { client in
        try await client.send(head)
        try await client.send(body.prefix(body.count / 2))
        while try test.photosArriving() == 0 { await Task.yield() }
      }
      while try test.photosArriving() > 0 { await Task.yield() }
      while test.portal.desk.uploads.arriving.count > 0 { await Task.yield() }
      #expect(try test.store.status(of: TestPortal.first).version == 1)
      let after = try FileManager.default.subpathsOfDirectory(atPath: test.folder)
        .filter { !$0.hasPrefix("store.sqlite") }
      #expect(after.sorted() == names.sorted())
      let whole = test.uploadRequest(visit, photo: try Photo.small(1), more: "Connection: close\r\n")
      let answer = try await RawClient.connected(to: port) { client in
        try await client.send(whole.head)
        try await client.send(whole.body)
        return await client.untilClosed()
      }
      #expect(answer.hasPrefix("HTTP/1.1 200"), "\(answer.prefix(200))")
    }
  }

  @Test("One person's uploads do not use up everybody's slots")
  func room() async throws {
    var options = Self.patient
    options.uploadsAtOnceEach = 1
    let test = try TestPortal(options: options)
    let visit = try test.signIn(.candidate(TestPortal.first))
    let other = try test.signIn(.candidate(TestPortal.second))
    let photo = try Photo.small(1)
    let (head, body) = test.uploadRequest(visit, photo: photo)
    try await test.serve { port in
      try await RawClient.connected(to: port) { client in
        try await client.send(head)
        while test.portal.desk.uploads.arriving.count == 0 { await Task.yield() }
        func answer(to visit: String) async throws -> String {
          let (head, body) = test.uploadRequest(visit, photo: photo, more: "Connection: close\r\n")
          return try await RawClient.connected(to: port) { client in
            try await client.send(head)
            try? await client.send(body)
            return await client.untilClosed()
          }
        }
        let busy = try await answer(to: visit)
        #expect(busy.hasPrefix("HTTP/1.1 503") && busy.lowercased().contains("retry-after: 10"), "\(busy.prefix(300))")
        #expect(try await answer(to: other).hasPrefix("HTTP/1.1 200"))
        try await client.send(body)
      }
    }
  }
}
