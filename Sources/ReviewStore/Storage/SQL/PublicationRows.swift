extension SQLTransaction {
  func decidedRegistrations(at level: Level, of site: String?) throws -> [(number: RegistrationNumber, version: Int)] {
    let own = "(\(level.rawValue)Result IN ('passed', 'rejected') AND \(level.rawValue)Published = 0)"
    let earlier = level == .region ? " OR (siteResult = 'rejected' AND sitePublished = 0)" : ""
    return try rows(
      """
      SELECT number, version FROM registration
      WHERE erasedAt IS NULL AND (\(own)\(earlier)) AND (?1 IS NULL OR site = ?1) ORDER BY id
      """, [site]
    ) { (try $0["number"], try $0["version"]) }
  }

  func undecidedRegistrations(at level: Level, of site: String?) throws -> [RegistrationNumber] {
    try values(
      """
      SELECT number FROM registration WHERE state IN ('submitted', 'sitePassed', 'returned')
        AND (\(level.rawValue)Result IS NULL OR \(level.rawValue)Result = 'returned')
        AND erasedAt IS NULL AND (?1 IS NULL OR site = ?1) ORDER BY id
      """, [site])
  }
}
