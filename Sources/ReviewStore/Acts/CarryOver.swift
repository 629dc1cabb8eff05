/// The result of carrying pictures over.
public struct CarryOverSummary: Sendable, Hashable {
  /// The number of this year's registrations that received pictures.
  public internal(set) var registrations = 0
  /// The number of copied pictures.
  public internal(set) var pictures = 0
  /// The number of last year's passed applications without a registration this year.
  public internal(set) var unmatched = 0
  /// This year's registrations that were refused, with the reason.
  public internal(set) var refused: [RegistrationNumber: Refusal] = [:]
}

extension ReviewStore {
  /// Copies last year's pictures of candidates whose application passed the last level, and locks them. People are
  /// matched by identity number. The pictures keep their watermarks and their findings. For materials that must be
  /// uploaded anew, last year's picture is kept as a ``FormerPicture`` for comparison.
  ///
  /// Each registration is a separate transaction, so a second run continues where the first one stopped.
  ///
  /// - Parameter path: last year's store, which is opened read-only.
  /// - Throws: ``Refusal`` `wrong-state` where the policy carries nothing over.
  public func carryOver(from path: String) throws -> CarryOverSummary {
    guard policy.carryOver != nil else {
      throw Refusal.noCarryOver
    }
    let last = try ReviewStore(at: path, readOnly: true)
    var summary = CarryOverSummary()
    try last.engine.read { transaction in
      try transaction.eachPassed { id, idNumber in
        // Older stores kept identity numbers as they were typed.
        guard let person = IdentityNumber.normalized(idNumber) else { return }
        let mine = try engine.read { try $0.registrations(of: person) }
        guard !mine.isEmpty else { return summary.unmatched += 1 }
        let brought = try transaction.pictures(of: id)
        let seen = try transaction.seen(of: id)
        for number in mine { try carryOver(brought, seen, of: last, to: number, &summary) }
      }
    }
    return summary
  }

  private func carryOver(
    _ brought: [Place: StoredPicture], _ seen: [Place: SeenPicture], of last: ReviewStore,
    to number: RegistrationNumber,
    _ summary: inout CarryOverSummary
  ) throws {
    let command = Command(.carryOver(brought), by: .office)
    let now = clock()
    do {
      // Decided here to avoid preparing pictures that would be refused, and again in the transaction below.
      let asked = try engine.read { transaction in
        try Workflow.decide(load(number, transaction).application, command, under: policy, at: now)
      }
      guard !asked.isEmpty else { return }
      var staged: [Digest: any StagedPicture] = [:]
      defer { for picture in staged.values { picture.release() } }
      var looks = seen
      for event in asked {
        guard let (place, picture) = event.lastYears else { continue }
        let bytes = try last.pictures.checked(picture.sha256)
        if case .carriedOver = event, looks[place] == nil { looks[place] = SeenPicture(ofStored: bytes) }
        if staged[picture.sha256] == nil { staged[picture.sha256] = try pictures.stage(bytes) }
      }
      let copied = try engine.write { transaction in
        let stored = try load(number, transaction)
        let events = try Workflow.decide(stored.application, command, under: policy, at: now)
        // Places that became empty after the first decision have no staged file; the next run copies their pictures.
        let ready = events.filter { event in event.lastYears.map { staged[$0.picture.sha256] != nil } ?? true }
        for picture in Set(ready.compactMap { $0.lastYears?.picture.sha256 }) { try staged[picture]!.place() }
        _ = try commit(ready, of: command, to: stored, transaction, at: now)
        var copied = 0
        for case .carriedOver(let place, _) in ready {
          copied += 1
          if let look = looks[place] { try keep(look, at: place, of: stored.id, transaction) }
        }
        return copied
      }
      summary.pictures += copied
      if copied > 0 { summary.registrations += 1 }
    } catch let refusal as Refusal {
      summary.refused[number] = refusal
    }
  }
}

extension Event {
  /// The picture that comes from last year's store, with its place; nil for other events.
  fileprivate var lastYears: (place: Place, picture: StoredPicture)? {
    switch self {
    case .carriedOver(let place, let picture), .remembered(let place, let picture): (place, picture)
    default: nil
    }
  }
}
