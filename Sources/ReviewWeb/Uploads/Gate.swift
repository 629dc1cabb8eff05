import Synchronization

/// Counts who is inside, and lets no more in than there is room.
final class Gate: Sendable {
  private let inside = Atomic(0)

  /// How many there are.
  var count: Int { inside.load(ordering: .relaxed) }

  /// Goes in, if there is room.
  func enter(limit: Int) -> Bool {
    if inside.wrappingAdd(1, ordering: .relaxed).newValue <= limit { return true }
    leave()
    return false
  }

  /// Goes out.
  func leave() { inside.wrappingSubtract(1, ordering: .relaxed) }
}
