import Synchronization

/// Something that becomes true once.
final class Flag: Sendable {
  private let value = Atomic(false)

  /// Whether it has.
  var isRaised: Bool { value.load(ordering: .relaxed) }
  /// Makes it true.
  func raise() { value.store(true, ordering: .relaxed) }
}
