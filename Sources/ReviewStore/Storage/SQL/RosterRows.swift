extension RowCondition {
  /// A filter of the list: everything but the states and the page.
  fileprivate init(_ filter: RosterFilter, at now: Moment) {
    self.init()
    if let site = filter.site { add("site = ?", site) }
    if let category = filter.category { add("category = ?", category) }
    if filter.overdueOnly { add("reactBy < ?", now) }
    if filter.warningsOnly {
      add(
        """
        (mobile IS NULL OR idNumber IS NULL OR findings > 0 OR reactBy < ?
          OR EXISTS (SELECT 1 FROM code WHERE code.registration = registration.id AND failures >= ?))
        """, now, Guessing.codes)
    }
    guard let text = filter.search, let search = SearchText(text) else { return }
    // Each part reads one narrow index and not the rows, which are twenty times as many bytes.
    var parts = ["SELECT id FROM registration WHERE instr(searchText, ?) > 0 OR instr(searchText, ?) > 0"]
    var values: [any SQLConvertible] = [search.typed, search.folded]
    if let last = search.lastOfIDNumber {
      parts.append(
        "SELECT id FROM registration WHERE idNumber IS NOT NULL AND substr(idNumber, length(idNumber) - \(last.count - 1)) = ?"
      )
      values.append(last)
    }
    if let whole = search.wholeIDNumber {
      parts.append("SELECT id FROM registration WHERE idNumber = ?")
      values.append(whole)
    }
    add("id IN (" + parts.joined(separator: " UNION ALL ") + ")", Arguments(values))
  }
}

extension RosterOrder {
  /// The sort key; the id decides between equal ones.
  fileprivate var key: String {
    switch self {
    case .number: "number"
    case .name: "coalesce(name, '')"
    case .state:
      "CASE state "
        + Application.State.allCases.enumerated().map { "WHEN '\($1.rawValue)' THEN \($0)" }.joined(separator: " ")
        + " END"
    case .changed: "lastActAt"
    case .entry: "id"
    }
  }
}

extension SQLTransaction {
  func eachRosterEntry(_ filter: RosterFilter, overdueBefore now: Moment, _ body: (RosterEntry) throws -> Void) throws {
    var query = RowCondition(filter, at: now)
    query.add(filter.states)
    if filter.nothingUploaded { query.add(Self.nothingUploaded) }
    let key = filter.order.key
    if let after = filter.after {
      // The key of the last entry is read again, because a page must go on even if that entry no longer fits the filter.
      let sign = filter.descending ? "<" : ">"
      query.add("(\(key), id) \(sign) (SELECT \(key), id FROM registration WHERE number = ?)", after)
    }
    let direction = filter.descending ? "DESC" : "ASC"
    let order = "\(key) \(direction), registration.id \(direction)"
    try stream(
      """
      SELECT \(Self.registrationColumns), since, lastActAt, reactBy, findings, registration.id AS id
      FROM \(Self.registrationTable)
      WHERE registration.id IN
        (SELECT id FROM registration WHERE \(query.sql) ORDER BY \(key) \(direction), id \(direction)\(filter.limit == nil ? "" : " LIMIT ?"))
      ORDER BY \(order)
      """, query.arguments + (filter.limit.map { [$0] } ?? [])
    ) { try body(rosterEntry(from: $0, at: now)) }
  }

  func rosterCounts(_ filter: RosterFilter, overdueBefore now: Moment) throws -> RosterCounts {
    let query = RowCondition(filter, at: now)
    var counts = RosterCounts()
    try each(
      """
      SELECT state, count(*) AS count, count(CASE WHEN \(Self.nothingUploaded) THEN 1 END) AS untouched
      FROM registration WHERE \(query.sql) GROUP BY state
      """, query.arguments
    ) { row in
      counts.states[try row["state"]] = try row["count"]
      counts.nothingUploaded += try row["untouched"]
    }
    return counts
  }

  func sitesInUse() throws -> [String] {
    try values("SELECT DISTINCT site FROM registration WHERE erasedAt IS NULL ORDER BY site")
  }

  func categoriesInUse(at site: String?) throws -> [String] {
    try values(
      "SELECT DISTINCT category FROM registration WHERE erasedAt IS NULL AND (?1 IS NULL OR site = ?1) ORDER BY category",
      [site])
  }

  private func countPictures(of id: Int64) throws -> Int {
    try count("SELECT count(*) FROM slot WHERE registration = ? AND sha256 IS NOT NULL", [id])
  }

  private func rosterEntry(from row: Columns, at now: Moment) throws -> RosterEntry {
    let record = try record(from: row)
    let findings: Int = try row["findings"]
    let reactBy: Moment? = try row["reactBy"]
    let overdue = reactBy.map { $0 < now } ?? false
    let warnings: [(RosterEntry.Warning, Bool)] = [
      (.noMobile, record.maskedMobile == nil), (.noIDNumber, record.maskedIDNumber == nil), (.findings, findings > 0),
      (.overdue, overdue), (.voidCode, record.code?.isVoid ?? false),
    ]
    return RosterEntry(
      record: record, since: try row["since"], changedAt: try row["lastActAt"],
      pictures: try countPictures(of: row["id"]),
      findings: findings, reactBy: reactBy, overdue: overdue, warnings: warnings.filter(\.1).map(\.0))
  }
}
