import Foundation
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
