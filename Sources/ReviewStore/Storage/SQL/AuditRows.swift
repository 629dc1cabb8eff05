import Wording

extension SQLTransaction {
  /// The log's last entry.
  func chainHead() throws -> ChainHead {
    try row("SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1") {
      ChainHead(length: try $0["sequence"], hash: try $0["hash"])
    } ?? .empty
  }

  /// Whether the log has the entry of a head. A head that an earlier version made after the first era has a hash over
  /// all entries instead, which is made anew.
  func holds(_ head: ChainHead) throws -> Bool {
    guard head.length > 0 else { return true }
    let found: String? = try value("SELECT hash FROM audit WHERE sequence = ?", [head.length])
    guard found != nil, found != head.hash else { return found != nil }
    let eraEnd = try eraEnd()
    guard head.length > eraEnd else { return false }
    var end = ChainHead(
      length: eraEnd,
      hash: try value("SELECT hash FROM audit WHERE sequence = ?", [eraEnd]) ?? ChainHead.empty.hash)
    try stream("SELECT hash FROM audit WHERE sequence > ? AND sequence <= ? ORDER BY sequence", [eraEnd, head.length]) {
      end = end.adding(try $0.first())
    }
    return end == head
  }

  func log(_ change: LoggedChange, at now: Moment) throws {
    let before = LoggedFacts(change.before).stored
    let seals = try change.sealed.isEmpty ? [] : seals(change.sealed, of: change.subject)
    let after = LoggedFacts(change.after + seals).stored
    let (sequence, previous) = try place(forEntryAbout: change.subject)
    let hash = AuditEntry.link(previous, sequence, now, change.actor, change.action, change.subject, before, after)
    try run(
      """
      INSERT INTO audit (sequence, time, actor, action, subject, before, after, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [sequence, now, change.actor, change.action, change.subject, before, after, hash])
    logged.end = ChainHead(length: sequence, hash: hash)
    guard !change.isDated else { return }
    try run("UPDATE registration SET lastActAt = ? WHERE number = ?", [now, change.subject])
  }

  /// The next sequence number, and the hash of the last entry about a subject, in one statement because every act needs
  /// both. No other transaction writes an entry about the subject before this one ends.
  private func place(forEntryAbout subject: String) throws -> (sequence: Int, previous: String) {
    try row(
      """
      SELECT \(dialect.nextEntry) AS sequence,
        (SELECT hash FROM audit WHERE subject = ? ORDER BY sequence DESC LIMIT 1) AS previous
      """, [subject]
    ) { (try $0["sequence"], try $0["previous"] as String? ?? ChainHead.empty.hash) }!
  }

  /// The last entry of the first era, whose entries are linked in one chain; 0 when there is none.
  func eraEnd() throws -> Int { try count("SELECT eraEnd FROM store") }

  /// Calls a closure for each entry of the log in order; with a subject, only for its entries.
  func eachAuditEntry(of subject: String?, _ body: (AuditEntry) throws -> Void) throws {
    let columns = "sequence, time, actor, action, subject, before, after, hash"
    if let subject {
      try each("SELECT \(columns) FROM audit WHERE subject = ? ORDER BY sequence", [subject]) {
        try body(entry(from: $0))
      }
    } else {
      try stream("SELECT \(columns) FROM audit ORDER BY sequence") { try body(entry(from: $0)) }
    }
  }

  func auditPage(before sequence: Int?, of subject: String?, limit: Int) throws -> [AuditEntry] {
    let last = sequence ?? Int(Int64.max)
    let columns = "sequence, time, actor, action, subject, before, after, hash"
    if let subject {
      return try rows(
        "SELECT \(columns) FROM audit WHERE subject = ? AND sequence < ? ORDER BY sequence DESC LIMIT ?",
        [subject, last, limit], entry(from:))
    }
    return try rows(
      "SELECT \(columns) FROM audit WHERE sequence < ? ORDER BY sequence DESC LIMIT ?", [last, limit], entry(from:))
  }

  /// Calls a closure for each entry in order, with the hash to which the form of the log links it.
  func eachLinkedEntry(_ body: (AuditEntry, _ previous: String) throws -> Void) throws {
    let eraEnd = try eraEnd()
    var last = ChainHead.empty.hash
    try stream(
      """
      SELECT sequence, time, actor, action, subject, before, after, hash,
        CASE WHEN sequence > ? THEN (SELECT hash FROM audit AS earlier WHERE earlier.subject = audit.subject
          AND earlier.sequence < audit.sequence ORDER BY earlier.sequence DESC LIMIT 1) END AS previous
      FROM audit ORDER BY sequence
      """, [eraEnd]
    ) { row in
      let entry = try entry(from: row)
      let previous = try entry.sequence > eraEnd ? row["previous"] ?? ChainHead.empty.hash : last
      try body(entry, previous)
      last = entry.hash
    }
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
    var problems = try linkProblems() + unloggedChanges() + sealProblems() + officeListProblems() + dutyProblems()
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
        "SELECT number FROM registration WHERE searchText IS DISTINCT FROM \(dialect.searchText(""))",
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

  /// Staff whose role or disabled flag contradicts the log, and separate duties that do.
  private func unloggedStaff() throws -> [Bilingual] {
    var problems: [Bilingual] = []
    let last: String? = try value(
      """
      SELECT action FROM audit WHERE subject = 'store' AND action IN ('duties-separate', 'duties-join')
      ORDER BY sequence DESC LIMIT 1
      """)
    if try dutiesAreSeparate() != (last == "duties-separate") {
      problems.append(
        Bilingual("store: whether duties are separate is not what the log tells", "是否实行三员分立与操作日志不一致"))
    }
    try each(
      """
      SELECT name, role, disabled, EXISTS (SELECT 1 FROM audit WHERE subject = name AND action = 'staff-disable')
          AS toldDisabled,
        coalesce(
          (SELECT after FROM audit WHERE subject = name AND action IN ('staff-add', 'staff-role')
            ORDER BY sequence DESC LIMIT 1), '') AS told
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
}
