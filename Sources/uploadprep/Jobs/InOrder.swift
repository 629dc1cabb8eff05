/// Processes items concurrently and delivers the results in the items' order, each as soon as it and those before it
/// are done.
///
/// At most `jobs` items are processed at once. No item starts that is `4 * jobs` or more ahead of the next delivery,
/// so memory stays bounded for any number of items. The number of cores limits how many run in parallel.
///
/// - Parameters:
///   - items: the items to process.
///   - jobs: how many are processed at once.
///   - isStopped: returns true when no further item should start; items already started are finished and delivered.
///   - work: called for each item, on any thread.
///   - deliver: called with each result, in the items' order, one at a time. If it throws, the remaining work is
/// cancelled.
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
