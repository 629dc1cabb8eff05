import Testing

@testable import ReviewWeb

@Suite("The queue for processing pictures", .timeLimit(.minutes(20))) struct FairQueueTests {
  @Test("A person with many pieces of work does not make the next person wait for all of them")
  func fairness() async throws {
    let queue = FairQueue(atOnce: 1, room: 100)
    let order = Order()
    let (gate, open) = AsyncStream<Void>.makeStream()
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await queue.run(for: "many") { for await _ in gate {} } }
      while await queue.load.running == 0 { await Task.yield() }
      for number in 0..<5 {
        group.addTask { try await queue.run(for: "many") { await order.add("many") } }
        while await queue.load.waiting <= number { await Task.yield() }
      }
      group.addTask { try await queue.run(for: "one") { await order.add("one") } }
      while await queue.load.waiting < 6 { await Task.yield() }
      open.finish()
      try await group.waitForAll()
    }
    #expect(await order.owners.first == "one")
    #expect(await order.owners.count == 6)
  }

  @Test("Work that fails releases its slot")
  func failure() async throws {
    struct Broken: Error {}
    let queue = FairQueue(atOnce: 1, room: 0)
    await #expect(throws: Broken.self) { try await queue.run(for: "a") { throw Broken() } }
    #expect(try await queue.run(for: "a") { 7 } == 7)
  }
}

/// Records the order of arrival.
private actor Order {
  var owners: [String] = []
  func add(_ owner: String) { owners.append(owner) }
}

@Suite("Order in the queue", .timeLimit(.minutes(20))) struct TurnTests {
  /// Occupies the queue's only slot until told to release it, so that others wait in a known order.
  private func waiting(
    _ queue: FairQueue, _ pieces: [(owner: String, weight: Int, name: String)], load: Int = 1
  ) async throws -> (begun: [String], refused: [String]) {
    let order = Order()
    let refused = Order()
    let (gate, open) = AsyncStream<Void>.makeStream()
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await queue.run(for: "first") { for await _ in gate {} } }
      while await queue.load.running == 0 { await Task.yield() }
      for piece in pieces {
        let before = await (queue.load.waiting, refused.owners.count)
        group.addTask {
          do {
            try await queue.run(for: piece.owner, weight: piece.weight) { await order.add(piece.name) }
          } catch is FairQueue.Full {
            await refused.add(piece.name)
          }
        }
        while await (queue.load.waiting, refused.owners.count) == before { await Task.yield() }
      }
      open.finish()
      try await group.waitForAll()
    }
    return (await order.owners, await refused.owners)
  }

  @Test("A small photo passes a large one, which keeps its turn")
  func weights() async throws {
    let queue = FairQueue(atOnce: 1, room: 100)
    let small = (0..<8).map { (owner: "small", weight: 10, name: "small \($0)") }
    let found = try await waiting(queue, [("large", 60, "large")] + small)
    #expect(found.begun.firstIndex(of: "large") == 5 || found.begun.firstIndex(of: "large") == 6)
  }

  @Test("When the queue is full, the person with most waiting work gives way, and only to those with less")
  func displacement() async throws {
    let queue = FairQueue(atOnce: 1, room: 4)
    let many = (0..<6).map { (owner: "many", weight: 1, name: "many \($0)") }
    let found = try await waiting(queue, many + [("one", 1, "one"), ("two", 1, "two")])
    #expect(found.refused == ["many 4", "many 5", "many 3", "many 2"])
    #expect(Set(found.begun) == ["many 0", "many 1", "one", "two"])
  }

  @Test("Large pieces of work take at most half of the slots")
  func heavy() async throws {
    let queue = FairQueue(atOnce: 4, room: 10, heavy: 100)
    let (gate, open) = AsyncStream<Void>.makeStream()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<4 {
        group.addTask { try await queue.run(for: "\(number)", weight: 100) { for await _ in gate {} } }
      }
      while await queue.load != (2, 2) { await Task.yield() }
      #expect(try await queue.run(for: "light", weight: 1) { 7 } == 7)
      open.finish()
      try await group.waitForAll()
    }
    #expect(await queue.load == (0, 0))
  }
}

@Suite("Stored results of acts", .timeLimit(.minutes(20))) struct ActLedgerTests {
  @Test("Forgotten results leave nothing behind, and the oldest is forgotten first")
  func forgetting() async {
    let ledger = ActLedger<Int>(room: 3)
    for number in 0..<100 {
      _ = await ledger.outcome(owner: "a", key: "\(number)") { number }
      ledger.forget(owner: "a", key: "\(number)")
    }
    #expect(ledger.counts == (0, 0))
    for number in 0..<5 { _ = await ledger.outcome(owner: "a", key: "\(number)") { number } }
    #expect(ledger.counts == (3, 3))
    #expect(await ledger.outcome(owner: "a", key: "4") { 99 } == 4, "done once")
    #expect(await ledger.outcome(owner: "a", key: "0") { 99 } == 99, "forgotten")
  }
}
