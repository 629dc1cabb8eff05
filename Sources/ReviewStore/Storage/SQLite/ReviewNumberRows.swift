import GRDB

/// Numbers of the review, from the log. Acts on registrations that have been erased since are counted too.
extension SQLiteTransaction {
  /// Whether an entry hands an application in. With automatic submission an upload does.
  private static func handsIn(_ entry: String) -> String {
    """
    (\(entry).action = 'submit' OR (\(entry).action = 'upload' AND instr(\(entry).after, 'state=submitted') > 0
      AND instr(\(entry).before, 'state=submitted') = 0))
    """
  }

  private func atSite(_ site: String?) -> String { site == nil ? "" : "AND site = ?3" }

  private func arguments(_ site: String?, _ start: Moment, _ end: Moment) -> StatementArguments {
    [start, end] + StatementArguments(site.map { [$0] } ?? [])
  }

  func actsByDay(
    _ actions: [String], at site: String?, from start: Moment, until end: Moment
  ) throws -> [Int: [String: Int]] {
    var days: [Int: [String: Int]] = [:]
    try each(
      """
      SELECT (time + 28800000) / 86400000 AS day,
        CASE WHEN \(Self.handsIn("audit")) THEN 'submit' ELSE action END AS act, count(*) AS count
      FROM audit JOIN registration ON number = subject
      WHERE time >= ?1 AND time < ?2 \(atSite(site)) AND (action <> 'upload' OR \(Self.handsIn("audit")))
      GROUP BY 1, 2
      """, arguments(site, start, end)
    ) { row in
      let (day, act): (Int, String) = (try row["day"], try row["act"])
      if actions.contains(act) { days[day, default: [:]][act] = try row["count"] }
    }
    return days
  }

  func handedIn(at site: String?, from start: Moment, until end: Moment) throws -> [String: Int] {
    let found = try rows(
      """
      SELECT site, count(*) AS count FROM audit JOIN registration ON number = subject
      WHERE time >= ?1 AND time < ?2 \(atSite(site)) AND \(Self.handsIn("audit")) GROUP BY site
      """, arguments(site, start, end)
    ) { (try $0["site"] as String, try $0["count"] as Int) }
    return Dictionary(uniqueKeysWithValues: found)
  }

  func decisions(at site: String?, from start: Moment, until end: Moment) throws -> [TimedDecision] {
    // An application waits for the first level since it was handed in, and for the second since the first passed it.
    try rows(
      """
      SELECT site, actor, action, time, (SELECT time FROM audit WHERE sequence = wait) AS waitingSince,
        (SELECT min(time) FROM audit AS begun WHERE begun.subject = decided.subject AND begun.sequence > wait
          AND begun.sequence < decided.sequence AND begun.actor = decided.actor
          AND begun.action IN ('claim', 'accept', 'want')) AS startedAt
      FROM (
        SELECT site, audit.subject, actor, action, time, sequence,
          (SELECT max(before.sequence) FROM audit AS before WHERE before.subject = audit.subject
            AND before.sequence < audit.sequence AND (before.action = 'pass' OR \(Self.handsIn("before")))) AS wait
        FROM audit JOIN registration ON number = subject
        WHERE time >= ?1 AND time < ?2 \(atSite(site))
          AND action IN ('pass', 'return', 'reject', 'withdraw', 'reopen')
      ) AS decided ORDER BY sequence
      """, arguments(site, start, end)
    ) {
      TimedDecision(
        site: try $0["site"], staff: try $0["actor"], act: try $0["action"], time: try $0["time"],
        waitingSince: try $0["waitingSince"], startedAt: try $0["startedAt"])
    }
  }

  func stateTallies(at site: String?) throws -> [StateTally] {
    var tallies: [StateTally] = []
    try each(
      """
      SELECT site, state, erasedAt IS NOT NULL AS erased, state = 'filling' AND NOT EXISTS (SELECT 1 FROM slot
        WHERE slot.registration = registration.id AND sha256 IS NOT NULL) AS empty, lacksPapers,
        count(*) AS count
      FROM registration \(site == nil ? "" : "WHERE site = ?") GROUP BY 1, 2, 3, 4, 5 ORDER BY site
      """, StatementArguments(site.map { [$0] } ?? [])
    ) { row in
      let (name, count): (String, Int) = (try row["site"], try row["count"])
      if tallies.last?.site != name { tallies.append(StateTally(site: name)) }
      let last = tallies.count - 1
      if try row["erased"] as Bool {
        tallies[last].erased += count
      } else if try row["empty"] as Bool {
        tallies[last].empty += count
      } else if try row["lacksPapers"] as Bool {
        tallies[last].incomplete += count
      } else {
        tallies[last].states[try row["state"], default: 0] += count
      }
    }
    return tallies
  }
}
