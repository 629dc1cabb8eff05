import Foundation
import Synchronization
import Testing

@testable import ReviewStore

@Suite("What is said to PostgreSQL") struct PostgreSQLTests {
  @Test("Placeholders are numbered as SQLite counts them, and texts are left alone") func placeholders() {
    #expect(PostgreSQLParameters.numbered("SELECT ? + ?, ?1, '?'") == "SELECT $1 + $2, $1, '?'")
    #expect(PostgreSQLParameters.numbered("a = ?3 AND b = ? AND c = ?12") == "a = $3 AND b = $4 AND c = $12")
  }

  @Test(
    "An address with a password is refused, wherever it stands in it",
    arguments: [
      "postgresql://office:secret@db/review", "postgres://db/review?password=secret",
      "postgresql://office@db/review?sslpassword=secret",
    ])
  func password(address: String) throws {
    let error = #expect(throws: InputError.badDatabase(.hasPassword)) { try DatabaseAddress(address) }
    let words = try #require(error).explanation
    #expect(words.english.contains(".pgpass") && !words.english.contains("secret"))
  }

  @Test("What is no address is refused", arguments: ["", "db/review", "postgres://[db/review", "mysql://db/review"])
  func noAddress(text: String) {
    #expect(throws: InputError.badDatabase(.unreadable)) { try DatabaseAddress(text) }
  }

  @Test("Errors keep what to do about them, and no values") func errors() {
    #expect(StoreError(.refused(state: "40001", "x")) == .busy)
    #expect(StoreError(.refused(state: "53100", "x")) == .diskFull)
    #expect(StoreError(.refused(state: "22P02", "invalid input: 王小明")) == .fault("PostgreSQL 22P02"))
    #expect(StoreError(.unreachable("connection refused\nIs it running?")) == .unreachable("connection refused"))
  }
}

@Suite("Stores in PostgreSQL", .enabled(if: TestServer.address != nil)) struct PostgreSQLStoreTests {
  @Test("A store in a database that holds one already is refused, and that one is left alone") func used() throws {
    let test = try TestStore("shandong-2021")
    let address = try #require(try StoreSettings.load(from: test.path).database)
    #expect(throws: StoreError.exists(path: address.text)) {
      try ReviewStore.create(
        at: test.path + "-2", database: address, policy: #require(Policy.shippedYAML("shandong-2021")))
    }
    #expect(!FileManager.default.fileExists(atPath: test.path + "-2"))
    #expect(try test.store.verify().isClean)
  }

  @Test("After the server closed all connections, the next act is done on a new one") func restarted() throws {
    let test = try TestStore("shandong-2021")
    try test.enter("1")
    let database = try #require(try StoreSettings.load(from: test.path).database)
    let other = try PostgreSQLConnection(database)
    for _ in 0..<3 {
      try other.run(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() "
          + "AND pid <> pg_backend_pid()")
      try test.uploadIdentity("1")
      try test.store.remove(Place("identity", 2), of: "1")
      try test.store.remove(Place("identity", 1), of: "1")
      #expect(try test.store.status(of: "1").state == .filling)
    }
    #expect(try test.store.verify().isClean)
  }

  @Test("Acts on two registrations do not wait for each other, and none is left out of the log's tree")
  func together() throws {
    let test = try TestStore("shandong-2021")
    try test.addStaff()
    for number in ["1", "2"] as [RegistrationNumber] {
      try test.enter(number)
      try test.uploadIdentity(number)
    }
    let before = try #require(try test.store.seal())
    let late = try test.store.engine.write(.application("1")) { transaction in
      try transaction.record("export", on: "1", by: "office", at: test.store.clock())
      let late = try transaction.chainHead()
      // The first has a number, and is not committed: the second would wait for it to the end of its patience.
      try test.store.submit("2")
      try test.store.accept(Place("identity", 1), of: "2", as: "a")
      #expect(try test.store.engine.read { try $0.chainHead().length } == late.length + 2)
      #expect(try test.store.seal(within: 0) == before, "an entry with a lower number may still come")
      #expect(try test.store.verify().problems == [])
      return late
    }
    let head = try #require(try test.store.seal())
    #expect(head.size == before.size + 3)
    #expect(try test.store.logProof(of: "1").entries.last?.entry.sequence == late.length)
    #expect(try test.store.logProof(of: "1").unsealed == 0)
    #expect(try test.store.verify().problems == [])
    try test.store.database.maintain { try $0.execute(sql: "DELETE FROM audit WHERE sequence = \(late.length)") }
    #expect(try test.store.verify().problems.contains { $0.detail.english.contains("are others than the head over") })
  }

  @Test("Storing a head waits for no act, and no act for it") func sealing() throws {
    let test = try TestStore("shandong-2021")
    for number in ["1", "2"] as [RegistrationNumber] { try test.enter(number) }
    let next = try #require(
      try test.store.engine.read { try $0.nextHead(upTo: $0.chainHead().length, at: test.store.clock()) })
    try test.store.engine.write(.application("1")) { _ in
      _ = try test.store.engine.write(.heads) { transaction in
        #expect(try transaction.keep(next))
        try test.uploadIdentity("2")
      }
    }
    #expect(try test.store.verify().problems == [])
  }

  @Test("A transaction that others were in the way of is run again, at most three times") func retried() throws {
    let test = try TestStore("shandong-2021")
    var runs = 0
    let value = try test.store.database.writing { transaction in
      runs += 1
      if runs < 4 { try transaction.run("DO $$ BEGIN RAISE serialization_failure; END $$") }
      return runs
    }
    #expect(value == 4)
    runs = 0
    #expect(throws: StoreError.busy) {
      try test.store.database.writing { transaction in
        runs += 1
        try transaction.run("DO $$ BEGIN RAISE deadlock_detected; END $$")
      }
    }
    #expect(runs == 4)
  }

  @Test("Every table has the same columns in both engines") func columns() throws {
    let test = try TestStore("shandong-2021")
    let path = test.path + "-file"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try ReviewStore.create(at: path, policy: #require(Policy.shippedYAML("shandong-2021")))
    let file = try ReviewStore(at: path)
    let tables: [String] = try file.file.reading {
      try $0.values("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%\\_%' ESCAPE '\\'")
    }
    #expect(tables.count > 20)
    for table in tables {
      let inFile: [String] = try file.file.reading { try $0.values($0.dialect.columnsOfTable, [table]) }
      let onServer: [String] = try test.store.database.reading { try $0.values($0.dialect.columnsOfTable, [table]) }
      #expect(Set(inFile.map { $0.lowercased() }) == Set(onServer), "\(table)")
    }
    try file.close()
  }

  @Test("A missing index and a disabled trigger are reported") func damage() throws {
    let test = try TestStore("shandong-2021")
    try test.store.database.maintain {
      try $0.execute(sql: "DROP INDEX noticeByState; ALTER TABLE slot DISABLE TRIGGER slotWithinMaximum")
    }
    #expect(try test.store.verify().problems.map(\.kind) == [.database, .database])
  }
}

/// A server of a test's own, which it may end.
private final class OwnServer: Sendable {
  let database: DatabaseAddress
  private let folder: String
  private static let script = URL(fileURLWithPath: #filePath).appendingPathComponent(
    "../../../Scripts/postgres-for-tests"
  )
  .standardized.path

  init() throws {
    // Where the server's own user comes in.
    let above = "/tmp/postgres-" + UUID().uuidString
    try FileManager.default.createDirectory(
      atPath: above, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o711])
    folder = above + "/server"
    database = try DatabaseAddress(Self.run("start", folder))
  }

  deinit {
    _ = try? Self.run("stop", folder)
    try? FileManager.default.removeItem(atPath: (folder as NSString).deletingLastPathComponent)
  }

  func halt() throws { _ = try Self.run("halt", folder) }
  func resume() throws { _ = try Self.run("resume", folder) }

  private static func run(_ command: String, _ folder: String) throws -> String {
    // The server would keep a pipe, or the socket by which Process knows of an end.
    let output = "\(folder).out"
    try #require(system("'\(script)' \(command) '\(folder)' >'\(output)' 2>/dev/null") == 0)
    return try String(contentsOfFile: output, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
  }
}

@Suite("A server that is restarted", .enabled(if: TestServer.address != nil), .timeLimit(.minutes(20)))
struct RestartTests {
  private let server: OwnServer
  private let path = NSTemporaryDirectory() + "review-store-" + UUID().uuidString

  init() throws {
    server = try OwnServer()
    try ReviewStore.create(at: path, database: server.database, policy: #require(Policy.shippedYAML("shandong-2021")))
  }

  /// The store, by an engine that waits so long for the server.
  private func store(waiting seconds: Double) throws -> ReviewStore {
    var engine = try PostgreSQLEngine(server.database, folder: path, waitingForRestart: seconds)
    engine.key = try StoreKey.load(from: path)
    return try ReviewStore(engine, PictureFiles(folder: path), at: path, preparing: .tiny)
  }

  private func add(_ number: String, to store: ReviewStore) throws {
    try store.addRegistration(NewRegistration(number: number, name: "测试考生", category: "临床执业医师", site: "A"))
  }

  private func isUnreachable(_ body: () throws -> Void) -> Bool {
    do {
      try body()
    } catch StoreError.unreachable {
      return true
    } catch {}
    return false
  }

  @Test("While it is down, acts and views are refused, and afterwards they work again") func down() throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    let store = try store(waiting: 0.2)
    try add("1", to: store)
    try server.halt()
    for _ in 0..<2 {
      #expect(isUnreachable { try store.activate("1") })
      #expect(isUnreachable { _ = try store.status(of: "1") })
      #expect(isUnreachable { _ = try store.signingKey() })
    }
    #expect(isUnreachable { _ = try self.store(waiting: 0) })
    try server.resume()
    try store.activate("1")
    try store.upload([1, 2, 3], to: "identity", of: "1")
    #expect(try store.verify().problems == [])
    try store.close()
  }

  @Test("An act that comes meanwhile waits for it; none that was acknowledged is lost, and none is done twice")
  func waiting() throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    let store = try store(waiting: 60)
    let state = Mutex((next: 0, done: [String](), failed: [String](), isOver: false))
    let group = DispatchGroup()
    for _ in 0..<4 {
      group.enter()
      Thread {
        defer { group.leave() }
        while let number = state.withLock({ state -> String? in
          state.next += 1
          return state.isOver ? nil : "R\(state.next)"
        }) {
          do {
            try add(number, to: store)
            state.withLock { $0.done.append(number) }
          } catch {
            state.withLock { $0.failed.append(number) }
          }
        }
      }.start()
    }
    func more(_ count: Int) {
      let enough = state.withLock { $0.done.count } + count
      while state.withLock({ $0.done.count < enough }) { sched_yield() }
    }
    for _ in 0..<3 {
      more(20)
      try server.halt()
      try server.resume()
    }
    more(20)
    state.withLock { $0.isOver = true }
    group.wait()
    let (done, failed) = state.withLock { (Set($0.done), Set($0.failed)) }
    var logged: [String] = []
    try store.eachAuditEntry { if $0.subject.hasPrefix("R") { logged.append($0.subject) } }
    #expect(Set(logged) == done && logged.count == done.count, "\(failed)")
    #expect(try store.verify().problems == [])
    try store.close()
  }
}
