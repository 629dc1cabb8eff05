import ReviewStore

/// What an authenticator is to sign: random bytes, until when, and the portal's mark of both with what they are for. So the
/// portal keeps nothing before an answer comes, any portal of a store can check it, and it is of no use in another browser,
/// for another person, for another purpose, or after the credentials have changed.
struct PasskeyChallenge: Sendable {
  /// What an answer is for.
  enum Purpose: String, Sendable {
    case adding, secondStep, signIn
  }

  /// The challenge in base64url.
  let text: String
  /// Until when it is valid.
  let end: Moment
  private let random: [UInt8]
  private let mark: [UInt8]

  /// How long one is valid, in seconds.
  static let seconds = 300
  private static let randomCount = 16
  private static let timeCount = 8

  /// A new challenge.
  ///
  /// - Parameters:
  ///   - owner: whose passkey is to answer, with the stamp of their credentials; nil where anybody's may.
  ///   - visit: the browser's cookie.
  init(
    _ purpose: Purpose, of owner: (name: StaffName, stamp: String)?, visit: String, at now: Moment, _ signer: Signer
  ) {
    end = now.adding(seconds: Self.seconds)
    random = [UInt8](random: Self.randomCount)
    mark = Self.mark(purpose, owner, visit, random, end, signer)
    text = Secret.base64URL(random + Self.bytes(of: end) + mark)
  }

  /// A challenge as it came back; nil for a text that cannot be one. ``isValid(_:of:visit:at:_:)`` tells whether it is.
  init?(_ text: String) {
    guard let bytes = Secret.bytes(base64URL: text), bytes.count == Self.randomCount + Self.timeCount + 32 else {
      return nil
    }
    self.text = text
    random = Array(bytes.prefix(Self.randomCount))
    let time = bytes.dropFirst(Self.randomCount).prefix(Self.timeCount)
    end = Moment(milliseconds: Int64(bitPattern: time.reduce(0) { $0 << 8 | UInt64($1) }))
    mark = Array(bytes.suffix(32))
  }

  /// Whether it was made for this purpose, person and browser, and is not too old.
  func isValid(
    _ purpose: Purpose, of owner: (name: StaffName, stamp: String)?, visit: String, at now: Moment, _ signer: Signer
  ) -> Bool {
    now < end && mark.isSame(as: Self.mark(purpose, owner, visit, random, end, signer))
  }

  /// What an answered one is remembered by.
  var name: String { Secret.base64URL(random) }

  private static func mark(
    _ purpose: Purpose, _ owner: (name: StaffName, stamp: String)?, _ visit: String, _ random: [UInt8], _ end: Moment,
    _ signer: Signer
  ) -> [UInt8] {
    let (stamp, name) = (owner?.stamp ?? "", owner?.name.rawValue ?? "")
    let parts = [Secret.base64URL(random), "\(end.milliseconds)", visit, stamp, name]
    return signer.bytes(of: parts.joined(separator: "\u{0}"), for: "passkey \(purpose.rawValue)")
  }

  private static func bytes(of end: Moment) -> [UInt8] {
    withUnsafeBytes(of: end.milliseconds.bigEndian) { Array($0) }
  }
}
