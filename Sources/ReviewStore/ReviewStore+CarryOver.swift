/// What came of carrying over.
public struct CarryOverSummary: Sendable, Hashable {
  /// This year's registrations that got pictures.
  public internal(set) var registrations = 0
  /// Pictures that were copied.
  public internal(set) var pictures = 0
  /// Last year's passed applications of people who have not registered this year.
  public internal(set) var unmatched = 0
  /// This year's registrations that could take nothing over, with the reason.
  public internal(set) var refused: [String: Refusal] = [:]
}

extension ReviewStore {
  /// Copies last year's pictures, of those whose application passed the last level then, as locked ones; people are
  /// matched by identity number. Old stamps stay. Of materials that the policy wants anew, last year's are
  /// kept for reviewers to compare with, as ``FormerPicture``.
  ///
  /// Each registration is an act of its own: running it again goes on where it stopped.
  ///
  /// - Parameter path: last year's store, which is only read.
  /// - Throws: ``Refusal`` `wrong-state` where the policy carries nothing over.
  public func carryOver(from path: String) throws -> CarryOverSummary {
    guard policy.carryOver != nil else {
      throw Refusal(
        .wrongState, "This policy carries nothing over from last year.", "本考区规则不沿用上一年的材料。")
    }
    let last = try ReviewStore(at: path, readOnly: true)
    var summary = CarryOverSummary()
    try last.database.read { transaction in
      try transaction.each(
        """
        SELECT id, idNumber FROM registration WHERE idNumber <> '' AND erasedAt IS NULL
          AND state IN ('regionPassed', 'payment', 'preparing', 'passed', 'failed') ORDER BY id
        """
      ) { row in
        // Stores of an older make kept numbers as they were typed.
        guard let person = IdentityNumber.normalized(row[1]) else { return }
        let pictures = try transaction.pictures(of: row[0])
        let mine = try database.read { try $0.registrations(of: person) }
        if mine.isEmpty { summary.unmatched += 1 }
        for number in mine { try carryOver(pictures, of: last, to: number, &summary) }
      }
    }
    return summary
  }

  private func carryOver(
    _ pictures: [Place: StoredPicture], of last: ReviewStore, to number: String, _ summary: inout CarryOverSummary
  ) throws {
    let command = Command(.carryOver(pictures), by: .office)
    let now = clock()
    do {
      let copied = try database.write { transaction in
        let stored = try load(number, transaction)
        let events = try Workflow.decide(stored.application, command, under: policy, at: now)
        for picture in events.compactMap(\.lastYearsPicture) {
          let staged = try files.stage(try last.files.checked(picture.sha256))
          defer { files.release(staged) }
          try files.place(staged)
        }
        _ = try commit(events, of: command, to: stored, transaction, at: now)
        return events.count { if case .carriedOver = $0 { true } else { false } }
      }
      summary.pictures += copied
      if copied > 0 { summary.registrations += 1 }
    } catch let refusal as Refusal {
      summary.refused[number] = refusal
    }
  }
}

extension Event {
  /// The picture that came from last year's store, if one did.
  fileprivate var lastYearsPicture: StoredPicture? {
    switch self {
    case .carriedOver(_, let picture), .remembered(_, let picture): picture
    default: nil
    }
  }
}

extension Transaction {
  /// A registration's pictures. Nothing else is asked of last year's store, which may be of an older make.
  fileprivate func pictures(of registration: Int64) throws -> [Place: StoredPicture] {
    let rows = try rows(
      "SELECT material, position, sha256, bytes, width, height FROM slot WHERE registration = ? AND sha256 IS NOT NULL",
      [registration])
    return Dictionary(
      uniqueKeysWithValues: rows.map { row in
        (Place(row[0], row[1]), StoredPicture(sha256: row[2], bytes: row[3], width: row[4], height: row[5]))
      })
  }

  /// The registrations of a person, by identity number.
  fileprivate func registrations(of idNumber: String) throws -> [String] {
    try rows("SELECT number FROM registration WHERE idNumber = ? AND erasedAt IS NULL ORDER BY id", [idNumber])
      .map { $0[0] }
  }
}
