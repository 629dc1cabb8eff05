import Wording

/// Conflicts of interest (回避): who keeps away from which application.
extension ReviewStore {
  /// Declares that a member of staff has a conflict of interest with a candidate. They can then neither see nor review
  /// the application, and a claim of theirs ends.
  ///
  /// - Parameters:
  ///   - isOwn: whether it is the member of staff's own registration.
  ///   - reason: why, in words; the log has its hash.
  ///   - actor: the member of staff themselves, or an admin; nil for the office.
  /// - Throws: ``Refusal``, among others `already-exists`, `not-your-level` when somebody else than an admin declares it
  ///   of another person.
  public func declareConflict(
    of name: StaffName, with registration: RegistrationNumber, isOwn: Bool = false, reason: String,
    by actor: StaffName? = nil
  ) throws {
    let reason = try TextRules.checked(
      reason, Bilingual("reason", "回避原因"), atMost: TextLimits.note, lines: true)
    let now = clock()
    try engine.write { transaction in
      let actor = try self.actor(actor.map { .declarer($0) } ?? .office, transaction)
      _ = try staff(name, transaction)
      try perform(
        Command(.declareConflict(of: name, isOwn ? .own : .declared, reason: reason), by: actor),
        on: load(registration, transaction), transaction, at: now)
    }
  }

  /// Withdraws a conflict of interest.
  ///
  /// - Parameter admin: an admin, who is not the person concerned; nil for the office.
  /// - Throws: ``Refusal``, among others `not-found`, `not-your-level`.
  public func withdrawConflict(
    of name: StaffName, with registration: RegistrationNumber, by admin: StaffName? = nil
  ) throws {
    try perform(.withdrawConflict(of: name), on: registration, by: admin.map { .declarer($0) } ?? .office)
  }
}
