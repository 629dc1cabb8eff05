import GRDB

/// An application that waits for review.
public struct QueueEntry: Sendable, Hashable {
  /// The registration number.
  public let registration: String
  /// The candidate's name.
  public let name: String
  /// The category.
  public let category: String
  /// The exam site.
  public let site: String
  /// Where it stands.
  public let state: Application.State
  /// Since when it has been waiting.
  public let since: Moment
  /// Who is reviewing it just now.
  public let claimedBy: String?
  /// Its version.
  public let version: Int
  /// How much there is to say of its pictures: all findings, and each picture whose page is somewhere else too.
  public let findings: Int
  /// Other registrations that hold the same page as one of its pictures, by number.
  public let sameUnder: [String]
}

/// The order of a queue.
public enum QueueOrder: String, Sendable, CaseIterable {
  /// The longest waiting first.
  case since
  /// The most findings first; among equals the longest waiting.
  case findings
}

extension Transaction {
  /// Applications in some states, of one site or all, that have waited longest; those after another one in the queue.
  ///
  /// Each state is read along an index and no further than needed, so the time does not grow with the store.
  func queue(
    _ states: [Application.State], site: String?, after registration: String?, limit: Int,
    by order: QueueOrder = .since, under policy: Policy, at now: Moment
  ) throws -> [QueueEntry] {
    var start = (since: Moment(milliseconds: .min), id: Int64.min, findings: Int.max)
    if let registration,
      let row = try row("SELECT since, id, findings FROM registration WHERE number = ?", [registration])
    {
      start = (row[0], row[1], row[2])
    }
    // Those with findings stand in an index of their own, so they are asked for apart from those without, which come after
    // them.
    let isAmongFindings = order == .findings && start.findings > 0
    let withFindings = (
      condition: "findings > 0 AND findings <= ?4 AND (findings < ?4 OR (since, id) > (?2, ?3))",
      arrangement: "findings DESC, since, id", since: start.since, id: start.id
    )
    let others = (
      condition: (order == .findings ? "findings = 0 AND " : "") + "(since, id) > (?2, ?3)", arrangement: "since, id",
      since: isAmongFindings ? Moment(milliseconds: .min) : start.since, id: isAmongFindings ? .min : start.id
    )
    let found = try states.flatMap { state in
      var ofState: [Row] = []
      for part in (isAmongFindings ? [withFindings] : []) + [others] where ofState.count < limit {
        ofState += try rows(
          """
          SELECT number, name, category, site, since, claimStaff, claimUntil, version, id, findings FROM registration
          WHERE \(site == nil ? "" : "site = ?6 AND ") state = ?1 AND \(part.condition) AND erasedAt IS NULL
          ORDER BY \(part.arrangement) LIMIT ?5
          """,
          [state.rawValue, part.since, part.id, start.findings, limit - ofState.count] + (site.map { [$0] } ?? []))
      }
      return try ofState.map { row -> (id: Int64, entry: QueueEntry) in
        let until: Moment? = row[6]
        let entry = QueueEntry(
          registration: row[0], name: row[1] ?? "", category: row[2], site: row[3], state: state, since: row[4],
          claimedBy: until.map { policy.holds(until: $0, at: now) } ?? false ? row[5] : nil, version: row[7],
          findings: row[9],
          sameUnder: row[9] as Int > 0 ? try sameUnder(row[8]) : [])
        return (row[8], entry)
      }
    }
    return found.sorted {
      switch order {
      case .since: ($0.entry.since, $0.id) < ($1.entry.since, $1.id)
      case .findings: (-$0.entry.findings, $0.entry.since, $0.id) < (-$1.entry.findings, $1.entry.since, $1.id)
      }
    }.prefix(limit).map(\.entry)
  }
}
