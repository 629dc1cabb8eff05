import Synchronization
import Testing

@testable import ReviewStore

/// An engine that counts its transactions, and fails the commits that it is told to fail.
private final class WatchedEngine: StoreEngine {
  struct PowerCut: Error {}

  private let engine: any StoreEngine
  private let state = Mutex((reads: 0, writes: 0, fails: false))

  init(_ engine: any StoreEngine) { self.engine = engine }

  /// How many transactions a body takes: those that read, those that write.
  func count(_ body: () throws -> Void) rethrows -> [Int] {
    let before = state.withLock { $0 }
    try body()
    return state.withLock { [$0.reads - before.reads, $0.writes - before.writes] }
  }

  /// Does something while every write fails when all of it has been done, just before it would be committed.
  func failing(_ body: () throws -> Void) rethrows {
    state.withLock { $0.fails = true }
    defer { state.withLock { $0.fails = false } }
    try body()
  }

  private func watched<Value>(_ value: Value) throws -> Value {
    if state.withLock({ $0.fails }) { throw PowerCut() }
    return value
  }

  func read<Value>(_ body: (any StoreReading) throws -> Value) throws -> Value {
    state.withLock { $0.reads += 1 }
    return try engine.read(body)
  }

  func readStatement<Value>(_ body: (any StoreReading) throws -> Value) throws -> Value {
    try engine.readStatement(body)
  }

  func write<Value>(_ scope: WriteScope, _ body: (any StoreWriting) throws -> Value) throws -> Value {
    state.withLock { $0.writes += 1 }
    return try engine.write(scope) { try watched(body($0)) }
  }

  func writeErasing<Value>(_ body: (any StoreWriting) throws -> Value) throws -> Value {
    try engine.writeErasing { try watched(body($0)) }
  }

  func removeTraces(within seconds: Double) throws -> Bool { try engine.removeTraces(within: seconds) }
  func traces() throws -> String? { try engine.traces() }
  func headsKnownOutside() -> KnownHeads? { engine.headsKnownOutside() }
  func settledEntry(within seconds: Double) throws -> Int? { try engine.settledEntry(within: seconds) }
  func note(_ head: SealedHead) { engine.note(head) }
  func close() throws { try engine.close() }
}

@Suite("Acts and the engine below them") struct EngineTests {
  private let test: TestStore
  private let engine: WatchedEngine
  private let store: ReviewStore

  init() throws {
    test = try TestStore("shandong-2021")
    try test.addStaff()
    try test.enter("1")
    try test.uploadIdentity("1")
    engine = WatchedEngine(test.store.engine)
    store = try ReviewStore(
      engine, test.store.pictures, at: test.path, preparing: .tiny, clock: test.store.clock)
  }

  /// All that can be seen of the store.
  private func everything() throws -> String {
    var all = "\(try store.candidateView(of: "1")) \(try store.staff())"
    try store.eachAuditEntry { all += "\($0)" }
    try store.eachNotice { all += "\($0)" }
    return all
  }

  @Test("An act is one transaction, and so is all that a page shows")
  func transactions() throws {
    #expect(try engine.count { try store.submit("1") } == [0, 1])
    #expect(try engine.count { try store.accept(Place("identity", 1), of: "1", as: "a") } == [0, 1])
    #expect(try engine.count { try store.giveBack("1", note: "请更换", as: "a") } == [0, 1])
    #expect(try engine.count { _ = try store.candidateView(of: "1") } == [1, 0])
    #expect(try engine.count { _ = try store.staffView(of: "1", as: "a") } == [1, 0])
  }

  @Test("An act whose commit fails leaves nothing behind, whichever it is")
  func failures() throws {
    let acts: [() throws -> Void] = [
      { try store.remove(Place("identity", 1), of: "1") }, { try store.submit("1") },
      { try store.setProfile(of: "1", mobile: "13912345688") }, { _ = try store.makeCode(for: "1") },
      { try store.addStaff("new", role: .admin) }, { try store.disableStaff("b") },
      { try store.addRegistration(NewRegistration(number: "9", name: "x", category: "x", site: "A")) },
      { try store.erase("1", as: "boss") },
    ]
    let before = try everything()
    for (index, act) in acts.enumerated() {
      engine.failing { #expect(throws: WatchedEngine.PowerCut.self, "\(index)") { try act() } }
      #expect(try everything() == before, "\(index)")
    }
    try store.submit("1")
    let submitted = try everything()
    engine.failing {
      #expect(throws: WatchedEngine.PowerCut.self) { try store.giveBack("1", note: "请更换", as: "a") }
    }
    #expect(try everything() == submitted)
    #expect(try store.verify().isClean)
  }

  @Test("An upload whose commit fails leaves a file without a row, which verify finds and removes")
  func failedUpload() throws {
    let before = try everything()
    engine.failing {
      #expect(throws: WatchedEngine.PowerCut.self) { try store.upload(test.photo(), to: "education", of: "1") }
    }
    #expect(try everything() == before)
    #expect(try store.verify().problems.map(\.kind) == [.orphan])
    #expect(try store.verify(repair: true).repaired == 1)
    #expect(try store.verify().isClean)
  }
}
