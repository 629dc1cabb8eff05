import Synchronization

/// The number of items done. The thread that handles signals may read it.
final class DoneCounter: Sendable {
  private let value = Atomic(0)

  /// The number of items done.
  var count: Int { value.load(ordering: .relaxed) }

  /// Adds one and returns the new count.
  func increment() -> Int { value.add(1, ordering: .relaxed).newValue }
}
