/// Work on a store as a whole that one of its portals does for all of them, in turn.
public enum Chore: String, Sendable, Hashable, CaseIterable {
  /// Storing a signed head of the log.
  case sealing
  /// Forgetting old sessions.
  case sessions
  /// Removing pictures in object storage that belong to no registration.
  case collecting
  /// Making a backup, during which no picture's bytes are removed.
  case saving

  /// How long it takes at most, in seconds. A portal that has not ended it by then counts as dead.
  var patience: Int {
    switch self {
    case .sealing, .sessions: 60
    // It is prolonged as long as the backup goes on.
    case .saving: 5 * 60
    // Of 18 million objects, listing takes a quarter of an hour, and looking for their rows as long.
    case .collecting: 4 * 60 * 60
    }
  }
}

/// Whose turn a chore is, and when it was last done.
struct Turn: Sendable, Hashable {
  /// The chore.
  var chore: Chore
  /// Which portal does it or did it last.
  var holder: String
  /// Until when it is that portal's; when it has ended, the time of its end.
  var until: Moment
  /// When it was last begun of those times that it was ended; nil when it never was.
  var doneAt: Moment?

  /// Whether a portal may begin.
  ///
  /// - Parameter interval: how often the chore is due, in seconds.
  func isFree(at now: Moment, every interval: Int) -> Bool {
    // A clock that was far ahead may have written a time that no portal of the present would.
    let isHeld = now < until && until <= now.adding(seconds: chore.patience)
    let isDone = doneAt.map { $0 <= now && now < $0.adding(seconds: interval) } ?? false
    return !isHeld && !isDone
  }
}
