/// When and how often a notice is tried again.
enum Retry {
  /// The number of failed attempts after which a notice is dead.
  static let attempts = 12
  /// The lease of a sender in seconds. When it expires, the notice is handed out again.
  static let lease = 300

  /// The longest pause between attempts, in seconds. A next attempt further ahead was computed while the clock was
  /// wrong, and counts as due.
  static let longestPause = 3600

  /// Seconds until the next attempt: 5, doubled after each failure, at most one hour. All attempts together take more
  /// than two hours.
  static func pause(after attempts: Int) -> Int { min(5 << min(attempts - 1, 10), longestPause) }
}
