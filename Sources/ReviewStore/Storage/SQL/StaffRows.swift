extension SQLTransaction {
  private static let columns =
    "name, role, site, organisation, clerkCode, disabled, password IS NOT NULL AS hasPassword, dailyCap,"
    + " secondFactor IS NOT NULL AS hasAuthenticatorApp, passwordGiven,"
    + " (SELECT count(*) FROM passkey WHERE staff = name) AS passkeyCount,"
    + " (SELECT separatedAt IS NOT NULL FROM store) AS isSeparate,"
    // The log knows when a password was set before the column was there.
    + " coalesce(passwordAt, (SELECT max(time) FROM audit WHERE subject = name AND action = 'staff-password')) AS since"

  /// A member of staff, disabled or not; nil when there is none of that name.
  func staff(_ name: StaffName) throws -> Staff? {
    try row("SELECT \(Self.columns) FROM staff WHERE name = ?", [name], staff(from:))
  }

  func clerk(withCode code: String) throws -> Staff? {
    try row("SELECT \(Self.columns) FROM staff WHERE clerkCode = ?", [code], staff(from:))
  }

  /// All staff, by name.
  func allStaff() throws -> [Staff] { try rows("SELECT \(Self.columns) FROM staff ORDER BY name", [], staff(from:)) }

  /// Adds a member of staff; false when the name is taken.
  func insert(_ staff: Staff, at now: Moment) throws -> Bool {
    try run(
      """
      INSERT INTO staff (name, role, site, organisation, clerkCode, createdAt) VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT DO NOTHING
      """,
      [staff.name, staff.role.rawValue, staff.site, staff.organisation, staff.clerkCode, now]) > 0
  }

  /// Stores the hash of a member of staff's password.
  func setPassword(_ secret: String, ofStaff name: StaffName, isGiven: Bool, at now: Moment) throws {
    let earlier = try passwordHashes(ofStaff: name).prefix(PasswordRules.remembered - 1)
    try run("DELETE FROM formerPassword WHERE staff = ?", [name])
    for (index, former) in earlier.enumerated() {
      try run("INSERT INTO formerPassword (staff, place, password) VALUES (?, ?, ?)", [name, index + 1, former])
    }
    try run(
      "UPDATE staff SET password = ?, passwordGiven = ?, passwordAt = ? WHERE name = ?",
      [secret, isGiven ? 1 : 0, now, name])
  }

  func passwordHashes(ofStaff name: StaffName) throws -> [String] {
    try values("SELECT password FROM staff WHERE name = ? AND password IS NOT NULL", [name])
      + values("SELECT password FROM formerPassword WHERE staff = ? ORDER BY place", [name])
  }

  func disable(_ name: StaffName) throws {
    try run("UPDATE staff SET disabled = 1 WHERE name = ?", [name])
    try endClaims(of: name)
  }

  func setRole(_ role: Role, of name: StaffName) throws {
    try run("UPDATE staff SET role = ? WHERE name = ?", [role.rawValue, name])
    try endClaims(of: name)
  }

  func dutiesAreSeparate() throws -> Bool { try count("SELECT count(separatedAt) FROM store") > 0 }

  func setDutiesSeparate(at now: Moment?) throws { try run("UPDATE store SET separatedAt = ?", [now]) }

  private func endClaims(of name: StaffName) throws {
    try run("UPDATE registration SET claimStaff = NULL, claimUntil = NULL WHERE claimStaff = ?", [name])
  }

  private func staff(from row: Columns) throws -> Staff {
    var staff = Staff(name: try row["name"], role: try row["role"], site: try row["site"])
    staff.organisation = try row["organisation"]
    staff.clerkCode = try row["clerkCode"]
    staff.disabled = try row["disabled"]
    staff.hasPassword = try row["hasPassword"]
    staff.hasAuthenticatorApp = try row["hasAuthenticatorApp"]
    staff.passkeyCount = try row["passkeyCount"]
    staff.dailyCap = try row["dailyCap"]
    staff.dutiesAreSeparate = try row["isSeparate"]
    staff.passwordIsGiven = try row["passwordGiven"]
    if staff.hasPassword { staff.passwordSince = try row["since"] }
    return staff
  }
}
