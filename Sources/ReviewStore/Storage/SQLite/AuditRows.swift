import GRDB
import Wording

extension SQLiteTransaction {
  /// The log's length and last hash, from the table `chain`.
  func chainHead() throws -> ChainHead {
    try row("SELECT length, head FROM chain") {
      ChainHead(length: try $0["length"], hash: try $0["head"])
    } ?? .empty
  }

  /// Whether the log contains an entry. By the chain of hashes, it then contains all entries before it.
  func holds(_ head: ChainHead) throws -> Bool {
    try head.length == 0
      || value("SELECT hash FROM audit WHERE sequence = ?", [head.length]) == head.hash
  }

  func log(_ change: LoggedChange, at now: Moment) throws {
    let before = LoggedFacts(change.before).stored
    let seals = try change.sealed.isEmpty ? [] : seals(change.sealed, of: change.subject)
    let after = LoggedFacts(change.after + seals).stored
    let head = try chainHead()
    let sequence = head.length + 1
    let hash = AuditEntry.link(
      head.hash, sequence, now, change.actor, change.action, change.subject, before, after)
    try run(
      "INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      [sequence, now, change.actor, change.action, change.subject, before, after, hash])
    try run("INSERT OR REPLACE INTO chain VALUES (1, ?, ?)", [sequence, hash])
    try run("UPDATE registration SET lastActAt = ? WHERE number = ?", [now, change.subject])
  }

  /// Calls a closure for each entry of the log in order; with a subject, only for its entries.
  func eachAuditEntry(of subject: String?, _ body: (AuditEntry) throws -> Void) throws {
    let condition = subject == nil ? "" : "WHERE subject = ?"
    try each(
      """
      SELECT sequence, time, actor, action, subject, before, after, hash FROM audit \(condition) ORDER BY sequence
      """, subject.map { [$0] } ?? []
    ) { try body(entry(from: $0)) }
  }

  private func entry(from row: Columns) throws -> AuditEntry {
    AuditEntry(
      sequence: try row["sequence"], time: try row["time"], actor: try row["actor"], action: try row["action"],
      subject: try row["subject"], before: LoggedFacts(stored: try row["before"]),
      after: LoggedFacts(stored: try row["after"]), hash: try row["hash"])
  }

  func replayStart() throws -> Int { try count("SELECT replayFrom FROM store") }

  func logProblems() throws -> (entries: Int, problems: [Bilingual]) {
    let entries = try count("SELECT count(*) FROM audit")
    var problems = try chainProblems() + unloggedChanges() + sealProblems() + officeListProblems() + dutyProblems()
    if try !hasLoggedPolicy() {
      problems.append(Bilingual("store: its policy is not the one that it was made with", "考区规则与创建审核库时不一致"))
    }
    return (entries, problems)
  }

  /// Rows that contradict the log, as far as SQL can tell without replaying it: who exists, who was erased, what staff
  /// may do.
  private func unloggedChanges() throws -> [Bilingual] {
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
          UNION SELECT registration FROM code UNION SELECT registration FROM appeal UNION SELECT registration FROM credential
          UNION SELECT registration FROM conflict UNION SELECT registration FROM secondLook)
        """, Bilingual("it was erased, and something of it is still there", "已清除，却仍有数据残留")
      ),
      (
        "SELECT number FROM registration WHERE searchText IS NOT \(Schema.searchable(""))",
        Bilingual("what searches read of it is not its number and name", "检索内容与报名号、姓名不一致")
      ),
    ] {
      try each(sql) { row in
        let subject: String = try row.first()
        problems.append(problem.about(subject))
      }
    }
    return try problems + unloggedStaff()
  }

  /// Staff whose role or disabled flag contradicts the log.
  private func unloggedStaff() throws -> [Bilingual] {
    var problems: [Bilingual] = []
    try each(
      """
      SELECT name, role, disabled, EXISTS (SELECT 1 FROM audit WHERE subject = name AND action = 'staff-disable')
          AS toldDisabled,
        coalesce((SELECT after FROM audit WHERE subject = name AND action = 'staff-add'), '') AS told
      FROM staff
      """
    ) { row in
      let isDisabled: Bool = try row["disabled"]
      let told = LoggedFacts(stored: try row["told"]).facts
      guard try told.role != row["role"] || isDisabled != row["toldDisabled"] else { return }
      let problem = Bilingual("what this member of staff may do is not what the log tells", "该工作人员的权限与操作日志不一致")
      problems.append(problem.about(try row["name"]))
    }
    return problems
  }

  /// The problems of the log's hash chain; empty when it is intact.
  private func chainProblems() throws -> [Bilingual] {
    var problems: [Bilingual] = []
    var previous = ChainHead.empty
    try eachAuditEntry(of: nil) { entry in
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
