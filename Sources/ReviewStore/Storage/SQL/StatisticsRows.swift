extension SQLTransaction {
  func applicationCounts() throws -> [Application.State: Int] {
    try tally("state", of: "registration WHERE erasedAt IS NULL")
  }

  func materialTallies() throws -> [MaterialTally] {
    try rows(
      """
      SELECT material, count(DISTINCT CASE WHEN sha256 IS NOT NULL THEN registration END) AS registrations,
        count(sha256) AS pictures, count(note) AS wanted
      FROM slot GROUP BY material ORDER BY material
      """
    ) {
      MaterialTally(
        material: try $0["material"], registrations: try $0["registrations"], pictures: try $0["pictures"],
        wanted: try $0["wanted"])
    }
  }

  func incompleteCount() throws -> Int {
    try count("SELECT count(*) FROM registration WHERE lacksPapers = 1 AND erasedAt IS NULL")
  }

  func siteTallies() throws -> [SiteTally] {
    try rows(
      """
      SELECT site, count(*) AS registrations, count(*) FILTER (WHERE state = 'submitted') AS submitted,
        count(*) FILTER (WHERE state = 'sitePassed') AS sitePassed,
        count(*) FILTER (WHERE state = 'returned') AS returned,
        sum(lacksPapers) AS incomplete
      FROM registration WHERE erasedAt IS NULL GROUP BY site ORDER BY site
      """
    ) {
      SiteTally(
        site: try $0["site"], registrations: try $0["registrations"], submitted: try $0["submitted"],
        sitePassed: try $0["sitePassed"], returned: try $0["returned"], incomplete: try $0["incomplete"])
    }
  }

  func overdue(at now: Moment, limit: Int) throws -> (count: Int, longest: [RegistrationNumber]) {
    let overdue = "FROM registration WHERE reactBy < ? AND erasedAt IS NULL"
    return (
      try count("SELECT count(*) \(overdue)", [now]),
      try values("SELECT number \(overdue) ORDER BY reactBy LIMIT \(limit)", [now])
    )
  }

  func noticeCounts() throws -> [Notice.State: Int] { try tally("state", of: "notice") }

  func noticesWithoutMobile() throws -> Int {
    try count(
      """
      SELECT count(*) FROM notice JOIN registration ON registration.id = notice.registration
      WHERE notice.state = 'queued' AND mobile IS NULL
      """)
  }

  /// How often each word stands in a column of some rows.
  private func tally<Word: RawRepresentable<String> & Hashable>(
    _ column: String, of rows: String
  ) throws -> [Word: Int] {
    let sql = "SELECT \(column), count(*) AS count FROM \(rows) GROUP BY \(column)"
    return Dictionary(uniqueKeysWithValues: try self.rows(sql) { (try $0[column] as Word, try $0["count"] as Int) })
  }
}
