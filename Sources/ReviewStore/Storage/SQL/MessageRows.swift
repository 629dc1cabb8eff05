extension SQLTransaction {
  /// Writes messages and notices, in the transaction of the act that causes them.
  func write(_ correspondence: Correspondence, to registration: Int64, at now: Moment) throws {
    for kind in correspondence.recalled { try recall(kind, of: registration) }
    for (kind, text) in correspondence.messages { try write(kind, text, to: registration, at: now) }
    for (kind, text) in correspondence.notices {
      try run(
        "INSERT INTO notice (registration, kind, text, state, createdAt, nextAttempt) VALUES (?, ?, ?, 'queued', ?, ?)",
        [registration, kind.rawValue, text, now, now])
    }
  }

  private func write(_ kind: Message.Kind, _ text: String, to registration: Int64, at now: Moment) throws {
    try run(
      "INSERT INTO message (registration, time, kind, text) VALUES (?, ?, ?, ?)",
      [registration, now, kind.rawValue, text])
  }

  /// Cancels unsent notices of a kind, and notes where the reason for not sending was a missing number. A notice leased to
  /// a sender is cancelled if the sender fails. The message itself stays, because the candidate may have read it already.
  private func recall(_ kind: Message.Kind, of registration: Int64) throws {
    try run(
      """
      UPDATE notice SET state = CASE state WHEN 'sending' THEN state ELSE 'cancelled' END,
        recalled = CASE state WHEN 'sending' THEN 1 ELSE recalled END,
        problem = CASE WHEN state <> 'sending'
          AND (SELECT mobile FROM registration WHERE id = notice.registration) IS NULL THEN ? ELSE problem END
      WHERE registration = ? AND kind = ? AND state IN ('queued', 'dead', 'sending')
      """, [NoticeProblem.noMobile.text, registration, kind.rawValue])
  }

  func words(to registration: Int64) throws -> (messages: [KeptWords], notices: [KeptWords]) {
    let found = try [("message", "seenAt"), ("notice", "deliveredAt")].map { table, reached in
      try rows(
        "SELECT id, kind, text, \(reached) AS reachedAt FROM \(table) WHERE registration = ? ORDER BY id",
        [registration]
      ) { KeptWords(id: try $0["id"], kind: try $0["kind"], text: try $0["text"], reachedAt: try $0["reachedAt"]) }
    }
    return (found[0], found[1])
  }

  func markSeen(_ registration: Int64, at now: Moment) throws -> Int {
    try run("UPDATE message SET seenAt = ? WHERE registration = ? AND seenAt IS NULL", [now, registration])
  }

  /// A candidate's messages, newest first.
  func messages(of registration: Int64) throws -> [Message] {
    try rows("SELECT time, kind, text, seenAt FROM message WHERE registration = ? ORDER BY id DESC", [registration]) {
      row in
      Message(time: try row["time"], kind: try row["kind"], text: try row["text"], seenAt: try row["seenAt"])
    }
  }
}
