import Crypto
import Foundation
import ImageKit

/// How people come in through a door that stays open, such as the portal's.
///
/// Each way in returns a *stamp* of the credentials that were shown. A visit remembers it and compares it with the
/// current one: it differs as soon as the password is another, the candidate is erased or the member of staff disabled.
///
/// Guessing is for the door to slow down, which knows where somebody comes from. A pause for the account would let anybody
/// keep its owner out.
extension ReviewStore {
  /// The candidate comes in for the first time, or has forgotten the password: shows the identity number's last six
  /// characters and a one-time code, and chooses a password. It activates the application.
  ///
  /// Where the registration has no identity number the code alone must do; whoever handed it out has seen the person.
  ///
  /// - Throws: ``InputError/shortPassword``, ``InputError/weakPassword(_:)``; else ``InputError/wrongSecret``, whatever it
  ///   is that is not right. A code survives wrong last characters, so that nobody who knows only the registration number
  ///   can void it, and a password that is refused.
  /// - Returns: the stamp.
  public func comeIn(_ registration: String, lastSix: String, code: String, password: String) throws -> String {
    try PasswordRules.check(password)
    let now = clock()
    let secrets = try database.read { try $0.secrets(of: registration, at: now) }
    // Unknown numbers cost as much time as known ones.
    let isRight = try Secret.matches(code, secrets?.code ?? Self.nobodysSecret)
    guard let secrets, let kept = secrets.code else { throw InputError.wrongSecret }
    if let idNumber = secrets.idNumber, idNumber.suffix(6).uppercased() != lastSix.uppercased() {
      throw InputError.wrongSecret
    }
    guard isRight else {
      try database.write { transaction in
        guard try transaction.failCode(kept, of: secrets.registration) else { return }
        try transaction.record(
          "code-void", on: registration, by: Actor.stranger, before: "", after: "guesses=\(Guessing.codes)", at: now)
      }
      throw InputError.wrongSecret
    }
    // Asked only now: whoever has not shown the code learns nothing of the person by it.
    try PasswordRules.check(password, against: try database.read { try $0.facts(ofCandidate: secrets.registration) })
    let secret = try Secret.hash(password: password)
    try database.write { transaction in
      guard try transaction.useCode(kept, of: secrets.registration) else { throw InputError.wrongSecret }
      try transaction.setPassword(secret, of: secrets.registration, at: now)
      try transaction.record(
        "password", on: registration, by: Actor.candidate.name, before: secrets.password == nil ? "none" : "set",
        after: "set", sealing: [.password], at: now)
      let stored = try load(registration, transaction)
      let command = Command(.activate, by: .candidate)
      let events = try Workflow.decide(stored.application, command, under: policy, at: now)
      _ = try commit(events, of: command, to: stored, transaction, at: now)
    }
    return Self.stamp(secret)
  }

  /// The candidate comes in with the password.
  ///
  /// - Throws: ``InputError/wrongSecret``.
  /// - Returns: the stamp.
  public func signIn(candidate registration: String, password: String) throws -> String {
    try check(password, try database.read { try $0.keptPassword(ofCandidate: registration) })
  }

  /// A member of staff comes in with the password.
  ///
  /// - Throws: ``InputError/wrongSecret``.
  /// - Returns: the stamp.
  public func signIn(staff name: String, password: String) throws -> String {
    try check(password, try database.read { try $0.keptPassword(ofStaff: name) })
  }

  /// 32 secret bytes of this store's own, the same for as long as there is the store: for signing what a door hands out
  /// and must know again after a restart.
  public func doorKey() throws -> [UInt8] { try database.write { try $0.doorKey() } }

  /// The stamp of a candidate's credentials as they are now; nil when there are none.
  public func credentialStamp(ofCandidate registration: String) throws -> String? {
    try database.glance { try $0.keptPassword(ofCandidate: registration) }.map(Self.stamp)
  }

  /// A member of staff with the stamp of their credentials as they are now; nil for one who may not come in.
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

  /// Half of a hash of what is kept: it tells passwords apart and nothing about them.
  private static func stamp(_ kept: String) -> String {
    Array(SHA256.hash(data: Data(kept.utf8)).prefix(16)).hexadecimal
  }

  /// The hash of a secret that nobody knows.
  private static let nobodysSecret =
    "scrypt$32768$00000000000000000000000000000000$" + String(repeating: "00", count: 32)
}
