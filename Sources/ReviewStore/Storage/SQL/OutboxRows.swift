extension SQLTransaction {
  private static let columns = """
    notice.id AS id, number, kind, text, notice.state AS state, mobile, attempts, notice.createdAt AS createdAt,
    nextAttempt, sentAt, deliveredAt, problem
    """

  /// Leases the next due notice for one attempt; nil when none is due.
  ///
  /// If the sender never reports back, the notice is due again when its lease expires, unless it was cancelled
  /// meanwhile. A notice without a mobile number waits.
  func leaseNotice(at now: Moment) throws -> OutgoingNotice? {
    try run(
      """
      UPDATE notice SET state = 'cancelled' WHERE id IN (SELECT id FROM notice
        WHERE state = 'sending' AND recalled = 1 AND nextAttempt <= ? \(dialect.lockingFree("notice")))
      """, [now])
    let notice = try row(
      """
      SELECT notice.id AS id, mobile, text, number FROM notice JOIN registration ON registration.id = notice.registration
      WHERE notice.state IN ('queued', 'sending') AND nextAttempt NOT BETWEEN ? AND ? AND mobile IS NOT NULL
      ORDER BY nextAttempt, notice.id LIMIT 1 \(dialect.lockingFree("notice"))
      """, [Moment(milliseconds: now.milliseconds + 1), now.adding(seconds: Retry.longestPause)]
    ) {
      OutgoingNotice(
        id: try $0["id"], mobile: try $0["mobile"], text: try $0["text"], registration: try $0["number"])
    }
    guard let notice else { return nil }
    try run(
      "UPDATE notice SET state = 'sending', attempts = attempts + 1, nextAttempt = ? WHERE id = ?",
      [now.adding(seconds: Retry.lease), notice.id])
    return notice
  }

  /// Records the outcome of an attempt: sent, or the reason for the failure. Returns the updated notice.
  func finishNotice(_ id: Int64, problem: String?, at now: Moment) throws -> Notice? {
    if let problem {
      let attempts = try count("SELECT attempts FROM notice WHERE id = ?", [id])
      try run(
        """
        UPDATE notice SET state = CASE WHEN recalled = 1 THEN 'cancelled' ELSE ? END, nextAttempt = ?, problem = ?
        WHERE id = ? AND state = 'sending'
        """,
        [
          attempts >= Retry.attempts ? "dead" : "queued", now.adding(seconds: Retry.pause(after: attempts)), problem,
          id,
        ])
    } else {
      // A code is not kept once it is on its way.
      try run(
        """
        UPDATE notice SET state = 'sent', sentAt = ?, problem = NULL, text = CASE kind WHEN 'code' THEN ? ELSE text END
        WHERE id = ?
        """, [now, Self.hiddenCode, id])
    }
    return try notice(id)
  }

  func notice(_ id: Int64) throws -> Notice? {
    try row(
      "SELECT \(Self.columns) FROM notice JOIN registration ON registration.id = notice.registration WHERE notice.id = ?",
      [id], notice(from:))
  }

  func notices(to registration: Int64) throws -> [Notice] {
    try rows(
      """
      SELECT \(Self.columns) FROM notice JOIN registration ON registration.id = notice.registration
      WHERE notice.registration = ? ORDER BY notice.id
      """, [registration], notice(from:))
  }

  func setDelivered(_ id: Int64, at now: Moment) throws {
    try run("UPDATE notice SET deliveredAt = ? WHERE id = ?", [now, id])
  }

  func setUndelivered(_ id: Int64, problem: String) throws {
    try run("UPDATE notice SET state = 'dead', sentAt = NULL, problem = ? WHERE id = ?", [problem, id])
  }

  /// Calls a closure for each notice, oldest first; with a state, only for the notices in it.
  func eachNotice(in state: Notice.State?, _ body: (Notice) throws -> Void) throws {
    let condition = state == nil ? "" : "WHERE notice.state = ?"
    try stream(
      """
      SELECT \(Self.columns) FROM notice JOIN registration ON registration.id = notice.registration
      \(condition) ORDER BY notice.id
      """, state.map { [$0.rawValue] } ?? []
    ) { try body(notice(from: $0)) }
  }

  /// Queues dead notices again with a full number of attempts; returns their number.
  func reviveNotices(at now: Moment) throws -> Int {
    // A code that was sent and not delivered is gone: somebody must make a new one.
    return try run(
      "UPDATE notice SET state = 'queued', attempts = 0, nextAttempt = ? WHERE state = 'dead' AND text <> ?",
      [now, Self.hiddenCode])
  }

  /// What is shown of a notice with a code, and kept of it once it was sent.
  private static let hiddenCode = "（一次性验证码，内容不显示）"

  private func notice(from row: Columns) throws -> Notice {
    let state: Notice.State = try row["state"]
    let kind: Message.Kind = try row["kind"]
    return Notice(
      id: try row["id"], registration: try row["number"], kind: kind,
      text: kind == .code ? Self.hiddenCode : try row["text"], state: state,
      maskedMobile: (try row["mobile"] as String?).map(Masked.mobile), attempts: try row["attempts"],
      createdAt: try row["createdAt"],
      nextAttempt: state == .queued || state == .sending ? try row["nextAttempt"] : nil, sentAt: try row["sentAt"],
      deliveredAt: try row["deliveredAt"], problem: try row["problem"])
  }
}
