import Synchronization

/// The number of items done. The thread that handles signals may read it.
final class DoneCounter: Sendable {
  private let value = Atomic(0)

  /// The number of items done.
  var count: Int { value.load(ordering: .relaxed) }

  /// Adds to the count and returns the new one.
  func increment(by number: Int = 1) -> Int { value.add(number, ordering: .relaxed).newValue }
}
