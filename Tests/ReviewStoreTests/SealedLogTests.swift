import Foundation
import Testing

@testable import ReviewStore

@Suite("The sealed log") struct SealedLogTests {
  /// Two registrations, heads over parts of the log, and entries after the last one.
  private func test() throws -> TestStore {
    let test = try TestStore("shandong-2021")
    try test.addStaff()
    try test.store.seal()
    for number in ["1", "2"] as [RegistrationNumber] {
      try test.enter(number) { ($0.mobile, $0.idNumber) = ("13912345688", "11010119900101000\(number)") }
      try test.uploadIdentity(number)
      try test.store.submit(number)
      try test.store.seal()
    }
    try test.store.accept(Place("identity", 1), of: "1", as: "a")
    try test.store.accept(Place("identity", 2), of: "1", as: "a")
    return test
  }

  private func change(_ store: ReviewStore, _ sql: String) throws {
    // No row refers to one of the log.
    try store.database.maintain { try $0.execute(sql: sql) }
  }

  private func problems(_ store: ReviewStore) throws -> [String] {
    try store.verify().problems.filter { $0.kind == .audit }.map(\.detail.english)
  }

  @Test("A head covers all entries, refers to the one before it, and is recorded outside") func heads() throws {
    let test = try test()
    let before = try #require(try test.store.engine.read { try $0.sealedHead() })
    let head = try #require(try test.store.seal())
    #expect(try head.size == test.store.engine.read { try $0.chainHead().length })
    #expect(head.size == before.size + 2 && head.previous == before.hash)
    #expect(try test.store.seal() == head, "nothing is new")
    #expect(HeadFile(path: test.path + "/store.head").read()?.sealed == head)
    #expect(SealedHead(line: head.line) == head)
    let key = try #require(test.store.database.key)
    #expect(key.isSignature(head.signature, of: head.statement))
    #expect(!key.isSignature(head.signature, of: before.statement))
    #expect(try test.store.verify().problems == [])
  }

  @Test("Of two that seal at once, one stores its head") func race() throws {
    let test = try test()
    let other = try ReviewStore(at: test.path)
    let first = try #require(
      try test.store.engine.read { try $0.nextHead(upTo: $0.chainHead().length, at: test.store.clock()) })
    let second = try #require(try other.seal())
    #expect(second.size == first.head.size)
    #expect(try !test.store.engine.write(.heads) { try $0.keep(first) })
    #expect(try test.store.verify().problems == [])
    try other.close()
  }

  @Test(
    "Without the key nobody can rewrite entries below a head, even with all hashes made anew and without store.head",
    arguments: [
      "UPDATE audit SET actor = 'someone' WHERE sequence = 9", "UPDATE audit SET time = time + 1 WHERE sequence = 2",
      // A whole registration, with everything that tells of it.
      """
      DELETE FROM audit WHERE subject = '2'; DELETE FROM slot WHERE registration = 2;
      DELETE FROM look WHERE registration = 2; DELETE FROM message WHERE registration = 2;
      DELETE FROM notice WHERE registration = 2; DELETE FROM registration WHERE id = 2;
      CREATE TEMP TABLE place AS SELECT sequence AS old, row_number() OVER (ORDER BY sequence) AS new FROM audit;
      UPDATE audit SET sequence = -(SELECT new FROM place WHERE old = sequence);
      UPDATE audit SET sequence = -sequence; DROP TABLE place
      """,
      """
      UPDATE audit SET sequence = -sequence WHERE sequence IN (2, 3);
      UPDATE audit SET sequence = 5 + sequence WHERE sequence < 0
      """,
      "DELETE FROM audit WHERE sequence >= 12",
    ], [false, true])
  func rewritten(sql: String, rewritesTree: Bool) throws {
    let test = try test()
    try change(test.store, sql)
    try test.store.rewriteLog()
    if rewritesTree { try test.store.rewriteTree() }
    try FileManager.default.removeItem(atPath: test.path + "/store.head")
    let found = try problems(test.store)
    #expect(found.contains { $0.contains("head over") }, "\(found)")
  }

  @Test("The entries that were changed are named") func named() throws {
    let test = try TestStore("shandong-2021")
    for name in 0..<600 {
      try test.store.engine.write { try $0.record("export", on: "s\(name)", by: "office", at: Moment(milliseconds: 1)) }
    }
    try test.store.seal()
    #expect(try problems(test.store) == [])
    try change(test.store, "UPDATE audit SET actor = 'x' WHERE sequence = 300")
    try test.store.rewriteLog()
    try FileManager.default.removeItem(atPath: test.path + "/store.head")
    #expect(
      try problems(test.store) == [
        "audit: among entries 257 to 512 are others than the head over 601 entries was made of"
      ])
    try change(test.store, "UPDATE audit SET actor = 'office' WHERE sequence = 300")
    try test.store.rewriteLog()
    try change(test.store, "UPDATE node SET hash = replace(hash, substr(hash, 1, 8), '00000000') WHERE number = 1")
    #expect(
      try problems(test.store) == ["audit: the stored hash over entries 257 to 512 was changed or removed"])
  }

  @Test(
    "Heads that are removed, changed or not signed by the store are found",
    arguments: [
      ("DELETE FROM head WHERE size = (SELECT min(size) FROM head)", "does not follow the head before it"),
      ("DELETE FROM head WHERE size = 13", "does not follow the head before it"),
      ("DELETE FROM head WHERE size = (SELECT max(size) FROM head)", "store.head knows a signed head"),
      ("DELETE FROM head; DELETE FROM node", "store.head knows a signed head"),
      ("UPDATE head SET time = time + 1", "is not signed by this store"),
      ("UPDATE head SET signature = '\(String(repeating: "0", count: 128))'", "is not signed by this store"),
      ("UPDATE store SET eraEnd = 1", "is not signed by this store"),
    ])
  func heads(sql: String, words: String) throws {
    let test = try test()
    let sizes = try test.store.database.reading { try $0.values("SELECT size FROM head ORDER BY size") as [Int] }
    #expect(sizes.count == 3)
    try change(test.store, sql.replacingOccurrences(of: "size = 13", with: "size = \(sizes[1])"))
    let found = try problems(test.store)
    #expect(found.contains { $0.contains(words) }, "\(found)")
  }

  @Test("Entries after the last head that are cut off or replaced are found") func afterHead() throws {
    for sql in ["DELETE FROM audit WHERE sequence > 18", "UPDATE audit SET actor = 'b' WHERE sequence = 19"] {
      let test = try test()
      try change(test.store, sql)
      try test.store.rewriteLog()
      #expect(
        try problems(test.store).contains { $0.contains("store.head knows") })
    }
  }

  @Test("The log is sealed when its last head is old or many entries are new, and not before") func due() throws {
    let test = try test()
    let head = try #require(try test.store.engine.read { try $0.sealedHead() })
    let sealed = { try test.store.engine.read { try $0.sealedHead() }?.size }
    test.wait(minutes: 1)
    try test.store.sealIfDue(olderThan: 61)
    #expect(try sealed() == head.size)
    try test.store.sealIfDue(olderThan: 60)
    #expect(try sealed() == head.size + 2)
    test.wait(minutes: 9)
    try test.store.sealIfDue(olderThan: 60)
    #expect(try sealed() == head.size + 2, "nothing is new")
    try test.store.engine.write { transaction in
      for _ in 0..<1000 { try transaction.record("export", on: "store", by: "office", at: test.store.clock()) }
    }
    try test.store.sealIfDue(olderThan: 6000)
    #expect(try sealed() == head.size + 1002)
  }

  @Test("Acts that are given up leave no entry, and the log around them is sealed, proved and verified")
  func gaps() throws {
    struct GivenUp: Error {}
    let test = try TestStore("shandong-2021")
    func write(_ numbers: Range<Int>) throws {
      for start in stride(from: numbers.lowerBound, to: numbers.upperBound, by: 50) {
        try test.store.engine.write { transaction in
          for number in start..<start + 50 {
            try transaction.record("export", on: "s\(number)", by: "office", at: Moment(milliseconds: 1))
          }
        }
        #expect(throws: GivenUp.self) {
          try test.store.engine.write {
            try $0.record("export", on: "given up", by: "office", at: Moment(milliseconds: 1))
            throw GivenUp()
          }
        }
      }
    }
    try write(0..<300)
    try test.store.seal()
    try write(300..<600)
    #expect(try problems(test.store) == [])
    let head = try #require(try test.store.seal())
    #expect(head.size == 601)
    try write(600..<650)
    #expect(try problems(test.store) == [])
    for (subject, leaf) in [("s0", 1), ("s254", 255), ("s255", 256), ("s599", 600)] {
      let proof = try test.store.logProof(of: subject)
      #expect(proof.entries.map(\.leaf) == [leaf])
    }
    #expect(try test.store.logProof(of: "s649").unsealed == 1)
    try change(test.store, "DELETE FROM audit WHERE subject = 's298'")
    #expect(try problems(test.store).contains { $0.contains("are others than the head over 301 entries") })
  }

  @Test("The hash over all entries that earlier versions kept is still checked", .inFiles) func commonRow() throws {
    let test = try test()
    let old = KnownHeads(log: try test.store.revertToCommonRow(), sealed: try test.store.seal())
    try test.store.close()
    try FileManager.default.removeItem(atPath: test.path + "/store.head")
    try HeadFile(path: test.path + "/store.head").create(old)
    let opened = try ReviewStore(at: test.path, preparing: .tiny)
    #expect(try opened.verify(against: old).problems == [])
    try opened.pass("1", as: "a")
    #expect(try opened.verify(against: old).problems == [])
    #expect(HeadFile(path: test.path + "/store.head").read()?.log == (try opened.engine.read { try $0.chainHead() }))
    try change(opened, "UPDATE audit SET actor = 'b' WHERE subject = '2' AND action = 'submit'")
    try opened.rewriteLog()
    #expect(try opened.verify(against: old).problems.contains { $0.detail.english.contains("the backup knows") })
    try opened.close()
  }

  @Test("A backup has a head over everything in it, and shows when the store lacks it") func backup() throws {
    let test = try test()
    let (file, place) = (test.path + "-backup", test.path + "-restored")
    defer { for path in [file, place] { try? FileManager.default.removeItem(atPath: path) } }
    _ = try test.store.backup(to: file)
    let heads = try ReviewStore.heads(ofBackup: file)
    #expect(heads.sealed?.size == heads.log.length)
    _ = try ReviewStore.restore(file, to: place)
    let restored = try ReviewStore(at: place)
    #expect(try restored.verify(against: heads).problems == [])
    try restored.addStaff("later", role: .admin)
    #expect(try restored.seal()?.previous == heads.sealed?.hash)
    #expect(try restored.verify(against: heads).problems == [])
    try restored.close()
    try FileManager.default.removeItem(atPath: test.path + "/store.head")
    try change(test.store, "DELETE FROM head WHERE size = (SELECT max(size) FROM head)")
    #expect(
      try test.store.verify(against: heads).problems.map(\.detail.english) == [
        "audit: the backup knows a signed head over \(heads.log.length) entries, which the store lacks or has otherwise"
      ])
  }

  @Test("The chain of an older store is kept as the log's first era, verified, and continued", .inFiles) func older()
    throws
  {
    let test = try test()
    try test.store.revertToOneChain()
    let old = try #require(
      try test.store.database.reading {
        try $0.row("SELECT length, head FROM chain") { ChainHead(length: try $0["length"], hash: try $0["head"]) }
      })
    let known = KnownHeads(log: old)
    try test.store.close()
    try FileManager.default.removeItem(atPath: test.path + "/store.head")
    let opened = try ReviewStore(at: test.path, preparing: .tiny)
    #expect(try opened.verify(against: known).problems == [])
    try opened.pass("1", as: "a")
    try opened.accept(Place("identity", 1), of: "2", as: "a")
    #expect(try opened.verify(against: known).problems == [])
    let head = try #require(try opened.seal())
    #expect(head.eraEnd == known.log.length && head.size > head.eraEnd)
    #expect(try opened.logProof(of: "1").entries.count > 5)
    #expect(try opened.verify(against: known).problems == [])
    try change(opened, "UPDATE audit SET actor = 'someone' WHERE sequence = 4")
    #expect(try problems(opened).contains { $0.contains("entry 4 was changed") })
    try opened.close()
  }

  @Test("A proof has all sealed entries of a registration, and tells of how many are not sealed") func proof() throws {
    let test = try test()
    let proof = try test.store.logProof(of: "1")
    #expect(proof.unsealed == 2)
    #expect(proof.entries.map(\.entry.action) == ["register", "activate", "upload", "upload", "submit"])
    var last = ChainHead.empty.hash
    for entry in proof.entries {
      #expect(entry.previous == last && entry.entry.link(after: last) == entry.entry.hash)
      last = entry.entry.hash
    }
    #expect(refusal { _ = try test.store.logProof(of: "nobody") } == .notFound)
    let empty = try TestStore("shandong-2021")
    #expect(refusal { _ = try empty.store.logProof(of: "1") } == .notFound)
    #expect(throws: StoreError.noKey) {
      try FileManager.default.removeItem(atPath: test.path + "/store.key")
      try ReviewStore(at: test.path).seal()
    }
  }
}
