extension SQLTransaction {
  func registrations(helpedBy clerk: StaffName) throws -> [RegistrationNumber] {
    try values("SELECT number FROM registration WHERE helper = ? AND erasedAt IS NULL ORDER BY id", [clerk])
  }

  /// Writes the permission that the candidate has given, or that there is none.
  func save(_ helper: Helper?, of registration: Int64) throws {
    try run(
      "UPDATE registration SET helper = ?, helperSince = ?, helperToldAt = ? WHERE id = ?",
      [helper?.clerk, helper?.since, helper?.toldAt, registration])
  }
}
