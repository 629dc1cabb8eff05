import Wording

/// A password that was right.
public struct StaffSignIn: Sendable, Hashable {
  /// The stamp of the credentials.
  public let stamp: String
  /// Whether a code or a passkey is needed besides before the person is signed in.
  public let needsCode: Bool
}

/// The second factor of staff: codes of an authenticator app, and recovery codes. Passkeys are the other one.
///
/// A code is taken once: the store keeps the last step of which a code was used, in the row that the check changes, so that
/// it is refused at every portal. Guessing is slowed down by the portal, as that of passwords is.
extension ReviewStore {
  /// Checks the code of a member of staff whose password was right: one of the app, or a recovery code, which is used up.
  ///
  /// - Throws: ``InputError/wrongSecret``, also for a code that was used before and where there is no second factor.
  /// - Returns: the stamp.
  public func signIn(staff name: StaffName, code: String) throws -> String {
    let now = clock()
    return try engine.write { transaction in
      guard let credentials = try transaction.credentialText(ofStaff: name) else { throw InputError.wrongSecret }
      try use(code, of: name, transaction, at: now)
      return Self.stamp(credentials)
    }
  }

  /// Turns the second factor on for a member of staff, who shows with a first code that the app has the secret.
  ///
  /// - Throws: ``InputError/wrongSecret`` for another code; ``Refusal`` when it is on already.
  /// - Returns: the recovery codes, which nothing tells again; empty where there were some. And the stamp of the new
  ///   credentials.
  public func turnOnSecondFactor(
    of name: StaffName, _ secret: SecondFactorSecret, code: String
  ) throws -> (recoveryCodes: [String], stamp: String) {
    let now = clock()
    guard let step = TimeCode.step(of: code.withoutTypingSlips, secret, at: now) else { throw InputError.wrongSecret }
    let fresh = Self.newRecoveryCodes()
    return try engine.write { transaction in
      let staff = try account(name, transaction)
      guard !staff.hasAuthenticatorApp else {
        throw Refusal(.alreadyExists, "Two-factor sign-in is on already.", "双因素认证已启用。")
      }
      try transaction.setSecondFactor(secret, of: name, usedUpTo: step)
      let codes = try keep(fresh, forFirstOf: staff, transaction)
      try transaction.record(
        "second-factor-on", on: name.rawValue, by: name.rawValue, before: [.word("none")], after: [.word("set")],
        sealing: codes.isEmpty ? [.secondFactor] : [.secondFactor, .recoveryCodes], at: now)
      return (codes, Self.stamp(try transaction.credentialText(ofStaff: name) ?? ""))
    }
  }

  /// Turns a member of staff's own authenticator app off. Passkeys stay, and with them the recovery codes.
  ///
  /// - Parameter code: one of the app, or a recovery code.
  /// - Throws: ``InputError/wrongSecret``.
  /// - Returns: the stamp of the new credentials.
  public func turnOffSecondFactor(of name: StaffName, code: String) throws -> String {
    let now = clock()
    return try engine.write { transaction in
      try use(code, of: name, transaction, at: now)
      let staff = try account(name, transaction)
      guard staff.hasAuthenticatorApp else {
        throw Refusal(.wrongState, "No authenticator app is set up.", "未启用动态口令。")
      }
      try transaction.setSecondFactor(nil, of: name, usedUpTo: nil)
      if staff.passkeyCount == 0 { try transaction.setRecoveryCodes([], of: name) }
      try transaction.record(
        "second-factor-off", on: name.rawValue, by: name.rawValue, before: [.word("set")], after: [.word("none")],
        sealing: [.secondFactor, .recoveryCodes], at: now)
      return Self.stamp(try transaction.credentialText(ofStaff: name) ?? "")
    }
  }

  /// Makes new recovery codes in place of those that are left.
  ///
  /// - Parameter code: one of the app, or a recovery code.
  /// - Throws: ``InputError/wrongSecret``.
  public func renewRecoveryCodes(of name: StaffName, code: String) throws -> [String] {
    let now = clock()
    let codes = Self.newRecoveryCodes()
    return try engine.write { transaction in
      try use(code, of: name, transaction, at: now)
      try transaction.setRecoveryCodes(codes, of: name)
      try transaction.record(
        "recovery-codes", on: name.rawValue, by: name.rawValue, after: [.value(.count, "\(codes.count)")],
        sealing: [.recoveryCodes], at: now)
      return codes
    }
  }

  /// Removes the second factor of a member of staff who has lost it: app, passkeys and recovery codes. Their visits end.
  ///
  /// - Parameter officer: the acting admin; nil for the office.
  /// - Throws: ``Refusal``, also when there is none, and for an admin's own: that takes a code.
  public func resetSecondFactor(of name: StaffName, by officer: StaffName? = nil) throws {
    let now = clock()
    try engine.write { transaction in
      let staff = try transaction.staff(name)
      let actor = try self.officer(officer, for: .credentials, on: staff, transaction)
      guard let staff else { throw Refusal.noStaff(name) }
      guard officer != name else {
        throw Refusal(
          .notYourLevel, "Turn off your own with a code, or ask another admin.", "本人的双因素认证须凭动态口令关闭，或由其他管理员重置。")
      }
      guard staff.hasSecondFactor else {
        throw Refusal(.wrongState, "\(name) has no second factor.", "\(name) 未启用双因素认证。")
      }
      try transaction.setSecondFactor(nil, of: name, usedUpTo: nil)
      try transaction.setRecoveryCodes([], of: name)
      try transaction.removePasskeys(of: name)
      try transaction.record(
        "second-factor-reset", on: name.rawValue, by: actor, before: [.word("set")], after: [.word("none")],
        sealing: [.secondFactor, .recoveryCodes, .passkeys], at: now)
    }
  }

  /// How many recovery codes a member of staff has left.
  public func recoveryCodesLeft(of name: StaffName) throws -> Int {
    try engine.readStatement { try $0.recoveryCodeCount(of: name) }
  }

  /// Uses up a code.
  private func use(
    _ typed: String, of name: StaffName, _ transaction: any StoreWriting, at now: Moment
  ) throws {
    let secret = try transaction.secondFactor(of: name)
    if let secret, let step = TimeCode.step(of: typed.withoutTypingSlips, secret, at: now) {
      guard try transaction.useSecondFactor(of: name, at: step) else { throw InputError.wrongSecret }
      return
    }
    guard let code = RecoveryCode.normalized(typed), try transaction.useRecoveryCode(code, of: name) else {
      throw InputError.wrongSecret
    }
    try transaction.record(
      "recovery-code", on: name.rawValue, by: name.rawValue,
      after: [.value(.count, "\(try transaction.recoveryCodeCount(of: name))")], sealing: [.recoveryCodes], at: now)
  }

  /// Keeps new recovery codes of somebody who has no second factor yet. Returns them; nothing for others, whose codes stay.
  func keep(_ fresh: [String], forFirstOf staff: Staff, _ transaction: any StoreWriting) throws -> [String] {
    guard !staff.hasSecondFactor else { return [] }
    try transaction.setRecoveryCodes(fresh, of: staff.name)
    return fresh
  }

  static func newRecoveryCodes() -> [String] { (0..<RecoveryCode.count).map { _ in RecoveryCode.new() } }
}
