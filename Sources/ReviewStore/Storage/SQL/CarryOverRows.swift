// The queries use only columns that the oldest stores have: last year's store is read as it is.

extension SQLTransaction {
  func pictures(of id: Int64) throws -> [Place: StoredPicture] {
    let pictures = try rows(
      "SELECT material, position, sha256, bytes, width, height FROM slot WHERE registration = ? AND sha256 IS NOT NULL",
      [id]
    ) { (try Place($0), try StoredPicture($0)) }
    return Dictionary(uniqueKeysWithValues: pictures)
  }

  func eachPassed(_ body: (_ id: Int64, _ idNumber: String) throws -> Void) throws {
    try stream(
      """
      SELECT id, idNumber FROM registration WHERE idNumber <> '' AND erasedAt IS NULL
        AND state IN ('regionPassed', 'payment', 'preparing', 'passed', 'failed') ORDER BY id
      """
    ) { try body($0["id"], $0["idNumber"]) }
  }

  func registrations(of idNumber: String) throws -> [RegistrationNumber] {
    try values("SELECT number FROM registration WHERE idNumber = ? AND erasedAt IS NULL ORDER BY id", [idNumber])
  }
}
