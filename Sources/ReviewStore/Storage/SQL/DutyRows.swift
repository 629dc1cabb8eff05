import Wording

extension SQLTransaction {
  func duty(of staff: Staff, at now: Moment) throws -> Duty {
    // The condition on the acts is that of the index.
    let decided = try count(
      """
      SELECT count(*) FROM audit WHERE actor = ? AND time >= ? AND time < ?
        AND action IN ('pass', 'return', 'reject', 'second-look')
      """, [staff.name, Moment(dayNumber: now.dayNumber), Moment(dayNumber: now.dayNumber + 1)])
    let absentUntil: String? = try value(
      "SELECT lastDay FROM absence WHERE staff = ?1 AND firstDay <= ?2 AND lastDay >= ?2 ORDER BY lastDay DESC LIMIT 1",
      [staff.name, now.date])
    return Duty(cap: staff.dailyCap, decidedToday: decided, absentUntil: absentUntil)
  }

  func absences(endingFrom day: String) throws -> [Absence] {
    try rows("SELECT staff, firstDay, lastDay FROM absence WHERE lastDay >= ? ORDER BY staff, firstDay", [day]) {
      Absence(staff: try $0["staff"], firstDay: try $0["firstDay"], lastDay: try $0["lastDay"])
    }
  }

  func openClaims(under policy: Policy, at now: Moment) throws -> [StaffName: Int] {
    Dictionary(
      uniqueKeysWithValues: try rows(
        """
        SELECT claimStaff, count(*) AS count FROM registration WHERE claimUntil > ? AND claimUntil <= ?
        GROUP BY claimStaff
        """, [now, policy.latestClaim(at: now)]
      ) { (try $0["claimStaff"] as StaffName, try $0["count"] as Int) })
  }

  func setCap(_ cap: Int?, of name: StaffName) throws {
    try run("UPDATE staff SET dailyCap = ? WHERE name = ?", [cap, name])
  }

  func insert(_ absence: Absence) throws -> Bool {
    try run(
      "INSERT INTO absence (staff, firstDay, lastDay) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
      [absence.staff, absence.firstDay, absence.lastDay]) > 0
  }

  func removeAbsence(of name: StaffName, from day: String) throws -> Bool {
    try run("DELETE FROM absence WHERE staff = ? AND firstDay = ?", [name, day]) > 0
  }

  func rank(of registration: RegistrationNumber, for staff: StaffName) throws -> String {
    key?.seal("next", [staff.rawValue, registration.rawValue]) ?? registration.rawValue
  }

  func lastPasser(of registration: RegistrationNumber) throws -> StaffName? {
    let name: String? = try value(
      "SELECT actor FROM audit WHERE subject = ? AND action = 'pass' ORDER BY sequence DESC LIMIT 1", [registration])
    return name.map { StaffName($0) }
  }

  /// Caps and absences that differ from what the log tells.
  func dutyProblems() throws -> [Bilingual] {
    var caps: [StaffName: Int] = [:]
    var absences: Set<Absence> = []
    try each(
      """
      SELECT action, subject, after FROM audit WHERE action IN ('staff-cap', 'staff-absent', 'staff-present')
      ORDER BY sequence
      """
    ) { row in
      let (name, action): (StaffName, String) = (try row["subject"], try row["action"])
      let facts = LoggedFacts(stored: try row["after"]).facts
      switch action {
      case "staff-cap": caps[name] = facts.value(.cap).flatMap { Int($0) }
      case "staff-present":
        absences = absences.filter { $0.staff != name || $0.firstDay != facts.value(.from) }
      default:
        absences.insert(
          Absence(staff: name, firstDay: facts.value(.from) ?? "", lastDay: facts.value(.until) ?? ""))
      }
    }
    var problems: [Bilingual] = []
    for staff in try allStaff() where staff.dailyCap != caps[staff.name] {
      let problem = Bilingual("the cap of the day is not the one that the log tells of", "每日上限与操作日志不一致")
      problems.append(problem.about(staff.name.rawValue))
    }
    if try Set(self.absences(endingFrom: "")) != absences {
      problems.append(Bilingual("the absences are not those that the log tells of", "缺勤登记与操作日志不一致"))
    }
    return problems
  }
}
