import Foundation
import Synchronization

/// Work on several items at once, for storage that answers after some milliseconds.
enum Together {
  /// How many threads work.
  private static let threads = 16

  /// Runs a body for each of some items. Returns what it returned, in the order of the items. The first error ends it.
  @discardableResult
  static func each<Item: Sendable, Value: Sendable>(
    _ items: [Item], _ body: @escaping @Sendable (Item) throws -> Value
  ) throws -> [Value] {
    let state = Mutex((next: 0, values: [Value?](repeating: nil, count: items.count), error: (any Error)?.none))
    let group = DispatchGroup()
    for _ in 0..<min(threads, items.count) {
      group.enter()
      let thread = Thread {
        defer { group.leave() }
        while let index = state.withLock({ state -> Int? in
          guard state.error == nil, state.next < items.count else { return nil }
          state.next += 1
          return state.next - 1
        }) {
          do {
            let value = try body(items[index])
            state.withLock { $0.values[index] = value }
          } catch {
            state.withLock { $0.error = $0.error ?? error }
          }
        }
      }
      thread.start()
    }
    group.wait()
    return try state.withLock { state in
      if let error = state.error { throw error }
      return state.values.compactMap { $0 }
    }
  }
}
