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
}

extension Transaction {
  /// Applications in some states, of one site or all, that have waited longest; those after another one in the queue.
  ///
  /// Each state is read along an index and no further than needed, so the time does not grow with the store.
  func queue(
    _ states: [Application.State], site: String?, after registration: String?, limit: Int, at now: Moment
  ) throws -> [QueueEntry] {
    var start = (since: Moment(milliseconds: .min), id: Int64.min)
    if let registration, let row = try row("SELECT since, id FROM registration WHERE number = ?", [registration]) {
      start = (row[0], row[1])
    }
    let found = try states.flatMap { state in
      try rows(
        """
        SELECT number, name, category, site, since, claimStaff, claimUntil, version, id FROM registration
        WHERE \(site == nil ? "" : "site = ? AND ") state = ? AND (since, id) > (?, ?) AND erasedAt IS NULL
        ORDER BY since, id LIMIT ?
        """, (site.map { [$0] } ?? []) + [state.rawValue, start.since, start.id, limit]
      ).map { row -> (id: Int64, entry: QueueEntry) in
        let until: Moment? = row[6]
        let entry = QueueEntry(
          registration: row[0], name: row[1] ?? "", category: row[2], site: row[3], state: state, since: row[4],
          claimedBy: until.map { now < $0 } ?? false ? row[5] : nil, version: row[7])
        return (row[8], entry)
      }
    }
    return found.sorted { ($0.entry.since, $0.id) < ($1.entry.since, $1.id) }.prefix(limit).map(\.entry)
  }
}
