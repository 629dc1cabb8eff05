/// Does work on many items, several at a time, and hands the results over in the items' order as soon as they are there.
///
/// At most `jobs` items are worked on at once, and work stops getting ahead of a slow item after a while, so memory
/// stays bounded however many items there are. At most as many run truly at once as there are cores.
///
/// - Parameters:
///   - items: what to work on.
///   - jobs: how many at a time.
///   - isStopped: whether to begin nothing more; what is under way is still done and handed over.
///   - work: done for each item, on any thread.
///   - deliver: called with each result, in the items' order, one at a time. When it throws, the rest is given up.
func inOrder<Item: Sendable, Result: Sendable>(
  _ items: [Item], jobs: Int, isStopped: @escaping () -> Bool = { false },
  work: @escaping @Sendable (Item) -> Result,
  deliver: (Item, Result) async throws -> Void
) async throws {
  try await withThrowingTaskGroup(of: (Int, Result).self) { group in
    let window = jobs * 4
    var started = 0
    var running = 0
    var delivered = 0
    var waiting: [Int: Result] = [:]
    while delivered < items.count {
      while running < jobs, started < items.count, !isStopped(), started < delivered + window {
        let (index, item) = (started, items[started])
        group.addTask { (index, work(item)) }
        started += 1
        running += 1
      }
      guard let (index, result) = try await group.next() else { break }
      running -= 1
      waiting[index] = result
      while let next = waiting.removeValue(forKey: delivered) {
        try await deliver(items[delivered], next)
        delivered += 1
      }
    }
  }
}
