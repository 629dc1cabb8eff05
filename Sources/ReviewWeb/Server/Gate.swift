import Synchronization

/// Limits how many uploads are received at once, in all and from one person, so that nobody takes up all places with
/// slow uploads.
final class Gate: Sendable {
  private let inside = Mutex<[String: Int]>([:])

  /// How many uploads there are.
  var count: Int { inside.withLock { $0.values.reduce(0, +) } }

  /// Takes a place. Returns false when there is none.
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

  /// Frees a place.
  func leave(_ person: String) {
    inside.withLock { inside in
      guard let count = inside[person] else { return }
      inside[person] = count > 1 ? count - 1 : nil
    }
  }
}
