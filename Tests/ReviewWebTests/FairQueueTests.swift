import Testing

@testable import ReviewWeb

@Suite("The queue for pictures") struct FairQueueTests {
  @Test("Somebody with many pieces does not keep the next person waiting for all of them")
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

  @Test("Work that fails gives its place back")
  func failure() async throws {
    struct Broken: Error {}
    let queue = FairQueue(atOnce: 1, room: 0)
    await #expect(throws: Broken.self) { try await queue.run(for: "a") { throw Broken() } }
    #expect(try await queue.run(for: "a") { 7 } == 7)
  }
}

/// Who came when.
private actor Order {
  var owners: [String] = []
  func add(_ owner: String) { owners.append(owner) }
}
