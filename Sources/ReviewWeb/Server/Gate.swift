import Synchronization

/// Counts who is inside, and lets no more in than there is room: altogether, and of one person, so that nobody takes
/// up everybody's room with photos that trickle in.
final class Gate: Sendable {
  private let inside = Mutex<[String: Int]>([:])

  /// How many there are.
  var count: Int { inside.withLock { $0.values.reduce(0, +) } }

  /// Goes in, if there is room.
  ///
  /// - Parameters:
  ///   - limit: how many there may be altogether.
  ///   - each: how many of them may be the same person's.
  func enter(_ person: String, limit: Int, each: Int) -> Bool {
    inside.withLock { inside in
      guard inside[person, default: 0] < each, inside.values.reduce(0, +) < limit else { return false }
      inside[person, default: 0] += 1
      return true
    }
  }

  /// Goes out.
  func leave(_ person: String) {
    inside.withLock { inside in
      guard let count = inside[person] else { return }
      inside[person] = count > 1 ? count - 1 : nil
    }
  }
}
