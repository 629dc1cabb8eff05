import ImageKit

/// The person who acts, before the account is looked up.
enum Person {
  case candidate
  case office
  case staff(StaffName)
  /// A member of staff who declares or withdraws a conflict of interest: a reviewer, or who administers conflicts.
  case declarer(StaffName)
  /// A clerk, for the candidate who allowed it.
  case clerk(StaffName)

  /// The candidate, or the clerk who acts for them.
  init(candidateOr clerk: StaffName?) { self = clerk.map { .clerk($0) } ?? .candidate }

  /// The office, or the member of staff who acts.
  init(officeOr staff: StaffName?) { self = staff.map { .staff($0) } ?? .office }
}

/// What an act has done.
struct Performed {
  /// The application's status after it.
  var status: Status
  /// What happened.
  var events: [Event] = []
  /// Warnings about the picture that was uploaded.
  var warnings: [Finding] = []
  /// Places of the same application that have the same page already.
  var duplicates: [Place] = []
  /// The place that an earlier upload with the same key has filled; nil if there was none.
  var filled: Place?
}

extension ReviewStore {
  /// Performs one act in one transaction: loads the application, asks the workflow, and writes the changes, the log
  /// entry, the messages and the notices.
  ///
  /// - Parameter key: an upload with a key that has filled a place already is not done again; `filled` is that place.
  @discardableResult
  func perform(
    _ act: Command.Act, on number: RegistrationNumber, by person: Person, version: Int? = nil,
    candidateVersion: Int? = nil,
    placing staged: (any StagedPicture)? = nil, seen: SeenPicture? = nil, once key: String? = nil
  ) throws -> Performed {
    let now = clock()
    let outcome = try engine.write(.application(number)) { transaction -> Performed in
      // The account comes first, so that who may not act does not learn whether somebody is registered.
      var command = Command(act, by: try actor(person, transaction), version: version)
      command.candidateVersion = candidateVersion
      let stored = try load(number, transaction)
      // Another portal may have done the same upload meanwhile.
      if let key, let filled = try transaction.place(filledWith: key, of: stored.id) {
        return Performed(status: Status(stored.application, under: policy, at: now), filled: filled)
      }
      let (next, events) = try perform(command, on: stored, transaction, at: now)
      var warnings: [Finding] = []
      var duplicates: [Place] = []
      if let seen, case .uploaded(let place, _, _) = events.first {
        let placed = seen.placed(at: place, for: stored.application.applicant, under: policy)
        try keep(placed, at: place, of: stored.id, transaction)
        warnings = placed.findings
        duplicates = try transaction.looks(of: stored.id)[place]?.sameAs ?? []
        if let key { try transaction.note(place, filledWith: key, of: stored.id, at: now) }
      }
      if let staged {
        try transaction.hold(staged.sha256)
        try staged.place()
      }
      return Performed(
        status: Status(next, under: policy, at: now), events: events, warnings: warnings, duplicates: duplicates)
    }
    if outcome.events.contains(where: \.discards) { collectDiscarded() }
    return outcome
  }

  /// Performs one act within a transaction: asks the workflow, and writes the changes.
  @discardableResult
  func perform(
    _ command: Command, on stored: StoredApplication, _ transaction: any StoreWriting, at now: Moment
  ) throws -> (application: Application, events: [Event]) {
    var command = command
    command.isDrawn = try isDrawn(command, on: stored.application, transaction)
    let events = try Workflow.decide(stored.application, command, under: policy, at: now)
    return (try commit(events, of: command, to: stored, transaction, at: now), events)
  }

  /// Writes the changes that events make, with the log entry, the messages and the notices.
  ///
  /// - Parameter fields: hashes of the registration's fields before and after, for the log.
  func commit(
    _ events: [Event], of command: Command, to stored: StoredApplication, _ transaction: any StoreWriting,
    fields: (before: [LoggedFact], after: [LoggedFact]) = ([], []), at now: Moment
  ) throws -> Application {
    guard !events.isEmpty else { return stored.application }
    let next = Workflow.apply(events, to: stored.application, under: policy, at: now)
    try transaction.save(next, over: stored, lacksPapers: policy.lacksPapers(next), at: now)
    let told = Correspondence(about: events, application: next, policy: policy, region: region)
    try transaction.write(told, to: stored.id, at: now)
    try transaction.record(
      command.act.name, on: next.applicant.registration.rawValue, by: command.actor.name,
      before: AuditText.before(stored.application, events) + fields.before,
      after: AuditText.after(next, events, telling: told) + fields.after,
      // Carrying over marks the candidate as returning, which is part of the sealed row, as is what was corrected.
      sealing: next.applicant == stored.application.applicant && fields.after.isEmpty ? [] : [.person], isDated: true,
      at: now)
    return next
  }

  /// Whether a decision is drawn for a second look.
  func isDrawn(_ command: Command, on application: Application, _ transaction: any StoreReading) throws -> Bool {
    switch command.act {
    case .pass, .return, .returnWanting, .reject:
      try transaction.isDrawn(
        application.applicant.registration, version: application.version + 1, share: policy.secondLookShare)
    default: false
    }
  }

  /// The application of a number.
  func load(_ number: RegistrationNumber, _ transaction: any StoreReading) throws -> StoredApplication {
    guard let stored = try transaction.application(number) else { throw Refusal.noRegistration(number) }
    return stored
  }

  /// Looks the acting person's account up.
  func actor(_ person: Person, _ transaction: any StoreReading) throws -> Actor {
    switch person {
    case .candidate: return .candidate
    case .office: return .office
    case .staff(let name): return .staff(try staff(name, transaction))
    case .declarer(let name):
      let person = try account(name, transaction)
      return .staff(try person.mayAdminister(.conflicts) ? person : staff(name, transaction))
    case .clerk(let name): return .clerk(try clerk(name, transaction))
    }
  }

  /// The account of a member of staff who may review. Clerks are no such staff: they have the acts and views of
  /// `HelperActs` and nothing else. Nor are administrators, where duties are separate.
  func staff(_ name: StaffName, _ transaction: any StoreReading) throws -> Staff {
    let staff = try account(name, transaction)
    guard staff.role != .clerk else { throw Refusal.clerksOnlyUpload }
    guard staff.role.reviews else { throw Refusal.administratorsDoNotReview }
    return staff
  }

  /// The account of a clerk who may act.
  func clerk(_ name: StaffName, _ transaction: any StoreReading) throws -> Staff {
    let staff = try account(name, transaction)
    guard staff.role == .clerk else {
      throw Refusal(.notYourLevel, "\(name) is no clerk.", "\(name) 不是经办人。")
    }
    return staff
  }

  func account(_ name: StaffName, _ transaction: any StoreReading) throws -> Staff {
    guard let staff = try transaction.staff(name), !staff.disabled else {
      throw Refusal(
        .notFound, "There is no member of staff called \(name), or they have been disabled.", "没有工作人员 \(name)，或其账号已停用。")
    }
    return staff
  }

  /// Keeps what was seen of a picture: without the small picture of the page where pictures are encrypted.
  func keep(_ seen: SeenPicture, at place: Place, of id: Int64, _ transaction: any StoreWriting) throws {
    try transaction.keep(picturesAreEncrypted ? seen.withoutDetail : seen, at: place, of: id)
  }

  /// Removes the bytes of pictures that no place needs any longer. A failure here does not undo the act, which has been
  /// committed: the next act that removes a picture, or `verify` with repair, removes them instead.
  func collectDiscarded() {
    _ = try? pictures.collecting(within: 0) { try? removeDiscarded(atMost: pictures.removalsAtOnce) }
  }

  /// Removes the bytes of discarded pictures and returns of how many: none while a backup is being made. Call only within
  /// ``PictureBytes/collecting(within:_:)``.
  @discardableResult
  func removeDiscarded(atMost most: Int) throws -> Int {
    guard pictures.isShared else {
      return try engine.write { transaction in
        try transaction.isBeingSaved(at: clock()) ? 0 : removeDiscarded(transaction, atMost: most)
      }
    }
    // Each request to the storage takes a while, and only acts that refer to the same picture wait for it.
    var count = 0
    // In any order, so that portals rarely wait for the same picture, which one that was cut off may hold.
    for picture in try engine.read({ try $0.discardedPictures() }).shuffled().prefix(most) {
      do {
        count += try engine.write(.picture(picture)) { try remove(picture, $0) } ? 1 : 0
      } catch StoreError.picturesUnreachable(let words) {
        // The next request would only wait in vain as well.
        throw StoreError.picturesUnreachable(words)
      } catch {
        // Bytes that cannot be removed stay noted, and `verify` reports them.
        continue
      }
    }
    return count
  }

  /// Removes a discarded picture's bytes, unless a row needs them. Returns whether it did.
  private func remove(_ picture: Digest, _ transaction: any StoreWriting) throws -> Bool {
    // First of all, so that an act that discards it once more either has been committed, or waits for this transaction and
    // marks it again.
    guard try transaction.forgetDiscarded(picture) else {
      // Another portal has removed it meanwhile.
      return false
    }
    guard try !transaction.needs(picture) else { return false }
    // Asked last: a backup that begins after this has no row of the picture.
    guard try !transaction.isBeingSaved(at: clock()) else { throw StoreError.busy }
    try pictures.remove(picture)
    return true
  }

  /// Removes the bytes of discarded pictures within a transaction that excludes all acts.
  ///
  /// - Parameter some: the pictures; nil for all.
  @discardableResult
  func removeDiscarded(
    _ transaction: any StoreWriting, of some: [Digest]? = nil, atMost most: Int = .max
  ) throws -> Int {
    var count = 0
    for picture in try (some ?? transaction.discardedPictures()).prefix(most) {
      if try !transaction.needs(picture) {
        // Bytes that cannot be removed stay noted, and `verify` reports them.
        do {
          try pictures.remove(picture)
        } catch StoreError.picturesUnreachable(let words) {
          // Others wait for this transaction, and the next request would only wait in vain as well.
          throw StoreError.picturesUnreachable(words)
        } catch {
          continue
        }
        count += 1
      }
      try transaction.forgetDiscarded(picture)
    }
    return count
  }
}

extension Event {
  /// Whether a picture may have lost its last row.
  fileprivate var discards: Bool {
    switch self {
    case .removed: true
    case .uploaded(_, _, let replaced): replaced != nil
    default: false
    }
  }
}
