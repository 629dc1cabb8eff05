import Passkeys

/// Passkeys of staff, and the challenges that were answered.
extension SQLTransaction {
  func passkeys(of name: StaffName) throws -> [StaffPasskey] {
    try rows(
      "SELECT id, label, publicKey, counter, addedAt, usedAt FROM passkey WHERE staff = ? ORDER BY addedAt, id", [name]
    ) { row in
      guard let id = [UInt8](hexadecimal: try row["id"] as String) else {
        throw StoreError.damaged(.init("a passkey's id is not readable", "通行密钥编号无法读取"))
      }
      return StaffPasskey(
        id: id, label: try row["label"], key: try PasskeyKey(stored: try row["publicKey"]),
        counter: UInt32(clamping: try row["counter"] as Int64), added: try row["addedAt"], used: try row["usedAt"])
    }
  }

  func owner(ofPasskey id: [UInt8]) throws -> StaffName? {
    let name: String? = try value("SELECT staff FROM passkey WHERE id = ?", [id.hexadecimal])
    return name.map(StaffName.init(rawValue:))
  }

  func insert(_ new: NewPasskey, called label: String, of name: StaffName, at now: Moment) throws -> Bool {
    try run(
      """
      INSERT INTO passkey (id, staff, label, publicKey, counter, addedAt) VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT DO NOTHING
      """, [new.id.hexadecimal, name, label, new.key.stored, Int64(new.counter), now]) > 0
  }

  func usePasskey(_ id: [UInt8], counter: UInt32, at now: Moment) throws {
    try run(
      "UPDATE passkey SET counter = ?, usedAt = ? WHERE id = ?", [Int64(counter), now, id.hexadecimal])
  }

  func removePasskey(_ id: [UInt8], of name: StaffName) throws -> Bool {
    try run("DELETE FROM passkey WHERE id = ? AND staff = ?", [id.hexadecimal, name]) > 0
  }

  func removePasskeys(of name: StaffName) throws { try run("DELETE FROM passkey WHERE staff = ?", [name]) }

  func useChallenge(_ mark: String, until end: Moment, at now: Moment) throws -> Bool {
    try run("DELETE FROM usedChallenge WHERE until < ?", [now])
    return try run("INSERT INTO usedChallenge (mark, until) VALUES (?, ?) ON CONFLICT DO NOTHING", [mark, end]) > 0
  }
}
