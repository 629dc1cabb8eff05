import Synchronization

/// A Boolean value that becomes true once, for all threads.
final class Flag: Sendable {
  private let value = Atomic(false)

  /// Whether it is true.
  var isRaised: Bool { value.load(ordering: .relaxed) }
  /// Makes it true.
  func raise() { value.store(true, ordering: .relaxed) }
}
