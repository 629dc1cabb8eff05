/// The second factor of staff. Its secret is encrypted with the store's key, and of recovery codes only HMACs are kept.
extension SQLTransaction {
  /// What an HMAC or a cipher text is for.
  private static let secretPurpose = "second factor"
  private static let recoveryPurpose = "recovery code"

  func credentialText(ofStaff name: StaffName) throws -> String? {
    try value(
      """
      SELECT password || coalesce(secondFactor, '')
        || coalesce(\(dialect.joined("id", of: "passkey WHERE staff = name", by: "id")), '')
      FROM staff
      WHERE name = ? AND disabled = 0 AND password IS NOT NULL
      """, [name])
  }

  func secondFactor(of name: StaffName) throws -> SecondFactorSecret? {
    let kept: String? = try value(
      "SELECT secondFactor FROM staff WHERE name = ? AND disabled = 0 AND secondFactor IS NOT NULL", [name])
    guard let kept else { return nil }
    guard let key else { throw StoreError.noKey }
    guard let bytes = key.decrypted(kept, for: Self.secretPurpose, of: name.rawValue),
      let secret = SecondFactorSecret(bytes)
    else {
      throw StoreError.damaged(.init("a second factor was not made with this store's key", "双因素认证的密钥与审核库密钥不符"))
    }
    return secret
  }

  func setSecondFactor(_ secret: SecondFactorSecret?, of name: StaffName, usedUpTo step: Int64?) throws {
    guard let key else { throw StoreError.noKey }
    let kept = try secret.map { try key.encrypted($0.bytes, for: Self.secretPurpose, of: name.rawValue) }
    try run("UPDATE staff SET secondFactor = ?, secondFactorStep = ? WHERE name = ?", [kept, step, name])
  }

  func useSecondFactor(of name: StaffName, at step: Int64) throws -> Bool {
    try run("UPDATE staff SET secondFactorStep = ? WHERE name = ? AND secondFactorStep < ?", [step, name, step]) > 0
  }

  func recoveryCodeCount(of name: StaffName) throws -> Int {
    try value("SELECT count(*) FROM recoveryCode WHERE staff = ?", [name]) ?? 0
  }

  func setRecoveryCodes(_ codes: [String], of name: StaffName) throws {
    try run("DELETE FROM recoveryCode WHERE staff = ?", [name])
    for code in codes {
      guard let code = RecoveryCode.normalized(code) else { continue }
      try run("INSERT INTO recoveryCode (staff, secret) VALUES (?, ?)", [name, try hash(ofRecovery: code, name)])
    }
  }

  func useRecoveryCode(_ code: String, of name: StaffName) throws -> Bool {
    try run(
      "DELETE FROM recoveryCode WHERE staff = ? AND secret = ?", [name, try hash(ofRecovery: code, name)]) > 0
  }

  /// An HMAC with the store's key, which is not in the database. Slow and salted hashes protect what people choose; a code
  /// has 60 random bits, which nobody tries out, and who has the database alone could not even check a guess. The owner's
  /// name in it makes a copied row useless to another, and the seal in the log shows a used row that was put back.
  private func hash(ofRecovery code: String, _ name: StaffName) throws -> String {
    guard let key else { throw StoreError.noKey }
    return key.seal(Self.recoveryPurpose, [name.rawValue, code])
  }
}
