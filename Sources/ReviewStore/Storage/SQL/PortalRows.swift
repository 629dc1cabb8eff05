extension SQLTransaction {
  /// The unit in which attempts are stored.
  private static let millionth = 1e-6
  private static let replaceAttempt = replacing("attempt", key: "bucket", "attempts, at")

  private static let visitColumns = "token, visitor, stamp, beganAt, usedAt, endedAt, news, browser"

  func visit(_ token: String) throws -> PortalVisit? {
    try row("SELECT \(Self.visitColumns) FROM visit WHERE token = ?", [token], visit(from:))
  }

  func visits(of visitor: String) throws -> [PortalVisit] {
    try rows(
      """
      SELECT \(Self.visitColumns) FROM visit WHERE visitor = ? AND endedAt IS NULL ORDER BY usedAt DESC, beganAt DESC, token
      """, [visitor], visit(from:))
  }

  private func visit(from row: Columns) throws -> PortalVisit {
    var visit = PortalVisit(
      token: try row["token"], visitor: try row["visitor"], stamp: try row["stamp"], began: try row["beganAt"])
    visit.used = try row["usedAt"]
    visit.isEnded = try row["endedAt"] as Moment? != nil
    visit.news = try row["news"]
    visit.browser = (try row["browser"] as String?).map(BrowserKind.init(code:))
    return visit
  }

  func browsers(of visitor: String) throws -> [KnownBrowser] {
    try rows(
      "SELECT mark, kind, firstAt, usedAt, toldAt FROM browser WHERE visitor = ? ORDER BY usedAt DESC, mark", [visitor]
    ) { row in
      KnownBrowser(
        visitor: visitor, mark: try row["mark"], kind: BrowserKind(code: try row["kind"]), first: try row["firstAt"],
        used: try row["usedAt"], told: try row["toldAt"])
    }
  }

  func save(_ browser: KnownBrowser) throws {
    try run(
      """
      INSERT INTO browser (visitor, mark, kind, firstAt, usedAt, toldAt) VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT (visitor, mark) DO UPDATE SET kind = excluded.kind, usedAt = excluded.usedAt
      """, [browser.visitor, browser.mark, browser.kind.code, browser.first, browser.used, browser.told])
  }

  func tellBrowsers(of visitor: String, but mark: String, at now: Moment) throws {
    try run(
      "UPDATE browser SET toldAt = ? WHERE visitor = ? AND toldAt IS NULL AND mark <> ?", [now, visitor, mark])
  }

  func visitCount() throws -> Int { try count("SELECT count(*) FROM visit WHERE endedAt IS NULL") }

  func save(_ visit: PortalVisit) throws {
    try run(
      "INSERT INTO visit (token, visitor, stamp, beganAt, usedAt, browser) VALUES (?, ?, ?, ?, ?, ?)",
      [visit.token, visit.visitor, visit.stamp, visit.began, visit.used, visit.browser?.code])
  }

  func use(_ token: String, at now: Moment) throws {
    try run("UPDATE visit SET usedAt = ? WHERE token = ? AND usedAt < ?", [now, token, now])
  }

  func endVisit(_ token: String, tellingAt now: Moment?) throws {
    if let now {
      try run("UPDATE visit SET endedAt = ?, news = NULL WHERE token = ?", [now, token])
    } else {
      try run("DELETE FROM visit WHERE token = ?", [token])
    }
  }

  func endVisits(of visitor: String) throws { try run("DELETE FROM visit WHERE visitor = ?", [visitor]) }

  func setNews(_ news: String?, of token: String) throws {
    try run("UPDATE visit SET news = ? WHERE token = ?", [news, token])
  }

  func attemptCount() throws -> Int { try count("SELECT count(*) FROM attempt") }

  func attempts(_ buckets: [String]) throws -> [String: AttemptLevel] {
    var levels: [String: AttemptLevel] = [:]
    for bucket in buckets {
      levels[bucket] = try row("SELECT attempts, at FROM attempt WHERE bucket = ?", [bucket]) {
        let (millionths, at): (Int, Moment) = (try $0["attempts"], try $0["at"])
        return AttemptLevel(attempts: Double(millionths) * Self.millionth, at: Double(at.milliseconds) / 1000)
      }
    }
    return levels
  }

  func setAttempts(_ level: AttemptLevel?, in bucket: String) throws {
    if let level {
      try run(
        Self.replaceAttempt, [bucket, Int((level.attempts / Self.millionth).rounded()), Self.moment(level.at)])
    } else {
      try run("DELETE FROM attempt WHERE bucket = ?", [bucket])
    }
  }

  private static func moment(_ seconds: Double) -> Moment { Moment(milliseconds: Int64((seconds * 1000).rounded())) }

  func forgetAttempts(before seconds: Double, beyond room: Int) throws {
    guard try attemptCount() > room else { return }
    try run("DELETE FROM attempt WHERE at < ?", [Self.moment(seconds)])
    // A tenth more than needed, so that this is rarely done.
    let many = try attemptCount()
    guard many > room else { return }
    try run(
      "DELETE FROM attempt WHERE bucket IN (SELECT bucket FROM attempt ORDER BY at LIMIT ?)", [many - room + room / 10])
  }

  func place(filledWith key: String, of id: Int64) throws -> Place? {
    try row("SELECT material, position FROM filled WHERE registration = ? AND key = ?", [id, key]) {
      Place(try $0["material"] as MaterialID, try $0["position"])
    }
  }

  func note(_ place: Place, filledWith key: String, of id: Int64, at now: Moment) throws {
    try run(
      "INSERT INTO filled (registration, key, material, position, filledAt) VALUES (?, ?, ?, ?, ?)",
      [id, key, place.material, place.position, now])
  }

  func forgetVisits(before time: Moment) throws {
    try run("DELETE FROM visit WHERE beganAt < ?", [time])
    try run("DELETE FROM filled WHERE filledAt < ?", [time])
    try run("DELETE FROM browser WHERE usedAt < ?", [time.adding(seconds: -KnownBrowser.days * 86_400)])
  }

  func forgetPortals() throws {
    for table in ["visit", "attempt", "filled", "turn", "usedChallenge"] { try run("DELETE FROM \(table)") }
  }
}
