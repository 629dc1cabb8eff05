import Crypto
import Foundation
import ImageKit

/// Signing in, for the portal and whatever else serves people over a network.
///
/// Each method returns a *stamp*, a hash of the stored credentials. A session keeps it and compares it with the current
/// one, which differs as soon as the password has changed, the candidate is erased or the member of staff disabled.
///
/// The portal slows down guessing, because it knows the client's address. A pause for the account itself would let
/// anybody lock its owner out.
extension ReviewStore {
  /// Signs a candidate in for the first time, or after a forgotten password: the candidate shows the identity number's
  /// last six characters and a one-time code, and chooses a password. Activates the application.
  ///
  /// A registration without an identity number needs the code alone; whoever handed it out has seen the person.
  ///
  /// - Throws: ``InputError/shortPassword``, ``InputError/weakPassword(_:)``; else ``InputError/wrongSecret``,
  ///   whichever part is wrong. Wrong last characters do not count against the code, so that nobody who knows only the
  ///   registration number can void it; nor does a refused password.
  /// - Returns: the stamp.
  public func comeIn(_ registration: String, lastSix: String, code: String, password: String) throws -> String {
    try PasswordRules.check(password)
    let now = clock()
    let secrets = try database.read { try $0.secrets(of: registration, at: now) }
    // The hash is computed for unknown numbers too, so that the time does not tell which numbers exist.
    let isRight = try Secret.matches(code, secrets?.code ?? Self.nobodysSecret)
    guard let secrets, let kept = secrets.code else { throw InputError.wrongSecret }
    if let idNumber = secrets.idNumber, idNumber.suffix(6).uppercased() != lastSix.uppercased() {
      throw InputError.wrongSecret
    }
    guard isRight else {
      try database.write { transaction in
        guard try transaction.failCode(kept, of: secrets.registration) else { return }
        try transaction.record(
          "code-void", on: registration, by: Actor.stranger, after: [.value(.guesses, "\(Guessing.codes)")], at: now)
      }
      throw InputError.wrongSecret
    }
    // Checked only now, because the answer would tell something of the person to whoever does not have the code.
    try PasswordRules.check(password, against: try database.read { try $0.facts(ofCandidate: secrets.registration) })
    let secret = try Secret.hash(password: password)
    try database.write { transaction in
      guard try transaction.useCode(kept, of: secrets.registration) else { throw InputError.wrongSecret }
      try transaction.setPassword(secret, of: secrets.registration, at: now)
      try transaction.record(
        "password", on: registration, by: Actor.candidate.name,
        before: [.word(secrets.password == nil ? "none" : "set")],
        after: [.word("set")], sealing: [.password], at: now)
      let stored = try load(registration, transaction)
      let command = Command(.activate, by: .candidate)
      let events = try Workflow.decide(stored.application, command, under: policy, at: now)
      _ = try commit(events, of: command, to: stored, transaction, at: now)
    }
    return Self.stamp(secret)
  }

  /// Signs a candidate in with the password.
  ///
  /// - Throws: ``InputError/wrongSecret``.
  /// - Returns: the stamp.
  public func signIn(candidate registration: String, password: String) throws -> String {
    try check(password, try database.read { try $0.keptPassword(ofCandidate: registration) })
  }

  /// Signs a member of staff in with the password.
  ///
  /// - Throws: ``InputError/wrongSecret``.
  /// - Returns: the stamp.
  public func signIn(staff name: String, password: String) throws -> String {
    try check(password, try database.read { try $0.keptPassword(ofStaff: name) })
  }

  /// 32 secret bytes of this store, which never change. The portal signs with them what it must recognize after a
  /// restart.
  public func doorKey() throws -> [UInt8] { try database.write { try $0.doorKey() } }

  /// The stamp of a candidate's credentials as they are now; nil when there are none.
  public func credentialStamp(ofCandidate registration: String) throws -> String? {
    try database.glance { try $0.keptPassword(ofCandidate: registration) }.map(Self.stamp)
  }

  /// A member of staff with the stamp of their current credentials; nil for one who may not sign in.
  public func credentials(ofStaff name: String) throws -> (staff: Staff, stamp: String)? {
    try database.read { transaction in
      guard let kept = try transaction.keptPassword(ofStaff: name), let staff = try transaction.staff(name) else {
        return nil
      }
      return (staff, Self.stamp(kept))
    }
  }

  private func check(_ password: String, _ kept: String?) throws -> String {
    let isRight = try Secret.matches(password, kept ?? Self.nobodysSecret)
    guard isRight, let kept else { throw InputError.wrongSecret }
    return Self.stamp(kept)
  }

  /// Half of a SHA-256 of the stored hash: it differs between passwords and reveals nothing of them.
  private static func stamp(_ kept: String) -> String {
    Array(SHA256.hash(data: Data(kept.utf8)).prefix(16)).hexadecimal
  }

  /// The hash of a secret that nobody knows.
  private static let nobodysSecret =
    "scrypt$32768$00000000000000000000000000000000$" + String(repeating: "00", count: 32)
}
