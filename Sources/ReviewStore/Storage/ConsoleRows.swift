import GRDB

/// Which applications a console lists.
public struct ConsoleFilter: Sendable, Hashable {
  /// In one of these states; empty for all.
  public var states: Set<Application.State> = []
  /// Of this exam site.
  public var site: String?
  /// Of this category.
  public var category: String?
  /// Whose registration number begins with this.
  public var number: String?
  /// Held by this member of staff.
  public var heldBy: String?
  /// Only those whose candidate has let the time to react pass.
  public var overdueOnly = false
  /// What comes first.
  public var order = QueueOrder.since
  /// The last one of the page before.
  public var after: String?
  /// How many at most.
  public var limit = 50

  /// Everything, the first page.
  public init() {}
}

/// One line of a console.
public struct ConsoleEntry: Sendable, Hashable {
  /// The application.
  public let entry: QueueEntry
  /// Whether the candidate should have reacted to a return by now.
  public let overdue: Bool
}

/// The applications a console may list at all: the same rule as ``Workflow/checkLook(_:at:under:)``, as a condition on
/// rows.
struct ConsoleScope {
  let condition: String
  let arguments: StatementArguments

  init(of staff: Staff, under policy: Policy) {
    switch staff.role {
    case .admin: (condition, arguments) = ("state <> 'filling'", [])
    case .site: (condition, arguments) = ("state <> 'filling' AND site = ?", [staff.site])
    case .region where policy.levels.first == .region: (condition, arguments) = ("state <> 'filling'", [])
    case .region:
      (condition, arguments) = ("state <> 'filling' AND (siteResult = 'passed' OR regionResult IS NOT NULL)", [])
    }
  }
}

extension Transaction {
  /// The applications for a console, those longest in their state first, unless another order is asked for.
  func console(
    _ filter: ConsoleFilter, _ scope: ConsoleScope, under policy: Policy, at now: Moment
  ) throws -> [ConsoleEntry] {
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
    if filter.overdueOnly { add("reactBy < ?", now) }
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
      SELECT number, name, category, site, state, since, claimStaff, claimUntil, version, reactBy, findings, id
      FROM registration
      WHERE \(conditions.joined(separator: " AND ")) ORDER BY \(order) LIMIT ?
      """, arguments
    ) { row in
      let reactBy: Moment? = try row["reactBy"]
      return ConsoleEntry(
        entry: try queueEntry(from: row, under: policy, at: now), overdue: reactBy.map { $0 < now } ?? false)
    }
  }

  /// How many applications of a scope each site has in each state.
  func counts(_ scope: ConsoleScope) throws -> [String: [Application.State: Int]] {
    var counts: [String: [Application.State: Int]] = [:]
    try each(
      """
      SELECT site, state, count(*) AS count FROM registration WHERE erasedAt IS NULL AND \(scope.condition)
      GROUP BY site, state
      """, scope.arguments
    ) { row in
      let site: String = try row["site"]
      counts[site, default: [:]][try row["state"]] = try row["count"]
    }
    return counts
  }

  /// The categories of a scope, in order.
  func categories(_ scope: ConsoleScope) throws -> [String] {
    try values(
      "SELECT DISTINCT category FROM registration WHERE erasedAt IS NULL AND \(scope.condition) ORDER BY category",
      scope.arguments)
  }

  /// How often each act was done on each of the last days, by their ``Moment/dayNumber``.
  func actsByDay(_ actions: [String], _ scope: ConsoleScope, since start: Moment) throws -> [Int: [String: Int]] {
    let marks = actions.map { _ in "?" }.joined(separator: ", ")
    var days: [Int: [String: Int]] = [:]
    try each(
      """
      SELECT (time + 28800000) / 86400000 AS day, action, count(*) AS count FROM audit
      WHERE time >= ? AND action IN (\(marks)) AND subject IN
        (SELECT number FROM registration WHERE erasedAt IS NULL AND \(scope.condition))
      GROUP BY 1, 2
      """, [start] + StatementArguments(actions) + scope.arguments
    ) { row in
      let day: Int = try row["day"]
      days[day, default: [:]][try row["action"]] = try row["count"]
    }
    return days
  }
}
