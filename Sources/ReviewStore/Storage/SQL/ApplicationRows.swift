extension SQLTransaction {
  private static let columns = """
    id, number, category, site, identity, isReturning,
    mobile IS NOT NULL AND address IS NOT NULL AS profileComplete, activated, state, version, siteResult, sitePublished,
    regionResult, regionPublished, claimStaff, claimUntil, since, decisionSince, decisionVersion, nextLevelActed,
    reactBy, rejectionNote, findings, candidateVersion, lacksPapers, rejectedBy, appealBy, appealed, helper, helperSince,
    helperToldAt, uploadUntil,
    EXISTS (SELECT 1 FROM conflict WHERE conflict.registration = registration.id) AS hasConflicts,
    EXISTS (SELECT 1 FROM secondLook WHERE secondLook.registration = registration.id) AS hasLooks,
    EXISTS (SELECT 1 FROM former WHERE former.registration = registration.id) AS hasFormer
    """

  private static let replaceSlot = replacing(
    "slot", key: "registration, material, position",
    "sha256, bytes, width, height, mark, note, kept, acceptedBefore, told, opened, fresh, broughtBy")
  private static let replaceFormer = replacing(
    "former", key: "registration, material, position", "sha256, bytes, width, height, origin, until")

  /// The application of a registration number; nil when there is none, or it has been erased.
  func application(_ number: RegistrationNumber) throws -> StoredApplication? {
    try row(
      "SELECT \(Self.columns) FROM registration WHERE number = ? AND erasedAt IS NULL", [number], application(from:))
  }

  /// Calls a closure for each application that is not erased, in order of registration.
  func eachApplication(_ body: (StoredApplication) throws -> Void) throws {
    try stream("SELECT \(Self.columns) FROM registration WHERE erasedAt IS NULL ORDER BY id") {
      try body(application(from: $0))
    }
  }

  private func application(from row: Columns) throws -> StoredApplication {
    let id: Int64 = try row["id"]
    let applicant = Applicant(
      registration: try row["number"], site: try row["site"], category: try row["category"],
      identity: try row["identity"], returning: try row["isReturning"], profileComplete: try row["profileComplete"])
    var application = Application(applicant: applicant, since: try row["since"])
    application.activated = try row["activated"]
    application.state = try row["state"]
    application.version = try row["version"]
    application.site = Application.Verdict(try row["siteResult"])
    application.site.published = try row["sitePublished"]
    application.region = Application.Verdict(try row["regionResult"])
    application.region.published = try row["regionPublished"]
    if let staff: StaffName = try row["claimStaff"], let until: Moment = try row["claimUntil"] {
      application.claim = Application.Claim(staff: staff, until: until)
    }
    if let since: Moment = try row["decisionSince"], let version: Int = try row["decisionVersion"] {
      application.decision = Application.Decision(sinceBefore: since, version: version)
    }
    application.nextLevelActed = try row["nextLevelActed"]
    application.reactBy = try row["reactBy"]
    application.uploadUntil = try row["uploadUntil"]
    application.rejectionNote = try row["rejectionNote"]
    application.candidateVersion = try row["candidateVersion"]
    application.rejectedBy = try row["rejectedBy"]
    application.appealBy = try row["appealBy"]
    if let clerk: StaffName = try row["helper"] {
      application.helper = Helper(clerk: clerk, since: try row["helperSince"])
      application.helper?.toldAt = try row["helperToldAt"]
    }
    // Most applications have none of these, which saves the queries.
    application.appeal = try row["appealed"] ? try appeal(of: id) : nil
    application.conflicts = try row["hasConflicts"] ? try conflicts(of: id) : [:]
    application.secondLooks = try row["hasLooks"] ? try secondLooks(of: id) : []
    application.former = try row["hasFormer"] ? try former(of: id) : [:]
    application.slots = try slots(of: id)
    return StoredApplication(
      id: id, application: application, findings: try row["findings"], lacksPapers: try row["lacksPapers"])
  }

  private func slots(of registration: Int64) throws -> [Place: Slot] {
    let slots = try rows(
      """
      SELECT material, position, sha256, bytes, width, height, mark, note, kept, acceptedBefore, told, opened,
        fresh, broughtBy
      FROM slot WHERE registration = ?
      """, [registration]
    ) { row in
      var slot = Slot()
      if try row["sha256"] as Digest? != nil { slot.picture = try StoredPicture(row) }
      switch try row["mark"] as StoredMark? {
      case .accepted: slot.mark = .accepted
      case .wanted: slot.mark = .wanted(note: try row["note"])
      case nil: break
      }
      slot.kept = try row["kept"]
      slot.acceptedBefore = try row["acceptedBefore"]
      slot.told = try row["told"]
      slot.opened = try row["opened"]
      slot.fresh = try row["fresh"]
      slot.broughtBy = try row["broughtBy"]
      return (try Place(row), slot)
    }
    return Dictionary(uniqueKeysWithValues: slots)
  }

  /// Marks all applications that were handed in although papers are missing; for stores from before they were marked.
  func markIncompletePapers() throws {
    guard let settings = try settings() else { return }
    let policy = try Policy(yaml: settings.policy)
    let found = try rows(
      """
      SELECT id, number, site, category, identity, isReturning FROM registration
      WHERE erasedAt IS NULL AND state <> 'filling'
      """
    ) { row in
      let applicant = Applicant(
        registration: try row["number"], site: try row["site"], category: try row["category"],
        identity: try row["identity"], returning: try row["isReturning"])
      return (id: try row["id"] as Int64, applicant: applicant)
    }
    for (id, applicant) in found {
      let counts = try rows(
        "SELECT material, count(sha256) AS count FROM slot WHERE registration = ? GROUP BY material", [id]
      ) { (try $0["material"] as MaterialID, try $0["count"] as Int) }
      if !policy.missing(of: applicant, holding: Dictionary(uniqueKeysWithValues: counts)).isEmpty {
        try run("UPDATE registration SET lacksPapers = 1 WHERE id = ?", [id])
      }
    }
  }

  /// Writes what changed, in one statement for the registration's row. Removed pictures are marked for deletion of their
  /// files.
  func save(_ next: Application, over previous: StoredApplication, lacksPapers: Bool, at now: Moment) throws {
    let id = previous.id
    let old = previous.application
    // SQLite updates the index of every column that a statement sets, even to the same value. So indexed columns are set
    // only when they change.
    let columns: [(names: String, values: Arguments, areSet: Bool)] = [
      (
        "state = ?, since = ?, ", [next.state.rawValue, next.since],
        next.state != old.state || next.since != old.since
      ),
      ("reactBy = ?, ", [next.reactBy], next.reactBy != old.reactBy),
      (
        "category = ?, identity = ?, isReturning = ?, ",
        [next.applicant.category, next.applicant.identity.rawValue, next.applicant.returning],
        next.applicant != old.applicant
      ),
    ]
    let set = columns.filter(\.areSet)
    let values = set.reduce(into: [] as Arguments) { $0 += $1.values }
    try run(
      """
      UPDATE registration SET \(set.map(\.names).joined())activated = ?, version = ?, candidateVersion = ?,
        siteResult = ?, sitePublished = ?, regionResult = ?, regionPublished = ?, claimStaff = ?, claimUntil = ?,
        decisionSince = ?, decisionVersion = ?, nextLevelActed = ?, rejectionNote = ?, rejectedBy = ?, appealBy = ?,
        appealed = ?, uploadUntil = ?, lacksPapers = ?, lastActAt = ? WHERE id = ?
      """,
      values + [
        next.activated, next.version, next.candidateVersion, next.site.result?.rawValue, next.site.published,
        next.region.result?.rawValue, next.region.published, next.claim?.staff, next.claim?.until,
        next.decision?.sinceBefore, next.decision?.version, next.nextLevelActed, next.rejectionNote,
        next.rejectedBy, next.appealBy, next.appeal != nil, next.uploadUntil, lacksPapers, now, id,
      ])
    if next.helper != previous.application.helper { try save(next.helper, of: id) }
    if let appeal = next.appeal, appeal != previous.application.appeal { try save(appeal, of: id) }
    try save(next.secondLooks, over: previous.application.secondLooks, of: id)
    try save(next.conflicts, over: previous.application.conflicts, of: id)
    for place in Set(next.slots.keys).union(previous.application.slots.keys) {
      let old = previous.application.slots[place]
      let new = next.slots[place]
      guard old != new else { continue }
      if let other = next.exchanged(place, since: previous.application) {
        // Both places come by here, and the findings move once.
        if place < other { try exchangeLooks(place, with: other.position, of: id) }
      } else if let gone = old?.picture, gone != new?.picture {
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
      let former = FormerPicture(picture: try StoredPicture(row), origin: try row["origin"], until: try row["until"])
      return (try Place(row), former)
    }
    return Dictionary(uniqueKeysWithValues: pictures)
  }

  private func save(_ former: FormerPicture, at place: Place, of registration: Int64) throws {
    try run(
      Self.replaceFormer,
      [
        registration, place.material, place.position, former.picture.sha256, former.picture.bytes,
        former.picture.width, former.picture.height, former.origin.rawValue, former.until,
      ])
  }

  private func save(_ slot: Slot, at place: Place, of registration: Int64) throws {
    let mark: StoredMark? = slot.mark.map { if case .accepted = $0 { .accepted } else { .wanted } }
    try run(
      Self.replaceSlot,
      [
        registration, place.material, place.position, slot.picture?.sha256, slot.picture?.bytes, slot.picture?.width,
        slot.picture?.height, mark?.rawValue, slot.note, slot.kept, slot.acceptedBefore, slot.told, slot.opened,
        slot.fresh, slot.broughtBy,
      ])
  }

  private func delete(_ place: Place, of registration: Int64) throws {
    try run(
      "DELETE FROM slot WHERE registration = ? AND material = ? AND position = ?",
      [registration, place.material, place.position])
  }

  /// Whether a row refers to a picture.
  func needs(_ picture: Digest) throws -> Bool {
    try count(
      "SELECT (SELECT count(*) FROM slot WHERE sha256 = ?1) + (SELECT count(*) FROM former WHERE sha256 = ?1)",
      [picture]
    )
      > 0
  }

  /// Marks a picture's bytes for deletion, unless another row refers to it.
  func discard(_ picture: Digest) throws {
    // A mark that is there is written too, so that whoever is about to remove it waits, and then finds no row.
    try run(
      "INSERT INTO discarded (sha256) VALUES (?) ON CONFLICT (sha256) DO UPDATE SET sha256 = excluded.sha256", [picture]
    )
  }

  func hold(_ picture: Digest) throws {
    if let statement = dialect.holding(picture) { try run(statement) }
  }

  func discardedPictures() throws -> [Digest] { try values("SELECT sha256 FROM discarded") }

  @discardableResult
  func forgetDiscarded(_ picture: Digest) throws -> Bool {
    try run("DELETE FROM discarded WHERE sha256 = ?", [picture]) > 0
  }

  /// The pictures that any row refers to, without repetition.
  private static let allPictures = "SELECT sha256 FROM slot WHERE sha256 IS NOT NULL UNION SELECT sha256 FROM former"

  /// How many different pictures rows refer to.
  func pictureCount() throws -> Int { try count("SELECT count(*) FROM (\(Self.allPictures)) AS picture") }

  /// How many of them come before a digest, itself included.
  func pictureCount(upTo last: Digest) throws -> Int {
    try count("SELECT count(*) FROM (\(Self.allPictures)) AS picture WHERE sha256 <= ?", [last])
  }

  /// Calls a closure for every picture that a row refers to, by its digest.
  func eachPicture(_ body: (Digest) throws -> Void) throws {
    try stream("\(Self.allPictures) ORDER BY sha256") { try body($0.firstWord()) }
  }
}

/// A reviewer's mark as stored; its note has a separate column.
private enum StoredMark: String {
  case accepted, wanted
}

extension Place {
  /// Reads the columns `material` and `position`.
  init(_ row: Columns) throws { self.init(try row["material"], try row["position"]) }
}

extension StoredPicture {
  /// Reads the columns `sha256`, `bytes`, `width` and `height`.
  init(_ row: Columns) throws {
    self.init(
      sha256: try row["sha256"], bytes: try row["bytes"], width: try row["width"], height: try row["height"])
  }
}

extension Application {
  /// The place with which a place has exchanged pictures; nil if it has not.
  fileprivate func exchanged(_ place: Place, since before: Application) -> Place? {
    guard let gone = before.slots[place]?.picture, let new = slots[place]?.picture, gone != new else { return nil }
    return slots.keys.first {
      $0.material == place.material && slots[$0]?.picture == gone && before.slots[$0]?.picture == new
    }
  }
}
