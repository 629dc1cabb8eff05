extension SQLTransaction {
  /// Inserts a registration; false when the number is taken. The identity number is normalized, because it matches a
  /// person's registrations of different years. An empty one is stored as NULL.
  func insert(_ new: NewRegistration, at now: Moment) throws -> Bool {
    try run(
      """
      INSERT INTO registration (number, name, category, site, idNumber, identity, isReturning, practicalPassed,
        mobile, address, createdAt, since, lastActAt, salt) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT DO NOTHING
      """,
      [
        new.number, new.name, new.category, new.site, IdentityNumber.normalized(new.idNumber), new.identity.rawValue,
        new.returning, new.practicalPassed, new.mobile, new.address, now, now, now,
        Self.salt(),
      ]) > 0
  }

  /// The columns of a registration for display; see ``registrationTable``.
  static let registrationColumns = """
    number, name, category, site, idNumber, identity, isReturning, practicalPassed, mobile, address, createdAt, erasedAt,
    activated, state, version, expiresAt, failures
    """
  /// A registration with its one-time code, if it has one.
  static let registrationTable = "registration LEFT JOIN code ON code.registration = registration.id"

  /// A registration for display, erased or not; nil when there is none.
  func registration(_ number: RegistrationNumber) throws -> RegistrationRecord? {
    try row(
      "SELECT \(Self.registrationColumns) FROM \(Self.registrationTable) WHERE number = ?", [number], record(from:))
  }

  /// Whether there is, or was, a registration of a number.
  func isRegistered(_ number: RegistrationNumber) throws -> Bool {
    try count("SELECT count(*) FROM registration WHERE number = ?", [number]) > 0
  }

  /// A registration from a row of ``registrationTable``.
  func record(from row: Columns) throws -> RegistrationRecord {
    RegistrationRecord(
      number: try row["number"], name: try row["name"], category: try row["category"], site: try row["site"],
      maskedIDNumber: (try row["idNumber"] as String?).map(Masked.idNumber), identity: try row["identity"],
      returning: try row["isReturning"], practicalPassed: try row["practicalPassed"],
      maskedMobile: (try row["mobile"] as String?).map(Masked.mobile), address: try row["address"],
      createdAt: try row["createdAt"], erasedAt: try row["erasedAt"], activated: try row["activated"],
      state: try row["state"], version: try row["version"],
      code: try (row["expiresAt"] as Moment?).map { OneTimeCode(expiresAt: $0, wrongGuesses: try row["failures"]) })
  }

  func unmasked(_ id: Int64) throws -> NewRegistration {
    let found = try row(
      """
      SELECT number, name, category, site, idNumber, identity, isReturning, practicalPassed, mobile, address
      FROM registration WHERE id = ? AND erasedAt IS NULL
      """, [id]
    ) { row in
      NewRegistration(
        number: try row["number"], name: try row["name"] ?? "", category: try row["category"], site: try row["site"],
        idNumber: try row["idNumber"], identity: try row["identity"], returning: try row["isReturning"],
        practicalPassed: try row["practicalPassed"], mobile: try row["mobile"], address: try row["address"])
    }
    guard let found else { throw StoreError.fault("a registration was erased while it was read") }
    return found
  }

  func correct(_ id: Int64, to corrected: NewRegistration) throws {
    try run(
      """
      UPDATE registration SET name = ?, category = ?, idNumber = ?, identity = ?, isReturning = ?, practicalPassed = ?,
        mobile = ? WHERE id = ?
      """,
      [
        corrected.name, corrected.category, IdentityNumber.normalized(corrected.idNumber), corrected.identity.rawValue,
        corrected.returning, corrected.practicalPassed, corrected.mobile, id,
      ])
  }

  /// The row id and the personal details of a registration that is not erased.
  func profile(_ number: RegistrationNumber) throws -> (id: Int64, mobile: String?, address: String?)? {
    try row("SELECT id, mobile, address FROM registration WHERE number = ? AND erasedAt IS NULL", [number]) {
      (try $0["id"], try $0["mobile"], try $0["address"])
    }
  }

  /// Sets personal details. A nil value is kept.
  func setProfile(of registration: Int64, mobile: String?, address: String?) throws {
    try run(
      "UPDATE registration SET mobile = coalesce(?, mobile), address = coalesce(?, address) WHERE id = ?",
      [mobile, address, registration])
  }

  /// Deletes all personal data of a registration; its number and its state stay. Returns the digests of its pictures.
  func erase(_ registration: Int64, at now: Moment) throws -> [Digest] {
    let pictures: [Digest] = try values(
      """
      SELECT sha256 FROM slot WHERE registration = ?1 AND sha256 IS NOT NULL
      UNION SELECT sha256 FROM former WHERE registration = ?1
      """, [registration])
    try removeLooks(of: registration)
    for picture in pictures { try discard(picture) }
    for table in [
      "slot", "former", "message", "notice", "code", "credential", "appeal", "conflict", "secondLook", "filled",
    ] {
      try run("DELETE FROM \(table) WHERE registration = ?", [registration])
    }
    // Its visits end because the credentials are gone.
    try run(
      """
      UPDATE visit SET news = NULL
      WHERE visitor = (SELECT 'candidate ' || number FROM registration WHERE id = ?)
      """, [registration])
    try run(
      """
      UPDATE registration SET name = NULL, salt = NULL, idNumber = NULL, mobile = NULL, address = NULL, claimStaff = NULL,
        claimUntil = NULL, reactBy = NULL, rejectionNote = NULL, appealBy = NULL,
        appealed = 0, uploadUntil = NULL, helper = NULL, helperSince = NULL, helperToldAt = NULL, findings = 0, erasedAt = ? WHERE id = ?
      """, [now, registration])
    try run("INSERT INTO trace (id) VALUES (1) ON CONFLICT DO NOTHING")
    return pictures
  }
}
