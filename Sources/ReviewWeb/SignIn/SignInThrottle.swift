import ReviewStore

/// Slows down guessing, without letting anybody lock others out.
///
/// Each attempt counts as wrong when it begins and is taken back when it was right, so that parallel guesses are slowed
/// down like sequential ones. Attempts are counted in leaky buckets: for the account from this address, for the
/// address, and for the account from everywhere. A device that has signed in to the account before has a bucket of its
/// own and is not affected by the others, so a stranger who guesses all day can keep only strangers out, and only while
/// guessing.
///
/// The buckets are rows of the store, so that all portals count together. Their names are HMACs, because addresses belong
/// to people. The methods write to the database: call them on the store's threads.
struct SignInThrottle: Sendable {
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
    /// Whether it is the second step of a sign-in. It has buckets of its own, which the right password does not empty.
    var isSecondStep = false
  }

  static let pair = Bucket(depth: 5, secondsEach: 60)
  // A code is read from paper, which takes few attempts. With this bucket one address needs hours to make a
  // code void (`Guessing.codes`).
  static let code = Bucket(depth: 3, secondsEach: 1200)
  // Many candidates sit behind one exam site's address.
  static let address = Bucket(depth: 60, secondsEach: 3)
  static let account = Bucket(depth: 30, secondsEach: 20)
  // Of a million codes three are right at a time. Somebody who knows the password tries 144 a day, from wherever, and is
  // right once in six years.
  static let secondStep = Bucket(depth: 10, secondsEach: 600)

  /// Seconds after which any bucket is empty.
  private static let longest = [pair, code, address, account, secondStep].map { $0.depth * $0.secondsEach }.max()!
  private let room: Int
  private let store: ReviewStore
  private let signer: Signer

  /// - Parameter room: the most buckets that are remembered; those unused for longest are removed first.
  init(_ store: ReviewStore, signer: Signer, room: Int = 100_000) {
    self.store = store
    self.signer = signer
    self.room = room
  }

  /// How many buckets are remembered.
  func count() throws -> Int { try store.attemptCount() }

  /// Begins an attempt and counts it as wrong. If it is too early, counts nothing and returns the seconds to wait.
  ///
  /// - Parameter seconds: the time since 1970.
  func begin(_ attempt: Attempt, at seconds: Double) throws -> Int? {
    try change(attempt, oldest: seconds - Self.longest) { buckets, levels in
      let wait = buckets.map { key, bucket in
        (Self.attempts(levels[key], bucket, seconds) + 1 - bucket.depth) * bucket.secondsEach
      }.max()!
      guard wait <= 0 else { return Int(wait.rounded(.up)) }
      for (key, bucket) in buckets {
        levels[key] = AttemptLevel(attempts: Self.attempts(levels[key], bucket, seconds) + 1, at: seconds)
      }
      return nil
    }
  }

  /// Takes back an attempt that was not decided, for example because the queue was full.
  func takeBack(_ attempt: Attempt) throws {
    try change(attempt) { buckets, levels in
      for (key, _) in buckets { Self.takeBack(&levels[key]) }
    }
  }

  /// Takes back an attempt that was right. This address knows the account's secret, so its own bucket is emptied.
  func succeed(_ attempt: Attempt) throws {
    let own = Set(Self.buckets(attempt).filter { $0.key.hasPrefix(Self.pairMark) }.map { name($0.key) })
    try change(attempt) { buckets, levels in
      for (key, _) in buckets {
        Self.takeBack(&levels[key])
        if own.contains(key) { levels[key] = nil }
      }
    }
  }

  private static func takeBack(_ level: inout AttemptLevel?) {
    guard let known = level else { return }
    level = known.attempts > 1 ? AttemptLevel(attempts: known.attempts - 1, at: known.at) : nil
  }

  private func change<Value>(
    _ attempt: Attempt, oldest: Double = 0,
    _ body: ([(key: String, bucket: Bucket)], inout [String: AttemptLevel]) -> Value
  ) throws -> Value {
    let buckets = Self.buckets(attempt).map { (key: name($0.key), bucket: $0.bucket) }
    return try store.changeAttempts(buckets.map(\.key), room: room, oldest: oldest) { body(buckets, &$0) }
  }

  private func name(_ key: String) -> String { signer.mark(key, for: "attempt") }

  private static let pairMark = "pair\u{0}"

  private static func buckets(_ attempt: Attempt) -> [(key: String, bucket: Bucket)] {
    let account = attempt.isSecondStep ? "second\u{0}\(attempt.account)" : attempt.account
    let both = "\(account)\u{0}\(attempt.address)"
    guard !attempt.isKnown else { return [("\(pairMark)known\u{0}\(both)", pair)] }
    return [
      ("\(pairMark)\(both)", pair), ("address\u{0}\(attempt.address)", address),
      ("account\u{0}\(account)", attempt.isSecondStep ? secondStep : Self.account),
    ] + (attempt.isCode ? [("\(pairMark)code\u{0}\(both)", code)] : [])
  }

  private static func attempts(_ level: AttemptLevel?, _ bucket: Bucket, _ seconds: Double) -> Double {
    guard let level else { return 0 }
    return max(0, level.attempts - max(0, seconds - level.at) / bucket.secondsEach)
  }
}
