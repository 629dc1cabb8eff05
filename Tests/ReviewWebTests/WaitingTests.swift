import Dispatch
import HTTPTypes
import NIOCore
import NIOPosix
import StoreServer
import Testing

@testable import ReviewStore
@testable import ReviewWeb

@Suite("Waiting for the store and the disk", .timeLimit(.minutes(20))) struct WaitingTests {
  @Test("While the store does not respond, requests that do not need it are answered")
  func slowStore() async throws {
    let test = try TestPortal()
    try await test.run { browser in
      let candidates = try (0..<16).map { _ in try browser.as(.candidate(TestPortal.first)) }
      let goOn = DispatchSemaphore(value: 0)
      let authentication = test.portal.desk.authentication
      let (began, begin) = AsyncStream<Void>.makeStream()
      DispatchQueue.global().async {
        try? authentication.store.engine.read { _ in
          begin.finish()
          goOn.wait()
        }
      }
      for await _ in began {}
      // More requests than the thread pool has threads: if each blocked one, nothing else could run.
      async let pages = withThrowingTaskGroup(of: Int.self) { group in
        for candidate in candidates { group.addTask { try await candidate.get("/materials").status.code } }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      for _ in 0..<100 {
        #expect(try await browser.get("/healthz").status == .ok)
        await Task.yield()
      }
      goOn.signal()
      #expect(try await pages == Array(repeating: 200, count: 16))
    }
  }

  @Test("When authentication fails because of the store, the response is a page or an object like any other")
  func unreadableStore() async throws {
    let test = try TestPortal()
    try await test.run { browser in
      let staff = try browser.as(.staff("site-a"))
      try test.store.database.maintain {
        let spoil = "UPDATE staff SET role = 'guest' WHERE name = 'site-a'"
        try $0.execute(
          sql: StoreServer.address == nil
            ? "PRAGMA ignore_check_constraints = ON; \(spoil); PRAGMA ignore_check_constraints = OFF"
            : "ALTER TABLE staff DROP CONSTRAINT staff_role_check, DROP CONSTRAINT staff_check; \(spoil)")
      }
      let page = try await staff.get("/staff/queue")
      #expect(page.status == .internalServerError && page.text.contains("<html"))
      let answer = try await staff.get("/staff/queue", [.accept: "application/json"])
      #expect(answer.status == .internalServerError && answer.text.contains("\"internal\""))
    }
  }

  @Test("Uploads are written by the pool's threads only, and not after the pool has ended")
  func spooled() async throws {
    let test = try TestPortal()
    try await test.run { _ in
      let pool = NIOThreadPool(numberOfThreads: 1)
      pool.start()
      let folder = SpoolFolder(path: test.folder, pool: pool)
      let file = try await folder.makeFile(limit: 4)
      try await folder.append(ByteBuffer(bytes: [1, 2, 3]), to: file)
      #expect(try file.bytes() == [1, 2, 3])
      await #expect(throws: SpoolFile.TooLarge.self) { try await folder.append(ByteBuffer(bytes: [4, 5]), to: file) }
      try await pool.shutdownGracefully()
      await #expect(throws: CancellationError.self) { try await folder.append(ByteBuffer(bytes: [4]), to: file) }
      await #expect(throws: CancellationError.self) { try await folder.makeFile(limit: 4) }
      #expect(file.count == 3)
    }
  }
}
