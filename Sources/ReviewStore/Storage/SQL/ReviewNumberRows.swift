/// Numbers of the review, from the log. Acts on registrations that have been erased since are counted too.
extension SQLTransaction {
  /// Whether an entry hands an application in. With automatic submission an upload does.
  private static func handsIn(_ entry: String) -> String {
    """
    (\(entry).action = 'submit' OR (\(entry).action = 'upload' AND instr(\(entry).after, 'state=submitted') > 0
      AND instr(\(entry).before, 'state=submitted') = 0))
    """
  }

  func acts(_ actions: [String], at site: String?, from start: Moment, until end: Moment) throws -> [ActTally] {
    let names = (4..<4 + actions.count).map { "?\($0)" }.joined(separator: ", ")
    return try rows(
      """
      SELECT site, (time + 28800000) / 86400000 AS day, CASE action WHEN 'upload' THEN 'submit' ELSE action END AS act,
        count(*) AS count
      FROM audit JOIN registration ON number = subject
      WHERE time >= ?1 AND time < ?2 AND (?3 IS NULL OR site = ?3)
        AND (action IN (\(names)) OR \(Self.handsIn("audit")))
      GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
      """, [start, end, site] + Arguments(actions)
    ) {
      ActTally(site: try $0["site"], day: try $0["day"], act: try $0["act"], count: try $0["count"])
    }
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
        WHERE time >= ?1 AND time < ?2 AND (?3 IS NULL OR site = ?3)
          AND action IN ('pass', 'return', 'reject', 'withdraw', 'reopen')
      ) AS decided ORDER BY sequence
      """, [start, end, site]
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
      SELECT site, state, erasedAt IS NOT NULL AS erased, \(Self.nothingUploaded) AS empty, lacksPapers, count(*) AS count
      FROM registration \(site == nil ? "" : "WHERE site = ?") GROUP BY 1, 2, 3, 4, 5 ORDER BY site
      """, Arguments(site.map { [$0] } ?? [])
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
