import Synchronization

/// Slows down guessing, without letting anybody lock others out.
///
/// Each attempt counts as wrong when it begins and is taken back when it was right, so that parallel guesses are slowed
/// down like sequential ones. Attempts are counted in leaky buckets: for the account from this address, for the
/// address, and for the account from everywhere. A device that has signed in to the account before has a bucket of its
/// own and is not affected by the others, so a stranger who guesses all day can keep only strangers out, and only while
/// guessing.
final class SignInThrottle: Sendable {
  /// A bucket's capacity and the time in which it leaks one attempt.
  struct Bucket: Sendable {
    /// Wrong attempts before anybody has to wait.
    var depth: Double
    /// Seconds after which one attempt is forgotten.
    var secondsEach: Double
  }

  /// One attempt: the account, the address and what is known of the device.
  struct Attempt: Sendable {
    /// Whose account it is.
    var account: String
    /// The client's address.
    var address: String
    /// Whether this device has signed in to the account before.
    var isKnown = false
    /// Whether it is an attempt with a one-time code, which a few wrong guesses make void.
    var isCode = false
  }

  private struct Level {
    var attempts: Double
    var at: Double
  }

  static let pair = Bucket(depth: 5, secondsEach: 60)
  // A code is read from paper, which takes few attempts. With this bucket one address needs hours to make a
  // code void (`Guessing.codes`).
  static let code = Bucket(depth: 3, secondsEach: 1200)
  // Many candidates sit behind one exam site's address.
  static let address = Bucket(depth: 60, secondsEach: 3)
  static let account = Bucket(depth: 30, secondsEach: 20)

  /// Seconds after which any bucket is empty.
  private static let longest = [pair, code, address, account].map { $0.depth * $0.secondsEach }.max()!
  private let room: Int
  private let levels = Mutex<[String: Level]>([:])

  /// - Parameter room: the most buckets that are remembered; those unused for longest are removed first.
  init(room: Int = 100_000) { self.room = room }

  /// How many buckets are remembered.
  var count: Int { levels.withLock { $0.count } }

  /// Begins an attempt and counts it as wrong. If it is too early, counts nothing and returns the seconds to wait.
  ///
  /// - Parameter seconds: the time, on any clock that goes forward.
  func begin(_ attempt: Attempt, at seconds: Double) -> Int? {
    levels.withLock { levels in
      let buckets = Self.buckets(attempt)
      let wait = buckets.map { key, bucket in
        (Self.attempts(levels[key], bucket, seconds) + 1 - bucket.depth) * bucket.secondsEach
      }.max()!
      guard wait <= 0 else { return Int(wait.rounded(.up)) }
      for (key, bucket) in buckets {
        levels[key] = Level(attempts: Self.attempts(levels[key], bucket, seconds) + 1, at: seconds)
      }
      if levels.count > room { Self.makeRoom(&levels, room, seconds) }
      return nil
    }
  }

  /// Takes back an attempt that was not decided, for example because the queue was full.
  func takeBack(_ attempt: Attempt) {
    levels.withLock { levels in
      for (key, _) in Self.buckets(attempt) {
        guard let level = levels[key] else { continue }
        levels[key] = level.attempts > 1 ? Level(attempts: level.attempts - 1, at: level.at) : nil
      }
    }
  }

  /// Takes back an attempt that was right. This address knows the account's secret, so its own bucket is emptied.
  func succeed(_ attempt: Attempt) {
    takeBack(attempt)
    levels.withLock { levels in
      for (key, _) in Self.buckets(attempt) where key.hasPrefix(Self.pairMark) { levels[key] = nil }
    }
  }

  private static let pairMark = "pair\u{0}"

  private static func buckets(_ attempt: Attempt) -> [(key: String, bucket: Bucket)] {
    let both = "\(attempt.account)\u{0}\(attempt.address)"
    guard !attempt.isKnown else { return [("\(pairMark)known\u{0}\(both)", pair)] }
    return [
      ("\(pairMark)\(both)", pair), ("address\u{0}\(attempt.address)", address),
      ("account\u{0}\(attempt.account)", account),
    ] + (attempt.isCode ? [("\(pairMark)code\u{0}\(both)", code)] : [])
  }

  private static func attempts(_ level: Level?, _ bucket: Bucket, _ seconds: Double) -> Double {
    guard let level else { return 0 }
    return max(0, level.attempts - (seconds - level.at) / bucket.secondsEach)
  }

  /// Removes empty buckets, then those unused for longest: a tenth more than needed, so that this is rarely done.
  private static func makeRoom(_ levels: inout [String: Level], _ room: Int, _ seconds: Double) {
    levels = levels.filter { seconds - $0.value.at < longest }
    guard levels.count > room else { return }
    for (key, _) in levels.sorted(by: { $0.value.at < $1.value.at }).prefix(levels.count - room + room / 10) {
      levels[key] = nil
    }
  }
}
