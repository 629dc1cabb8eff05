import Passkeys
import Wording

/// Passkeys of staff: keys in a phone, a computer or a stick, which sign a challenge of the portal. They are a second factor,
/// as codes of an app are, and each person may have several.
///
/// The portal makes the challenges and knows for whom; each is answered once, at whichever portal.
extension ReviewStore {
  /// The passkeys of a member of staff, the oldest first.
  public func passkeys(of name: StaffName) throws -> [StaffPasskey] {
    try engine.readStatement { try $0.passkeys(of: name) }
  }

  /// Takes a challenge as answered; false when it was answered before.
  ///
  /// - Parameters:
  ///   - mark: identifies it.
  ///   - end: until when it is valid, and has to be remembered.
  public func useChallenge(_ mark: String, until end: Moment) throws -> Bool {
    let now = clock()
    return try engine.write(.portals) { try $0.useChallenge(mark, until: end, at: now) }
  }

  /// Adds a passkey of a member of staff. With the first second factor, recovery codes are made.
  ///
  /// - Parameter label: what the owner calls it.
  /// - Throws: ``InputError`` for the label; ``Refusal`` when it is known already or there are too many.
  /// - Returns: the recovery codes, which nothing tells again; empty where there were some. And the stamp of the new
  ///   credentials.
  public func addPasskey(
    _ new: NewPasskey, called label: String, of name: StaffName
  ) throws -> (recoveryCodes: [String], stamp: String) {
    let now = clock()
    let label = try StaffPasskey.label(label)
    let fresh = Self.newRecoveryCodes()
    return try engine.write { transaction in
      let staff = try account(name, transaction)
      guard staff.passkeyCount < StaffPasskey.most else {
        throw Refusal(
          .full, "You have \(StaffPasskey.most) passkeys. Remove one first.", "最多添加 \(StaffPasskey.most) 个通行密钥，请先删除一个。")
      }
      guard try transaction.insert(new, called: label, of: name, at: now) else {
        throw Refusal(.alreadyExists, "This passkey is added already.", "该通行密钥已添加。")
      }
      let codes = try keep(fresh, forFirstOf: staff, transaction)
      try transaction.record(
        "passkey-add", on: name.rawValue, by: name.rawValue, before: [.value(.count, "\(staff.passkeyCount)")],
        after: [.value(.count, "\(staff.passkeyCount + 1)")],
        sealing: codes.isEmpty ? [.passkeys] : [.passkeys, .recoveryCodes], at: now)
      return (codes, Self.stamp(try transaction.credentialText(ofStaff: name) ?? ""))
    }
  }

  /// Removes a member of staff's own passkey. Without any second factor left, the recovery codes go too.
  ///
  /// - Throws: ``Refusal`` when they have no such passkey.
  /// - Returns: the stamp of the new credentials.
  public func removePasskey(_ id: [UInt8], of name: StaffName) throws -> String {
    let now = clock()
    return try engine.write { transaction in
      let staff = try account(name, transaction)
      guard try transaction.removePasskey(id, of: name) else {
        throw Refusal(.notFound, "You have no such passkey any more.", "该通行密钥不存在或已删除。")
      }
      let isLast = !staff.hasAuthenticatorApp && staff.passkeyCount == 1
      if isLast { try transaction.setRecoveryCodes([], of: name) }
      try transaction.record(
        "passkey-remove", on: name.rawValue, by: name.rawValue, before: [.value(.count, "\(staff.passkeyCount)")],
        after: [.value(.count, "\(staff.passkeyCount - 1)")],
        sealing: isLast ? [.passkeys, .recoveryCodes] : [.passkeys], at: now)
      return Self.stamp(try transaction.credentialText(ofStaff: name) ?? "")
    }
  }

  /// Checks the answer of a passkey of a member of staff.
  ///
  /// - Parameters:
  ///   - challenge: in base64url, as the portal gave it out to them.
  ///   - needsVerification: whether the authenticator must have checked who was there: where it stands for the password too.
  /// - Throws: ``InputError/wrongSecret`` for the passkey of somebody else or of nobody; ``PasskeyError``. An answer whose
  ///   counter is behind is logged.
  /// - Returns: the stamp.
  public func signIn(
    staff name: StaffName, passkey answer: PasskeyAnswer, challenge: String, site: PasskeySite,
    needsVerification: Bool = false
  ) throws -> String {
    let now = clock()
    let stamp: String? = try engine.write { transaction in
      guard let credentials = try transaction.credentialText(ofStaff: name),
        let passkey = try transaction.passkeys(of: name).first(where: { $0.id == answer.id })
      else { throw InputError.wrongSecret }
      do {
        let counter = try answer.check(
          passkey.key, counter: passkey.counter, challenge: challenge, site: site, needsVerification: needsVerification)
        try transaction.usePasskey(passkey.id, counter: counter, at: now)
        return Self.stamp(credentials)
      } catch PasskeyError.counterBehind {
        try transaction.record("passkey-copied", on: name.rawValue, by: Actor.stranger, at: now)
        return nil
      }
    }
    guard let stamp else { throw PasskeyError.counterBehind }
    return stamp
  }

  /// Whose passkey has an id; nil when it is nobody's.
  public func owner(ofPasskey id: [UInt8]) throws -> StaffName? {
    try engine.readStatement { try $0.owner(ofPasskey: id) }
  }
}
