/// How often and when a notice is tried again.
enum Retry {
  /// After so many failed attempts a notice is dead.
  static let attempts = 12
  /// How long a sender may take before its notice is handed out again, in seconds.
  static let lease = 300

  /// No attempt is longer away than this, in seconds. One that seems to be was set down while the clock was ahead, and is
  /// due.
  static let longestPause = 3600

  /// Seconds until the next attempt: five, doubled each time, an hour at most; in all more than two hours.
  static func pause(after attempts: Int) -> Int { min(5 << min(attempts - 1, 10), longestPause) }
}
