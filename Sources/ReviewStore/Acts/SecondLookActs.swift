import Wording

/// Second looks (二次审核).
extension ReviewStore {
  /// Something that a second reviewer found wrong with a material, as they typed it.
  ///
  /// - Parameters:
  ///   - reason: the id of one of the policy's canned reasons; nil if words are given.
  ///   - note: words; ignored with a reason.
  /// - Throws: ``InputError``.
  public func fault(of material: MaterialID, reason: String?, note: String) throws -> SecondLook.Fault {
    if let reason { return SecondLook.Fault(material: material, note: try cannedReason(reason), under: policy) }
    let checked = try TextRules.checked(
      note, Bilingual("note", "问题说明"), atMost: TextLimits.note, lines: true)
    return SecondLook.Fault(material: material, note: checked, under: policy)
  }

  /// Gives the second verdict on a decision that was drawn for it: a pass without faults, else a return. Nothing of the
  /// application changes, and the candidate is not told.
  ///
  /// - Parameter version: the ``SecondLookView/version`` that the reviewer saw.
  /// - Throws: ``Refusal``, among others `wrong-state` when none waits for this member of staff.
  public func giveSecondLook(
    _ registration: RegistrationNumber, faults: [SecondLook.Fault], as staff: StaffName, version: Int? = nil
  ) throws {
    try perform(
      .secondLook(SecondLook.Verdict(faults.isEmpty ? .passed : .returned, faults)), on: registration,
      by: .staff(staff), version: version)
  }

  /// The number of a second look that waits for a member of staff, chosen as the next application is; nil when none
  /// waits.
  public func nextSecondLook(for name: StaffName) throws -> RegistrationNumber? {
    try engine.read { transaction in
      try openLooks(for: name, transaction).map { entry in
        (number: entry.registration, rank: try transaction.rank(of: entry.registration, for: name))
      }.min { $0.rank < $1.rank }?.number
    }
  }

  /// Everything that the page of a second look shows: the pictures and the registration as before the first review.
  ///
  /// - Throws: ``Refusal``, among others `wrong-state` when none waits for this member of staff.
  public func secondLookView(of number: RegistrationNumber, as name: StaffName) throws -> SecondLookView {
    try engine.read { transaction in
      let staff = try self.staff(name, transaction)
      let stored = try load(number, transaction)
      let look = try Workflow.checkSecondLook(staff, at: stored.application, under: policy)
      guard let record = try transaction.registration(number) else { throw Refusal.noRegistration(number) }
      let blind = StoredApplication(
        id: stored.id, application: stored.application.blinded(for: look, under: policy), findings: stored.findings,
        lacksPapers: stored.lacksPapers)
      return SecondLookView(record, look, try materials(of: blind, for: .staff, transaction))
    }
  }
}
