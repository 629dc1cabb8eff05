import Crypto
import Foundation
import ImageKit

/// Sign-in for the web portal.
///
/// Each method returns a *stamp*, a digest of the stored credentials. A session keeps it and compares it with the
/// current one, which differs as soon as the password is changed, the candidate is erased or the member of staff is
/// disabled.
///
/// Guessing is slowed down by the portal, which knows the client's address. A limit per account here would let anybody
/// lock the owner out.
extension ReviewStore {
  /// Signs a candidate in for the first time, or after a forgotten password. The candidate enters the last six
  /// characters of the identity number and a one-time code, and chooses a password. Activates the application.
  ///
  /// A registration without an identity number needs the code alone: the person who handed it out has seen the
  /// candidate.
  ///
  /// - Throws: ``InputError/shortPassword``, ``InputError/weakPassword(_:)``; else ``InputError/wrongSecret``,
  ///   whichever part is wrong. Wrong last characters do not count as a wrong guess at the code, so that somebody who
  ///   knows only the registration number cannot void it; nor does a refused password.
  /// - Returns: the stamp.
  public func comeIn(_ registration: RegistrationNumber, lastSix: String, code: String, password: String) throws
    -> String
  {
    try PasswordRules.check(password)
    let now = clock()
    let secrets = try engine.read { try $0.secrets(of: registration, at: now, within: policy.codeSeconds) }
    // The hash is computed for unknown numbers too, so that the response time does not reveal which numbers exist.
    let digits = code.withoutTypingSlips.filter { $0 != "-" }
    let isRight = try Secret.matches(digits, secrets?.code ?? Self.unmatchableHash)
    guard let secrets, let kept = secrets.code else { throw InputError.wrongSecret }
    if let idNumber = secrets.idNumber, idNumber.suffix(6).uppercased() != IdentityNumber.normalized(lastSix) {
      throw InputError.wrongSecret
    }
    guard isRight else {
      try engine.write(.application(registration)) { transaction in
        guard try transaction.failCode(kept, of: secrets.registration) else { return }
        try transaction.record(
          "code-void", on: registration.rawValue, by: Actor.stranger, after: [.value(.guesses, "\(Guessing.codes)")],
          at: now)
      }
      throw InputError.wrongSecret
    }
    // Checked only now: the answer reveals personal data, so only somebody with the code may get it.
    try PasswordRules.check(password, against: try engine.read { try $0.facts(ofCandidate: secrets.registration) })
    let secret = try Secret.hash(password: password)
    try engine.write(.application(registration)) { transaction in
      guard try transaction.useCode(kept, of: secrets.registration) else { throw InputError.wrongSecret }
      try transaction.setPassword(secret, of: secrets.registration, at: now)
      try transaction.record(
        "password", on: registration.rawValue, by: Actor.candidate.name,
        before: [.word(secrets.password == nil ? "none" : "set")],
        after: [.word("set")], sealing: [.password], at: now)
      try perform(
        Command(.activate, by: .candidate), on: load(registration, transaction), transaction, at: now)
    }
    return Self.stamp(secret)
  }

  /// The registration that a person means by a number as they typed it: the exact number where there is one, else the
  /// same without blanks, in ordinary characters, or in upper case.
  ///
  /// - Returns: the number of a registration; what was typed, without blanks around it, when there is none.
  public func number(typed text: String) throws -> RegistrationNumber {
    let exact = TextRules.trimmed(text)
    // No number is that long, so nothing is looked up.
    guard TextLimits.allow(exact, 2 * RegistrationNumber.longest) else { return RegistrationNumber(exact) }
    let meant = exact.withoutTypingSlips
    let readings = [exact, meant, meant.uppercased()].map(RegistrationNumber.init(rawValue:))
    return try engine.read { transaction in
      try readings.first { try transaction.isRegistered($0) } ?? readings[0]
    }
  }

  /// Changes a candidate's password, for somebody who knows the present one. The log holds that it happened.
  ///
  /// - Throws: ``InputError/wrongSecret`` when the present one is not right; ``InputError/shortPassword``,
  ///   ``InputError/weakPassword(_:)`` for the new one.
  /// - Returns: the stamp of the new credentials, which ends all sessions that have the former one.
  public func changePassword(
    of registration: RegistrationNumber, from present: String, to password: String
  ) throws -> String {
    try PasswordRules.check(password)
    let now = clock()
    let kept = try engine.read { try $0.passwordHash(ofCandidate: registration) }
    _ = try check(present, kept)
    guard let owner = try engine.read({ try $0.profile(registration) })?.id else { throw InputError.wrongSecret }
    try PasswordRules.check(password, against: try engine.read { try $0.facts(ofCandidate: owner) })
    let secret = try Secret.hash(password: password)
    try engine.write(.application(registration)) { transaction in
      // Another one may have been set since it was checked.
      guard try transaction.passwordHash(ofCandidate: registration) == kept else { throw InputError.wrongSecret }
      try transaction.setPassword(secret, of: owner, at: now)
      try transaction.record(
        "password-change", on: registration.rawValue, by: Actor.candidate.name, before: [.word("set")],
        after: [.word("set")], sealing: [.password], at: now)
    }
    return Self.stamp(secret)
  }

  /// Signs a candidate in with the password.
  ///
  /// - Throws: ``InputError/wrongSecret``.
  /// - Returns: the stamp.
  public func signIn(candidate registration: RegistrationNumber, password: String) throws -> String {
    try check(password, try engine.read { try $0.passwordHash(ofCandidate: registration) })
  }

  /// Checks the password of a member of staff. Where ``StaffSignIn/needsCode`` is set, they are signed in only after
  /// ``signIn(staff:code:)`` or ``signIn(staff:passkey:challenge:site:needsVerification:)``.
  ///
  /// - Throws: ``InputError/wrongSecret``.
  public func signIn(staff name: StaffName, password: String) throws -> StaffSignIn {
    let kept = try engine.read { transaction in
      (
        try transaction.passwordHash(ofStaff: name), try transaction.credentialText(ofStaff: name),
        try transaction.staff(name)?.hasSecondFactor
      )
    }
    _ = try check(password, kept.0)
    guard let credentials = kept.1, let needsCode = kept.2 else { throw InputError.wrongSecret }
    return StaffSignIn(stamp: Self.stamp(credentials), needsCode: needsCode)
  }

  /// A 32-byte secret of this store that never changes. The portal signs with it what it must recognize after a
  /// restart.
  public func signingKey() throws -> [UInt8] {
    // A portal may also serve a store that is closed to acts.
    try engine.readStatement { try $0.signingKey() } ?? engine.write { try $0.makeSigningKey() }
  }

  /// The stamp of a candidate's current credentials; nil when there are none.
  public func credentialStamp(ofCandidate registration: RegistrationNumber) throws -> String? {
    try engine.readStatement { try $0.passwordHash(ofCandidate: registration) }.map(Self.stamp)
  }

  /// A member of staff with the stamp of their current credentials; nil if they may not sign in.
  public func credentials(ofStaff name: StaffName) throws -> (staff: Staff, stamp: String)? {
    try engine.read { transaction in
      guard let kept = try transaction.credentialText(ofStaff: name), let staff = try transaction.staff(name) else {
        return nil
      }
      return (staff, Self.stamp(kept))
    }
  }

  private func check(_ password: String, _ kept: String?) throws -> String {
    let isRight = try Secret.matches(password, kept ?? Self.unmatchableHash)
    guard isRight, let kept else { throw InputError.wrongSecret }
    return Self.stamp(kept)
  }

  /// Half of a SHA-256 of what is stored. It differs between passwords and reveals nothing about them.
  static func stamp(_ kept: String) -> String {
    Array(SHA256.hash(data: Data(kept.utf8)).prefix(16)).hexadecimal
  }

  /// A hash that no secret matches.
  private static let unmatchableHash =
    "scrypt$32768$00000000000000000000000000000000$" + String(repeating: "00", count: 32)
}
