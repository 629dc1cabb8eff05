import ReviewStore

/// What a browser carries from the first step of a staff sign-in to the second: that the password was right, for five
/// minutes, in this browser, and as long as the credentials stay the same. All portals of a store can check it.
struct PasswordProof: Sendable {
  /// Who signs in.
  let name: StaffName
  /// Until when, in seconds since 1970.
  let until: Int64
  /// The portal's mark of all of it.
  let mark: String

  private static let seconds: Int64 = 300

  /// A proof.
  ///
  /// - Parameters:
  ///   - stamp: of the credentials.
  ///   - visit: the browser's cookie.
  init(of name: StaffName, stamp: String, visit: String, at now: Moment, _ signer: Signer) {
    (self.name, until) = (name, now.milliseconds / 1000 + Self.seconds)
    mark = signer.mark(Self.text(name, until, stamp, visit), for: Self.purpose)
  }

  /// A proof as it came back; ``isValid(stamp:visit:at:_:)`` tells whether it is one.
  init(name: StaffName, until: Int64, mark: String) {
    (self.name, self.until, self.mark) = (name, until, mark)
  }

  /// Whether it was made for this browser and these credentials, and is not too old.
  func isValid(stamp: String, visit: String, at now: Moment, _ signer: Signer) -> Bool {
    now.milliseconds / 1000 < until
      && signer.isMark(mark, of: Self.text(name, until, stamp, visit), for: Self.purpose)
  }

  private static let purpose = "password"

  private static func text(_ name: StaffName, _ until: Int64, _ stamp: String, _ visit: String) -> String {
    "\(visit)\u{0}\(stamp)\u{0}\(until)\u{0}\(name)"
  }
}
