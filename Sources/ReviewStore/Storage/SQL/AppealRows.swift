extension SQLTransaction {
  /// The appeal of a registration; nil when there is none.
  func appeal(of registration: Int64) throws -> Appeal? {
    try row(
      """
      SELECT level, firstDecider, firstNote, words, filedAt, outcome, decider, note, decidedAt FROM appeal
      WHERE registration = ?
      """, [registration]
    ) { row in
      var appeal = Appeal(
        level: try row["level"], firstDecider: try row["firstDecider"], firstNote: try row["firstNote"],
        words: try row["words"], filedAt: try row["filedAt"])
      if let outcome: Appeal.Outcome = try row["outcome"] {
        appeal.decision = Appeal.Decision(
          outcome: outcome, decider: try row["decider"], note: try row["note"], time: try row["decidedAt"])
      }
      return appeal
    }
  }

  /// Writes an appeal.
  func save(_ appeal: Appeal, of registration: Int64) throws {
    try run(
      Self.replacing(
        "appeal", key: "registration",
        "level, firstDecider, firstNote, words, filedAt, outcome, decider, note, decidedAt"),
      [
        registration, appeal.level.rawValue, appeal.firstDecider, appeal.firstNote, appeal.words, appeal.filedAt,
        appeal.decision?.outcome.rawValue, appeal.decision?.decider, appeal.decision?.note, appeal.decision?.time,
      ])
  }
}
