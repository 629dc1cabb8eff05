extension ConsoleScope {
  /// The scope as a condition on rows.
  fileprivate var sql: (condition: String, arguments: Arguments) {
    let (part, arguments): (String, Arguments) =
      switch reach {
      case .everything: ("", [])
      case .site(let site): (" AND site = ?", [site])
      case .region: (" AND (siteResult = 'passed' OR regionResult IS NOT NULL)", [])
      }
    return ("state <> 'filling'\(part) AND \(SQLTransaction.withoutConflict())", arguments + [staff])
  }
}

extension SQLTransaction {
  /// The applications for a console, by default longest in their state first.
  func console(
    _ filter: ConsoleFilter, _ scope: ConsoleScope, under policy: Policy, at now: Moment
  ) throws -> [ConsoleEntry] {
    let scope = scope.sql
    var condition = RowCondition()
    condition.add(scope.condition, scope.arguments)
    condition.add(filter.states)
    if let site = filter.site { condition.add("site = ?", site) }
    if let category = filter.category { condition.add("category = ?", category) }
    if let number = filter.number { condition.add("substr(number, 1, length(?)) = ?", number, number) }
    if let holder = filter.heldBy {
      condition.add("claimStaff = ? AND claimUntil > ? AND claimUntil <= ?", holder, now, policy.latestClaim(at: now))
    }
    if let complete = filter.complete { condition.add("lacksPapers = ?", !complete) }
    if filter.appealsOnly { condition.add("id IN (SELECT registration FROM appeal WHERE outcome IS NULL)") }
    if filter.overdueOnly { condition.add("reactBy < ?", policy.overdueBefore(now)) }
    if let after = filter.after, let last = try queuePlace(of: after) {
      switch filter.order {
      case .since: condition.add("(since, id) > (?, ?)", last.since, last.id)
      case .findings:
        condition.add(
          "findings <= ? AND (findings < ? OR (since, id) > (?, ?))", last.findings, last.findings, last.since, last.id)
      }
    }
    let order = filter.order == .since ? "since, id" : "findings DESC, since, id"
    return try rows(
      """
      SELECT number, name, category, site, state, since, claimStaff, claimUntil, version, reactBy, findings, lacksPapers, id
      FROM registration
      WHERE \(condition.sql) ORDER BY \(order) LIMIT ?
      """, condition.arguments + [filter.limit]
    ) { row in
      let reactBy: Moment? = try row["reactBy"]
      return ConsoleEntry(
        entry: try queueEntry(from: row, under: policy, at: now), reactBy: reactBy,
        overdue: reactBy.map { $0 < policy.overdueBefore(now) } ?? false)
    }
  }

  /// The number of applications in a scope, by site and state: all, and those whose papers are incomplete.
  func counts(_ scope: ConsoleScope) throws -> (all: SiteCounts, incomplete: SiteCounts) {
    let scope = scope.sql
    var counts: (all: SiteCounts, incomplete: SiteCounts) = ([:], [:])
    try each(
      """
      SELECT site, state, count(*) AS count, sum(lacksPapers) AS incomplete FROM registration
      WHERE erasedAt IS NULL AND \(scope.condition) GROUP BY site, state
      """, scope.arguments
    ) { row in
      let (site, state): (String, Application.State) = (try row["site"], try row["state"])
      counts.all[site, default: [:]][state] = try row["count"]
      counts.incomplete[site, default: [:]][state] = try row["incomplete"]
    }
    return counts
  }

  /// The categories in a scope, sorted.
  func categories(_ scope: ConsoleScope) throws -> [String] {
    let scope = scope.sql
    return try values(
      "SELECT DISTINCT category FROM registration WHERE erasedAt IS NULL AND \(scope.condition) ORDER BY category",
      scope.arguments)
  }
}
