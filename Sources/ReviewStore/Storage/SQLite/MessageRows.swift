import GRDB

extension SQLiteTransaction {
  /// Writes messages and notices, in the transaction of the act that causes them.
  func write(_ correspondence: Correspondence, to registration: Int64, at now: Moment) throws {
    for (kind, text) in correspondence.messages { try write(kind, text, to: registration, at: now) }
    for (kind, text) in correspondence.notices {
      try run(
        "INSERT INTO notice (registration, kind, text, state, createdAt, nextAttempt) VALUES (?, ?, ?, 'queued', ?, ?)",
        [registration, kind.rawValue, text, now, now])
    }
    for kind in correspondence.recalled { try recall(kind, of: registration) }
  }

  private func write(_ kind: Message.Kind, _ text: String, to registration: Int64, at now: Moment) throws {
    try run(
      "INSERT INTO message (registration, time, kind, text) VALUES (?, ?, ?, ?)",
      [registration, now, kind.rawValue, text])
  }

  /// Cancels unsent notices of a kind. A notice leased to a sender is cancelled if the sender fails. The message
  /// itself stays, because the candidate may have read it already.
  private func recall(_ kind: Message.Kind, of registration: Int64) throws {
    try run(
      "UPDATE notice SET state = 'cancelled' WHERE registration = ? AND kind = ? AND state IN ('queued', 'dead')",
      [registration, kind.rawValue])
    try run(
      "UPDATE notice SET recalled = 1 WHERE registration = ? AND kind = ? AND state = 'sending'",
      [registration, kind.rawValue])
  }

  func words(
    to registration: Int64
  ) throws -> (messages: [(kind: String, text: String)], notices: [(kind: String, text: String)]) {
    let found = try ["message", "notice"].map { table in
      try rows("SELECT kind, text FROM \(table) WHERE registration = ? ORDER BY id", [registration]) {
        (kind: try $0["kind"] as String, text: try $0["text"] as String)
      }
    }
    return (found[0], found[1])
  }

  /// A candidate's messages, newest first.
  func messages(of registration: Int64) throws -> [Message] {
    try rows("SELECT time, kind, text FROM message WHERE registration = ? ORDER BY id DESC", [registration]) { row in
      Message(time: try row["time"], kind: try row["kind"], text: try row["text"])
    }
  }
}
