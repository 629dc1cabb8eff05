import Foundation

extension SQLTransaction {
  /// A candidate's secrets; nil when there is no such registration, or it has been erased.
  func secrets(of number: RegistrationNumber, at now: Moment, within life: Int) throws -> CandidateSecrets? {
    try row(
      """
      SELECT registration.id AS id, credential.password AS password, code.secret AS secret, idNumber FROM registration
      LEFT JOIN credential ON credential.registration = registration.id
      LEFT JOIN code ON code.registration = registration.id AND expiresAt > ? AND expiresAt <= ?
        AND failures < ?
      WHERE number = ? AND erasedAt IS NULL
      """, [now, now.adding(seconds: life), Guessing.codes, number]
    ) {
      CandidateSecrets(
        registration: try $0["id"], password: try $0["password"], code: try $0["secret"], idNumber: try $0["idNumber"])
    }
  }

  /// Personal data that a candidate's password must not contain.
  func facts(ofCandidate registration: Int64) throws -> [String] {
    try row("SELECT number, name, site, mobile, idNumber FROM registration WHERE id = ?", [registration]) { row in
      try ["number", "name", "site", "mobile"].compactMap { try row[$0] as String? }
        + PasswordRules.facts(ofIdentityNumber: try row["idNumber"])
    } ?? []
  }

  /// The hash of a candidate's password; nil when there is none.
  func passwordHash(ofCandidate number: RegistrationNumber) throws -> String? {
    try value(
      """
      SELECT password FROM credential JOIN registration ON registration.id = credential.registration
      WHERE number = ? AND erasedAt IS NULL
      """, [number])
  }

  /// The hash of a staff member's password; nil when there is none, or the account is disabled.
  func passwordHash(ofStaff name: StaffName) throws -> String? {
    try value("SELECT password FROM staff WHERE name = ? AND disabled = 0 AND password IS NOT NULL", [name])
  }

  /// Stores the hash of a candidate's password.
  func setPassword(_ secret: String, of registration: Int64, at now: Moment) throws {
    try run(Self.replacing("credential", key: "registration", "password, changedAt"), [registration, secret, now])
  }

  func setCode(_ secret: String, of registration: Int64, until end: Moment) throws {
    try run(Self.replacing("code", key: "registration", "secret, expiresAt, failures"), [registration, secret, end, 0])
  }

  /// Consumes a one-time code; false when it was consumed already, or is void.
  func useCode(_ secret: String, of registration: Int64) throws -> Bool {
    return try run(
      "DELETE FROM code WHERE registration = ? AND secret = ? AND failures < ?", [registration, secret, Guessing.codes])
      > 0
  }

  /// Counts a wrong guess at a one-time code; true when this guess made the code void.
  func failCode(_ secret: String, of registration: Int64) throws -> Bool {
    let failures: Int? = try value(
      "UPDATE code SET failures = failures + 1 WHERE registration = ? AND secret = ? RETURNING failures",
      [registration, secret])
    return failures == Guessing.codes
  }

  func signingKey() throws -> [UInt8]? { try value("SELECT key FROM door").map { (key: Data) in Array(key) } }

  func makeSigningKey() throws -> [UInt8] {
    let new = [UInt8](random: 32)
    try run("INSERT INTO door (id, key) VALUES (1, ?) ON CONFLICT DO NOTHING", [Data(new)])
    return try signingKey() ?? new
  }
}
