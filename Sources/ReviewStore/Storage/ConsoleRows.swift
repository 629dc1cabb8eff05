import GRDB

/// The filter of a console's list.
public struct ConsoleFilter: Sendable, Hashable {
  /// The states; empty for all.
  public var states: Set<Application.State> = []
  /// The exam site; nil for all.
  public var site: String?
  /// The category; nil for all.
  public var category: String?
  /// The beginning of the registration number; nil for all.
  public var number: String?
  /// The member of staff with a valid claim; nil for all.
  public var heldBy: StaffName?
  /// Only applications whose candidate has not reacted to a return in time.
  public var overdueOnly = false
  /// The order of the list.
  public var order = QueueOrder.since
  /// The last registration of the previous page; nil for the first page.
  public var after: RegistrationNumber?
  /// The most entries to return.
  public var limit = 50

  /// The first page without a filter.
  public init() {}
}

/// One entry of a console's list.
public struct ConsoleEntry: Sendable, Hashable {
  /// The application.
  public let entry: QueueEntry
  /// Whether the candidate has not reacted to a return in time.
  public let overdue: Bool
  /// Whether required papers are missing, as may be in an application that is handed in by itself.
  public internal(set) var isIncomplete = false
}

/// The applications that a member of staff may see: the rule of ``Workflow/checkLook(_:at:under:)`` as an SQL
/// condition.
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
  /// The applications for a console, by default longest in their state first.
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

  /// The number of applications in a scope, by site and state.
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

  /// The categories in a scope, sorted.
  func categories(_ scope: ConsoleScope) throws -> [String] {
    try values(
      "SELECT DISTINCT category FROM registration WHERE erasedAt IS NULL AND \(scope.condition) ORDER BY category",
      scope.arguments)
  }

  /// The number of times each act was done on each day, by ``Moment/dayNumber``.
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
