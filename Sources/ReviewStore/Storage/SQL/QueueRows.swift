extension SQLTransaction {
  /// Applications in some states, of one site or all, longest waiting first; starting after another application of the
  /// queue.
  ///
  /// Each state is read along an index and only as far as needed, so the time does not grow with the store.
  func queue(
    _ states: [Application.State], site: String?, for staff: StaffName?, after registration: RegistrationNumber?,
    limit: Int, by order: QueueOrder, under policy: Policy, at now: Moment
  ) throws -> [QueueEntry] {
    let start =
      try registration.flatMap { try queuePlace(of: $0) }
      ?? (since: Moment(milliseconds: .min), id: Int64.min, findings: Int.max)
    // Applications with findings have a partial index, so they are queried first, then those without findings.
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
      var ofState: [(id: Int64, entry: QueueEntry)] = []
      for part in (isAmongFindings ? [withFindings] : []) + [others] where ofState.count < limit {
        ofState += try rows(
          """
          SELECT number, name, category, site, state, since, claimStaff, claimUntil, version, findings, lacksPapers, id
          FROM registration WHERE \(site == nil ? "" : "site = ?7 AND ") state = ?1 AND \(part.condition) AND erasedAt IS NULL
            AND \(Self.withoutConflict(of: "?6"))
          ORDER BY \(part.arrangement) LIMIT ?5
          """,
          [state.rawValue, part.since, part.id, start.findings, limit - ofState.count, staff]
            + (site.map { [$0] } ?? [])
        ) { (try $0["id"], try queueEntry(from: $0, under: policy, at: now)) }
      }
      return ofState
    }
    return found.sorted {
      switch order {
      case .since: ($0.entry.since, $0.id) < ($1.entry.since, $1.id)
      case .findings: (-$0.entry.findings, $0.entry.since, $0.id) < (-$1.entry.findings, $1.entry.since, $1.id)
      }
    }.prefix(limit).map(\.entry)
  }

  func registrations(toReactBefore time: Moment, of site: String?) throws -> [RegistrationNumber] {
    try values(
      "SELECT number FROM registration WHERE reactBy < ?1 AND (?2 IS NULL OR site = ?2) AND erasedAt IS NULL ORDER BY id",
      [time, site])
  }

  /// The sort keys of an application in the queue; nil when there is no such registration.
  func queuePlace(of registration: RegistrationNumber) throws -> (since: Moment, id: Int64, findings: Int)? {
    try row("SELECT since, id, findings FROM registration WHERE number = ?", [registration]) {
      (try $0["since"], try $0["id"], try $0["findings"])
    }
  }

  /// An entry of a queue or a console, from a row of `registration`.
  func queueEntry(from row: Columns, under policy: Policy, at now: Moment) throws -> QueueEntry {
    let heldUntil: Moment? = try row["claimUntil"]
    let isHeld = heldUntil.map { policy.holds(until: $0, at: now) } ?? false
    let findings: Int = try row["findings"]
    return QueueEntry(
      registration: try row["number"], name: try row["name"] ?? "", category: try row["category"],
      site: try row["site"], state: try row["state"], since: try row["since"],
      claimedBy: isHeld ? try row["claimStaff"] : nil, version: try row["version"], complete: try !row["lacksPapers"],
      findings: findings,
      sameUnder: findings > 0 ? try sameUnder(try row["id"]) : [])
  }
}
