import ReviewStore
import ReviewWeb

/// How long a visit may be idle: minutes for all staff, such as `30`, or for one role, such as `admin=10`.
struct IdleTime: Sendable, Hashable {
  /// Whose visits.
  enum Who: Sendable, Hashable {
    case staff
    case candidate
    case role(Role)
  }

  /// Whose visits.
  let who: Who
  /// After how many minutes they end.
  let minutes: Int

  /// A time of somebody.
  init(_ who: Who, minutes: Int) { (self.who, self.minutes) = (who, minutes) }

  /// Reads a time as it is typed; nil when it is none.
  init?(_ text: String) {
    let parts = text.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
    guard let last = parts.last, let minutes = Int(last), (1...720).contains(minutes) else { return nil }
    switch (parts.count, parts[0]) {
    case (1, _), (2, "staff"): who = .staff
    case (2, "candidate"): who = .candidate
    case (2, let name):
      guard let role = Role(rawValue: name) else { return nil }
      who = .role(role)
    default: return nil
    }
    self.minutes = minutes
  }
}

extension SessionLifetimes {
  /// The usual times, with others in their place. The last one for somebody counts.
  init(_ times: [IdleTime]) {
    self.init()
    for time in times {
      switch time.who {
      case .staff: staffIdle = time.minutes * 60
      case .candidate: candidateIdle = time.minutes * 60
      case .role(let role): idleByRole[role] = time.minutes * 60
      }
    }
  }
}
