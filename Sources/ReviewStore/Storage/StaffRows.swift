import GRDB

extension Transaction {
  private static let columns = "name, role, site, disabled, password IS NOT NULL"

  /// A member of staff, disabled or not; nil when there is none of the name.
  func staff(_ name: String) throws -> Staff? {
    try row("SELECT \(Self.columns) FROM staff WHERE name = ?", [name]).map(staff(from:))
  }

  /// All staff by name.
  func allStaff() throws -> [Staff] { try rows("SELECT \(Self.columns) FROM staff ORDER BY name").map(staff(from:)) }

  /// Adds a member of staff; false when the name is taken.
  func insert(_ staff: Staff, at now: Moment) throws -> Bool {
    try run(
      "INSERT OR IGNORE INTO staff (name, role, site, createdAt) VALUES (?, ?, ?, ?)",
      [staff.name, staff.role.rawValue, staff.site, now])
    return database.changesCount > 0
  }

  private func staff(from row: Row) -> Staff {
    var staff = Staff(name: row[0], role: Role(rawValue: row[1]) ?? .site, site: row[2])
    staff.disabled = row[3]
    staff.hasPassword = row[4]
    return staff
  }
}

/// How many wrong guesses are borne, and what follows.
enum Guessing {
  /// Wrong passwords in a row before a pause.
  static let passwords = 5
  /// The pause, in seconds.
  static let pause = 300
  /// Wrong guesses before a one-time code is void.
  static let codes = 5
  /// How long a one-time code can be used, in seconds: three days, since staff hand it out on paper.
  static let codeLife = 72 * 3600
}
