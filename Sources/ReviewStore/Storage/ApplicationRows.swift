import GRDB

/// An application with the row it came from.
struct StoredApplication {
  /// The registration's row.
  let id: Int64
  /// The application.
  let application: Application
  /// How much there is to say of its pictures, as ``Transaction/looks(of:)`` would tell.
  let findings: Int
}

extension Transaction {
  private static let columns = """
    id, number, category, site, identity, isReturning, mobile IS NOT NULL AND address IS NOT NULL, activated, state,
    version, siteResult, sitePublished, regionResult, regionPublished, claimStaff, claimUntil, since, decisionSince,
    decisionVersion, nextLevelActed, reactBy, rejectionNote, findings, candidateVersion
    """

  /// The application of a registration number; nil when there is none, or it has been erased.
  func application(_ number: String) throws -> StoredApplication? {
    try row(
      "SELECT \(Self.columns) FROM registration WHERE number = ? AND erasedAt IS NULL", [number], application(from:))
  }

  /// Calls a closure for every application that is not erased, in order of registration.
  func eachApplication(_ body: (StoredApplication) throws -> Void) throws {
    try each("SELECT \(Self.columns) FROM registration WHERE erasedAt IS NULL ORDER BY id") {
      try body(application(from: $0))
    }
  }

  private func application(from row: Columns) throws -> StoredApplication {
    let id: Int64 = row[0]
    let applicant = Applicant(
      registration: row[1], site: row[3], category: row[2], identity: Applicant.Identity(rawValue: row[4]) ?? .domestic,
      returning: row[5], profileComplete: row[6])
    var application = Application(applicant: applicant, since: row[16])
    application.activated = row[7]
    application.state = Application.State(rawValue: row[8]) ?? .filling
    application.version = row[9]
    application.site = verdict(row[10], row[11])
    application.region = verdict(row[12], row[13])
    if let staff: String = row[14], let until: Moment = row[15] {
      application.claim = Application.Claim(staff: staff, until: until)
    }
    if let since: Moment = row[17], let version: Int = row[18] {
      application.decision = Application.Decision(sinceBefore: since, version: version)
    }
    application.nextLevelActed = row[19]
    application.reactBy = row[20]
    application.rejectionNote = row[21]
    application.candidateVersion = row[23]
    application.slots = try slots(of: id)
    application.former = try former(of: id)
    return StoredApplication(id: id, application: application, findings: row[22])
  }

  private func verdict(_ result: String?, _ published: Bool) -> Application.Verdict {
    var verdict = Application.Verdict(result.flatMap(Application.Result.init))
    verdict.published = published
    return verdict
  }

  private func slots(of registration: Int64) throws -> [Place: Slot] {
    let slots = try rows(
      """
      SELECT material, position, sha256, bytes, width, height, mark, note, kept, acceptedBefore, told, opened,
        fresh
      FROM slot WHERE registration = ?
      """, [registration]
    ) { row in
      var slot = Slot()
      if let sha256: String = row[2] {
        slot.picture = StoredPicture(sha256: sha256, bytes: row[3], width: row[4], height: row[5])
      }
      switch row[6] as String? {
      case "accepted": slot.mark = .accepted
      case "wanted": slot.mark = .wanted(note: row[7])
      default: break
      }
      slot.kept = row[8]
      slot.acceptedBefore = row[9]
      slot.told = row[10]
      slot.opened = row[11]
      slot.fresh = row[12]
      return (Place(row[0], row[1]), slot)
    }
    return Dictionary(uniqueKeysWithValues: slots)
  }

  /// Writes what changed, and notes pictures that were removed, so that their files are discarded.
  func save(_ next: Application, over previous: StoredApplication) throws {
    let id = previous.id
    if next.state != previous.application.state || next.version != previous.application.version
      || next.candidateVersion != previous.application.candidateVersion
      || next.claim != previous.application.claim || next.site != previous.application.site
      || next.region != previous.application.region || next.activated != previous.application.activated
      || next.applicant.returning != previous.application.applicant.returning
    {
      // SQLite rewrites the indexes of every column that is set, changed or not: those are set only where they changed.
      let isMoved =
        next.state != previous.application.state || next.since != previous.application.since
        || next.reactBy != previous.application.reactBy
      let moved: StatementArguments = isMoved ? [next.state.rawValue, next.since, next.reactBy] : []
      try run(
        """
        UPDATE registration SET \(isMoved ? "state = ?, since = ?, reactBy = ?, " : "")isReturning = ?, activated = ?,
          version = ?, candidateVersion = ?, siteResult = ?, sitePublished = ?, regionResult = ?, regionPublished = ?, claimStaff = ?,
          claimUntil = ?, decisionSince = ?, decisionVersion = ?, nextLevelActed = ?, rejectionNote = ? WHERE id = ?
        """,
        moved + [
          next.applicant.returning, next.activated, next.version, next.candidateVersion, next.site.result?.rawValue,
          next.site.published,
          next.region.result?.rawValue, next.region.published, next.claim?.staff, next.claim?.until,
          next.decision?.sinceBefore, next.decision?.version, next.nextLevelActed, next.rejectionNote, id,
        ])
    }
    for place in Set(next.slots.keys).union(previous.application.slots.keys) {
      let old = previous.application.slots[place]
      let new = next.slots[place]
      guard old != new else { continue }
      if let gone = old?.picture, gone != new?.picture {
        try discard(gone.sha256)
        try removeLook(at: place, of: id)
      }
      if let new { try save(new, at: place, of: id) } else { try delete(place, of: id) }
    }
    for (place, former) in next.former where former != previous.application.former[place] {
      if let gone = previous.application.former[place] { try discard(gone.picture.sha256) }
      try save(former, at: place, of: id)
    }
  }

  private func former(of registration: Int64) throws -> [Place: FormerPicture] {
    let pictures = try rows(
      "SELECT material, position, sha256, bytes, width, height, origin, until FROM former WHERE registration = ?",
      [registration]
    ) { row in
      let picture = StoredPicture(sha256: row[2], bytes: row[3], width: row[4], height: row[5])
      let origin = FormerPicture.Origin(rawValue: row[6]) ?? .attempt
      return (Place(row[0], row[1]), FormerPicture(picture: picture, origin: origin, until: row[7]))
    }
    return Dictionary(uniqueKeysWithValues: pictures)
  }

  private func save(_ former: FormerPicture, at place: Place, of registration: Int64) throws {
    try run(
      "INSERT OR REPLACE INTO former VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      [
        registration, place.material, place.position, former.picture.sha256, former.picture.bytes,
        former.picture.width, former.picture.height, former.origin.rawValue, former.until,
      ])
  }

  private func save(_ slot: Slot, at place: Place, of registration: Int64) throws {
    let mark: String? = slot.mark.map { if case .accepted = $0 { "accepted" } else { "wanted" } }
    try run(
      """
      INSERT OR REPLACE INTO slot (registration, material, position, sha256, bytes, width, height, mark, note, kept,
        acceptedBefore, told, opened, fresh) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        registration, place.material, place.position, slot.picture?.sha256, slot.picture?.bytes, slot.picture?.width,
        slot.picture?.height, mark, slot.note, slot.kept, slot.acceptedBefore, slot.told, slot.opened, slot.fresh,
      ])
  }

  private func delete(_ place: Place, of registration: Int64) throws {
    try run(
      "DELETE FROM slot WHERE registration = ? AND material = ? AND position = ?",
      [registration, place.material, place.position])
  }

  /// Whether a row refers to a picture.
  func needs(_ sha256: String) throws -> Bool {
    try count(
      "SELECT (SELECT count(*) FROM slot WHERE sha256 = ?1) + (SELECT count(*) FROM former WHERE sha256 = ?1)", [sha256]
    )
      > 0
  }

  /// Notes that a picture's file may be deleted unless another row refers to it.
  func discard(_ sha256: String) throws { try run("INSERT OR IGNORE INTO discarded VALUES (?)", [sha256]) }
}
