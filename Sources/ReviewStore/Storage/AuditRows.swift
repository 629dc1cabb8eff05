import GRDB
import Wording

extension Transaction {
  /// The log's length and last hash, as kept beside it.
  func chainHead() throws -> ChainHead {
    try row("SELECT length, head FROM chain") {
      ChainHead(length: try $0["length"], hash: try $0["head"])
    } ?? .empty
  }

  /// Whether the log holds an entry, and so everything up to it.
  func holds(_ head: ChainHead) throws -> Bool {
    try head.length == 0
      || value("SELECT hash FROM audit WHERE sequence = ?", [head.length]) == head.hash
  }

  /// Adds a line to the log, in the transaction of the change that it tells of.
  ///
  /// - Parameter sealed: what of the subject has changed that the log may not tell; its seals follow.
  func record(
    _ action: String, on subject: String, by actor: String, before: String, after: String,
    sealing sealed: [Sealed] = [], at now: Moment
  ) throws {
    let after = sealed.isEmpty ? after : after + (after.isEmpty ? "" : " ") + (try seals(sealed, of: subject))
    let head = try chainHead()
    let sequence = head.length + 1
    let hash = AuditEntry.link(head.hash, sequence, now, actor, action, subject, before, after)
    try run(
      "INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      [sequence, now, actor, action, subject, before, after, hash])
    try run("INSERT OR REPLACE INTO chain VALUES (1, ?, ?)", [sequence, hash])
  }

  /// Calls a closure for every entry of the log in order, or for one subject's entries.
  func eachAuditEntry(of subject: String? = nil, _ body: (AuditEntry) throws -> Void) throws {
    let condition = subject == nil ? "" : "WHERE subject = ?"
    try each("SELECT \(Self.auditColumns) FROM audit \(condition) ORDER BY sequence", subject.map { [$0] } ?? []) {
      try body(entry(from: $0))
    }
  }

  /// One subject's entries, oldest first.
  func auditEntries(of subject: String) throws -> [AuditEntry] {
    try rows("SELECT \(Self.auditColumns) FROM audit WHERE subject = ? ORDER BY sequence", [subject], entry(from:))
  }

  private static let auditColumns = "sequence, time, actor, action, subject, before, after, hash"

  private func entry(from row: Columns) throws -> AuditEntry {
    AuditEntry(
      sequence: try row["sequence"], time: try row["time"], actor: try row["actor"], action: try row["action"],
      subject: try row["subject"], before: try row["before"], after: try row["after"], hash: try row["hash"])
  }

  /// Rows that are not as the log last tells, as far as a single look at each tells: who is there, who was erased,
  /// what staff may do.
  func unloggedChanges() throws -> [Bilingual] {
    var problems: [Bilingual] = []
    let erased = "EXISTS (SELECT 1 FROM audit WHERE subject = number AND action = 'erase')"
    for (sql, problem) in [
      (
        "SELECT DISTINCT subject FROM audit WHERE action = 'register' AND subject NOT IN (SELECT number FROM registration)",
        Bilingual("the log tells of it, and it is gone", "操作日志中有记录，数据却不存在")
      ),
      (
        "SELECT number FROM registration WHERE erasedAt IS NOT NULL AND NOT \(erased)",
        Bilingual("it is marked as erased, and the log does not tell of it", "标记为已清除，操作日志中却没有记录")
      ),
      (
        """
        SELECT number FROM registration WHERE erasedAt IS NOT NULL AND id IN (SELECT registration FROM slot
          UNION SELECT registration FROM former UNION SELECT registration FROM look
          UNION SELECT registration FROM message UNION SELECT registration FROM notice
          UNION SELECT registration FROM code UNION SELECT registration FROM credential)
        """, Bilingual("it was erased, and something of it is still there", "已清除，却仍有数据残留")
      ),
      (
        """
        SELECT name FROM staff WHERE disabled <> EXISTS
            (SELECT 1 FROM audit WHERE subject = name AND action = 'staff-disable')
          OR 'role=' || role || ' ' <> substr(coalesce(
            (SELECT after || ' ' FROM audit WHERE subject = name AND action = 'staff-add'), ''), 1, length(role) + 6)
        """, Bilingual("what this member of staff may do is not what the log tells", "该工作人员的权限与操作日志不一致")
      ),
    ] {
      try each(sql) { row in
        let subject: String = try row.first()
        problems.append(problem.about(subject))
      }
    }
    return problems
  }

  /// The problems of the log's chain; empty when it is intact.
  func auditProblems() throws -> [Bilingual] {
    var problems: [Bilingual] = []
    var previous = ChainHead.empty
    try eachAuditEntry { entry in
      let expected = previous.length + 1
      if entry.sequence != expected {
        problems.append(
          Bilingual(
            "audit: entries \(expected) to \(entry.sequence - 1) are missing",
            "操作日志缺少第 \(expected) 至 \(entry.sequence - 1) 条"))
      }
      if entry.link(after: previous.hash) != entry.hash {
        problems.append(
          Bilingual(
            "audit: entry \(entry.sequence) was changed, or does not follow the one before it",
            "操作日志第 \(entry.sequence) 条被改动，或与前一条不衔接"))
      }
      previous = ChainHead(length: entry.sequence, hash: entry.hash)
    }
    let head = try chainHead()
    if head != previous {
      problems.append(
        Bilingual(
          "audit: the log ends at entry \(previous.length), but \(head.length) were written",
          "操作日志止于第 \(previous.length) 条，而实际写入过 \(head.length) 条"))
    }
    return problems
  }
}
