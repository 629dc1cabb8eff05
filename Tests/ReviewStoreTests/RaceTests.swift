import Dispatch
import Synchronization
import Testing

@testable import ReviewStore

/// Several concurrent writers, each with its own connection to the store, as separate processes have.
@Suite("Concurrent writers", .timeLimit(.minutes(20))) struct RaceTests {
  /// The error of each writer's act; nil where it was accepted.
  private func race(_ count: Int, on test: TestStore, _ act: @Sendable (ReviewStore, Int) throws -> Void) throws
    -> [Refusal.Rule?]
  {
    let stores = try (0..<count).map { _ in try ReviewStore(at: test.path, preparing: .tiny, clock: test.store.clock) }
    let outcomes = Mutex<[Refusal.Rule?]>([])
    DispatchQueue.concurrentPerform(iterations: count) { index in
      let rule = refusal { try act(stores[index], index) }
      outcomes.withLock { $0.append(rule) }
    }
    return outcomes.withLock(\.self)
  }

  @Test("Of eight writers who upload to a material's last place one succeeds, and the others are refused as full")
  func lastPlace() throws {
    let test = try TestStore("national-2023")
    try test.enter("1")
    try test.store.upload(test.photo(), to: "identity", of: "1")
    let photos = (0..<8).map { _ in test.photo() }
    let outcomes = try race(8, on: test) { try $0.upload(photos[$1], to: "identity", of: "1") }
    #expect(outcomes.count { $0 == nil } == 1 && outcomes.count { $0 == .full } == 7)
    #expect(try test.store.materials(of: "1")[0].pictures.map(\.position) == [1, 2])
    #expect(try test.store.verify(repair: true).isClean)
  }

  @Test("Of two reviewers who saw the same version one decides, and the other is refused as stale")
  func reviewers() throws {
    let test = try TestStore("shandong-2021")
    try test.addStaff()
    try test.enter("1")
    try test.uploadIdentity("1")
    let seen = try test.store.submit("1").version
    let outcomes = try race(2, on: test) { store, index in
      if index == 0 {
        try store.reject("1", note: "不符合", as: "a", version: seen)
      } else {
        try store.giveBack("1", note: "请更换", as: "a2", version: seen)
      }
    }
    #expect(outcomes.count { $0 == nil } == 1 && outcomes.contains(.staleVersion))
    #expect(try test.store.messages(of: "1").count == 2, "that it was handed in, and one decision")
    #expect(try test.store.verify().isClean)
  }

  @Test("A picture that is accepted while it is being removed stays, or was never accepted") func uploadAgainstReview()
    throws
  {
    let test = try TestStore("national-2023")
    try test.addStaff()
    for number in (0..<5).map({ RegistrationNumber("\($0)") }) {
      try test.enter(number)
      try test.uploadIdentity(number)
      let outcomes = try race(2, on: test) { store, index in
        if index == 0 {
          try store.accept(Place("identity", 1), of: number, as: "a")
        } else {
          try store.remove(Place("identity", 1), of: number)
        }
      }
      #expect(outcomes.count { $0 == nil } == 1)
      #expect(outcomes.contains(.locked) || outcomes.contains(.notFound))
      let state = try test.states("identity", of: number)[1]
      #expect(outcomes.contains(.locked) ? state == .accepted : state == nil)
    }
    #expect(try test.store.verify().isClean)
  }
}
