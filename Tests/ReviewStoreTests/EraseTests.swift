import Foundation
import GRDB
import Testing

@testable import ReviewStore

@Suite("Erasing while others use the store", .timeLimit(.minutes(20))) struct EraseTests {
  private func test() throws -> TestStore {
    let test = try TestStore("shandong-2021")
    try test.addStaff()
    try test.enter("1") { ($0.mobile, $0.address) = ("13912345688", "某地无名路 1 号") }
    try test.uploadIdentity("1")
    return test
  }

  private func holdsAddress(_ test: TestStore) -> Bool {
    ["store.sqlite", "store.sqlite-wal"].contains { name in
      let bytes = (try? Data(contentsOf: URL(fileURLWithPath: test.path + "/" + name))) ?? Data()
      return bytes.range(of: Data("某地无名路".utf8)) != nil
    }
  }

  @Test("While a backup runs nothing is erased, and the caller is told to retry") func kept() throws {
    let test = try test()
    try withExtendedLifetime(test.store.files.keepAll()) {
      #expect(throws: StoreError.busy) { try test.store.erase("1", as: "r", patience: 0) }
      #expect(
        refusal { try test.store.erase("2", as: "r", patience: 0) } == .notFound, "what is refused is refused first")
    }
    #expect(try test.store.picture(Place("identity", 1), of: "1").isEmpty == false)
    try test.store.erase("1", as: "r", patience: 0)
    #expect(try test.store.verify().isClean)
  }

  @Test(
    "While a reader keeps the write-ahead log, erasing is incomplete; verify reports it, and repair completes it",
    .inFiles)
  func read() throws {
    let test = try test()
    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    let reader = try DatabaseQueue(path: test.path + "/store.sqlite", configuration: configuration)
    try reader.inDatabase { try $0.execute(sql: "BEGIN; SELECT count(*) FROM registration") }
    #expect(throws: StoreError.tracesLeft) { try test.store.erase("1", as: "r", patience: 0) }
    #expect(refusal { _ = try test.store.status(of: "1") } == .notFound)
    #expect(holdsAddress(test))
    #expect(try test.store.verify(repair: true, patience: 0).problems.map(\.kind) == [.temporary])
    try reader.inDatabase { try $0.execute(sql: "COMMIT") }
    let repaired = try test.store.verify(repair: true)
    #expect(repaired.isClean && repaired.repaired == 1)
    #expect(!holdsAddress(test))
    #expect(try test.store.verify().isClean)
  }

  @Test("A removed picture's file that could not be deleted is found by verify and deleted by repair")
  func discarded()
    throws
  {
    let test = try test()
    try withExtendedLifetime(test.store.files.keepAll()) {
      try test.store.remove(Place("identity", 1), of: "1")
      #expect(try test.store.verify().problems.map(\.kind) == [.orphan])
      #expect(try test.store.verify(repair: true, patience: 0).problems.map(\.kind) == [.orphan])
    }
    let repaired = try test.store.verify(repair: true)
    #expect(repaired.isClean && repaired.repaired == 1)
    #expect(try test.store.verify().isClean)
  }

  @Test("Erasing a registration deletes the note of its rejection") func rejectionNote() throws {
    let test = try test()
    try test.store.submit("1")
    try test.store.reject("1", note: "某地无名路写错", as: "a")
    try test.store.erase("1", as: "r")
    #expect(!holdsAddress(test))
    #expect(try test.store.verify().isClean)
  }
}
