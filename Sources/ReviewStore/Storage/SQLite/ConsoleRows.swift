import GRDB

extension ConsoleScope {
  /// The scope as a condition on rows.
  fileprivate var sql: (condition: String, arguments: StatementArguments) {
    switch self {
    case .everything: ("state <> 'filling'", [])
    case .site(let site): ("state <> 'filling' AND site = ?", [site])
    case .region: ("state <> 'filling' AND (siteResult = 'passed' OR regionResult IS NOT NULL)", [])
    }
  }
}

extension SQLiteTransaction {
  /// The applications for a console, by default longest in their state first.
  func console(
    _ filter: ConsoleFilter, _ scope: ConsoleScope, under policy: Policy, at now: Moment
  ) throws -> [ConsoleEntry] {
    let scope = scope.sql
    var conditions = ["erasedAt IS NULL", scope.condition]
    var arguments = scope.arguments
    func add(_ condition: String, _ values: (any DatabaseValueConvertible)?...) {
      conditions.append(condition)
      arguments += StatementArguments(values)
    }
    if !filter.states.isEmpty {
      let states = filter.states.map(\.rawValue).sorted()
      conditions.append("state IN (" + states.map { _ in "?" }.joined(separator: ", ") + ")")
      arguments += StatementArguments(states)
    }
    if let site = filter.site { add("site = ?", site) }
    if let category = filter.category { add("category = ?", category) }
    if let number = filter.number { add("substr(number, 1, length(?)) = ?", number, number) }
    if let holder = filter.heldBy {
      add("claimStaff = ? AND claimUntil > ? AND claimUntil <= ?", holder, now, policy.latestClaim(at: now))
    }
    if let complete = filter.complete { add("lacksPapers = ?", !complete) }
    if filter.appealsOnly { add("id IN (SELECT registration FROM appeal WHERE outcome IS NULL)") }
    if filter.overdueOnly { add("reactBy < ?", policy.overdueBefore(now)) }
    if let after = filter.after, let last = try queuePlace(of: after) {
      switch filter.order {
      case .since: add("(since, id) > (?, ?)", last.since, last.id)
      case .findings:
        add(
          "findings <= ? AND (findings < ? OR (since, id) > (?, ?))", last.findings, last.findings, last.since, last.id)
      }
    }
    let order = filter.order == .since ? "since, id" : "findings DESC, since, id"
    arguments += [filter.limit]
    return try rows(
      """
      SELECT number, name, category, site, state, since, claimStaff, claimUntil, version, reactBy, findings, lacksPapers, id
      FROM registration
      WHERE \(conditions.joined(separator: " AND ")) ORDER BY \(order) LIMIT ?
      """, arguments
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
