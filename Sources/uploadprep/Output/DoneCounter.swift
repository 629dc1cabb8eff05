import Synchronization

/// How many items are done, readable from the thread that takes signals.
final class DoneCounter: Sendable {
  private let value = Atomic(0)

  /// How many are done.
  var count: Int { value.load(ordering: .relaxed) }

  /// Counts one more, and tells how many there are now.
  func increment() -> Int { value.add(1, ordering: .relaxed).newValue }
}
