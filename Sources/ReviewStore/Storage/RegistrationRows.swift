import GRDB

extension Transaction {
  /// Enters a registration; false when the number is taken. People are matched by their identity number from year to
  /// year, so it is written in one spelling, and as none where there is nothing in it.
  func insert(_ new: NewRegistration, at now: Moment) throws -> Bool {
    try run(
      """
      INSERT OR IGNORE INTO registration (number, name, category, site, idNumber, identity, isReturning, practicalPassed,
        mobile, address, createdAt, since, salt) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        new.number, new.name, new.category, new.site, IdentityNumber.normalized(new.idNumber), new.identity.rawValue,
        new.returning, new.practicalPassed, new.mobile, new.address, now, now, Self.salt(),
      ])
    return database.changesCount > 0
  }

  private static let columns = """
    number, name, category, site, idNumber, identity, isReturning, practicalPassed, mobile, address, createdAt, erasedAt,
    activated, state, version, expiresAt, failures
    """
  private static let table = "registration LEFT JOIN code ON code.registration = registration.id"

  /// A registration as it may be shown, erased or not; nil when there never was one.
  func registration(_ number: String) throws -> RegistrationRecord? {
    try row("SELECT \(Self.columns) FROM \(Self.table) WHERE number = ?", [number], record(from:))
  }

  /// Walks registrations in order of entry, optionally those of a state or a site.
  func eachRegistration(
    in state: Application.State?, at site: String?, _ body: (RegistrationRecord) throws -> Void
  ) throws {
    try each(
      """
      SELECT \(Self.columns) FROM \(Self.table)
      WHERE erasedAt IS NULL AND (?1 IS NULL OR state = ?1) AND (?2 IS NULL OR site = ?2) ORDER BY registration.id
      """, [state?.rawValue, site]
    ) { try body(record(from: $0)) }
  }

  private func record(from row: Columns) -> RegistrationRecord {
    RegistrationRecord(
      number: row[0], name: row[1], category: row[2], site: row[3],
      maskedIDNumber: (row[4] as String?).map(Masked.idNumber),
      identity: Applicant.Identity(rawValue: row[5]) ?? .domestic, returning: row[6], practicalPassed: row[7],
      maskedMobile: (row[8] as String?).map(Masked.mobile), address: row[9], createdAt: row[10], erasedAt: row[11],
      activated: row[12], state: Application.State(rawValue: row[13]) ?? .filling, version: row[14],
      code: (row[15] as Moment?).map { OneTimeCode(expiresAt: $0, wrongGuesses: row[16]) })
  }

  /// The row and the personal details of a registration that is not erased.
  func profile(_ number: String) throws -> (id: Int64, mobile: String?, address: String?)? {
    try row("SELECT id, mobile, address FROM registration WHERE number = ? AND erasedAt IS NULL", [number])
      .map { ($0[0], $0[1], $0[2]) }
  }

  /// Sets personal details; those that are nil stay.
  func setProfile(of registration: Int64, mobile: String?, address: String?) throws {
    try run(
      "UPDATE registration SET mobile = coalesce(?, mobile), address = coalesce(?, address) WHERE id = ?",
      [mobile, address, registration])
  }

  /// Removes everything personal of a registration; what is left is its number, and that it was there. Returns the
  /// pictures that it had.
  func erase(_ registration: Int64, at now: Moment) throws -> [String] {
    let pictures = try rows(
      """
      SELECT sha256 FROM slot WHERE registration = ?1 AND sha256 IS NOT NULL
      UNION SELECT sha256 FROM former WHERE registration = ?1
      """, [registration]
    ).map { $0[0] as String }
    try removeLooks(of: registration)
    for picture in pictures { try discard(picture) }
    for table in ["slot", "former", "message", "notice", "code", "credential"] {
      try run("DELETE FROM \(table) WHERE registration = ?", [registration])
    }
    try run(
      """
      UPDATE registration SET name = NULL, salt = NULL, idNumber = NULL, mobile = NULL, address = NULL, claimStaff = NULL,
        claimUntil = NULL, reactBy = NULL, rejectionNote = NULL, findings = 0, erasedAt = ? WHERE id = ?
      """, [now, registration])
    try run("INSERT OR IGNORE INTO trace VALUES (1)")
    return pictures
  }
}
