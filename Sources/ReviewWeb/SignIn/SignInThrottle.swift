import Synchronization

/// Slows down guessing, without letting anybody lock others out.
///
/// Failures are counted in three buckets that empty by themselves: for the account from this address, for the address,
/// and for the account from everywhere. A device that has signed in to the account before does not meet the third, so a
/// stranger who guesses at an account all day keeps only strangers out of it, and only while guessing.
final class SignInThrottle: Sendable {
  /// How many failures are forgiven, and how fast they are forgotten.
  struct Bucket: Sendable {
    /// Failures before anybody has to wait.
    var depth: Double
    /// Seconds in which one failure is forgotten.
    var secondsEach: Double
  }

  private struct Level {
    var failures: Double
    var at: Double
  }

  static let pair = Bucket(depth: 5, secondsEach: 60)
  // Many candidates sit behind one exam site's address.
  static let address = Bucket(depth: 60, secondsEach: 3)
  static let account = Bucket(depth: 30, secondsEach: 20)

  /// The most buckets; those that are empty make room first.
  private static let room = 100_000
  private let levels = Mutex<[String: Level]>([:])

  /// Seconds to wait before another try, or 0.
  ///
  /// - Parameters:
  ///   - seconds: the time, on any clock that goes forward.
  ///   - isKnown: whether this device has signed in to the account before.
  func wait(account: String, address: String, isKnown: Bool, at seconds: Double) -> Int {
    levels.withLock { levels in
      let keys = Self.keys(account, address).dropLast(isKnown ? 1 : 0)
      let wait = keys.map { key, bucket in
        (Self.level(levels[key], bucket, seconds) - bucket.depth + 1) * bucket.secondsEach
      }.max()!
      return max(0, Int(wait.rounded(.up)))
    }
  }

  /// A try that failed.
  func fail(account: String, address: String, at seconds: Double) {
    levels.withLock { levels in
      for (key, bucket) in Self.keys(account, address) {
        let failures = min(bucket.depth, Self.level(levels[key], bucket, seconds) + 1)
        levels[key] = Level(failures: failures, at: seconds)
      }
      guard levels.count > Self.room else { return }
      let slowest = max(Self.account.depth * Self.account.secondsEach, Self.pair.depth * Self.pair.secondsEach)
      levels = levels.filter { seconds - $0.value.at < slowest }
      if levels.count > Self.room { levels.removeAll() }
    }
  }

  /// A try that succeeded: this address knows the account's password.
  func succeed(account: String, address: String) {
    levels.withLock { $0[Self.keys(account, address)[0].0] = nil }
  }

  private static func keys(_ account: String, _ address: String) -> [(String, Bucket)] {
    [("\(account)\u{0}\(address)", pair), ("\u{0}\(address)", Self.address), (account, Self.account)]
  }

  private static func level(_ level: Level?, _ bucket: Bucket, _ seconds: Double) -> Double {
    guard let level else { return 0 }
    return max(0, level.failures - (seconds - level.at) / bucket.secondsEach)
  }
}
