import ImageKit
import Wording

/// Acts of staff on what is registered, as opposed to what was uploaded.
extension ReviewStore {
  /// Corrects the registration's data until the last level has passed the application. The log holds hashes of the
  /// values before and after, and the candidate is told which fields were corrected.
  ///
  /// When a corrected registration requires more than was handed in, the application is returned to the candidate; see
  /// ``Workflow``.
  ///
  /// - Throws: ``Refusal``, among others `empty` if nothing differs; ``InputError``, as when a registration is added.
  @discardableResult
  public func correct(
    _ number: RegistrationNumber, _ correction: Correction, as name: StaffName, version: Int? = nil
  ) throws -> Status {
    let now = clock()
    return try engine.write { transaction in
      let staff = try self.staff(name, transaction)
      let next = try correct(
        try load(number, transaction), correction, by: staff, version: version, transaction, at: now)
      return Status(next, under: policy, at: now)
    }
  }

  /// Corrects a registration within an act.
  func correct(
    _ stored: StoredApplication, _ correction: Correction, by staff: Staff, version: Int?,
    _ transaction: any StoreWriting, at now: Moment
  ) throws -> Application {
    let old = try transaction.unmasked(stored.id)
    // Whoever may not correct it learns that first, whatever they typed.
    var command = Command(.correct(RegistrationField.allCases, stored.application.applicant), by: .staff(staff))
    command.version = version
    _ = try Workflow.decide(stored.application, command, under: policy, at: now)
    let new = try checked(correction.applied(to: old))
    let fields = old.differences(to: new)
    command.act = .correct(fields, stored.application.applicant.corrected(to: new))
    let events = try Workflow.decide(stored.application, command, under: policy, at: now)
    let hashes = (
      before: try transaction.fieldHashes(fields, of: old, stored.id),
      after: try transaction.fieldHashes(fields, of: new, stored.id)
    )
    try transaction.correct(stored.id, to: new)
    // What was found about a number concerns the old one.
    if fields.contains(.idNumber) || fields.contains(.identity) {
      try transaction.dropNumbers(of: stored.id)
    }
    return try commit(events, of: command, to: stored, transaction, fields: hashes, at: now)
  }

  /// The whole identity number, for the reviewer who holds the claim. Each showing is logged, without the number.
  ///
  /// - Throws: ``Refusal``, among others `wrong-state` without a claim, `not-found` when none is registered.
  public func showIdentityNumber(of number: RegistrationNumber, as name: StaffName) throws -> String {
    let now = clock()
    return try engine.write(.application(number)) { transaction in
      let command = Command(.showIdentity, by: .staff(try self.staff(name, transaction)))
      let stored = try load(number, transaction)
      let events = try Workflow.decide(stored.application, command, under: policy, at: now)
      guard let whole = try transaction.unmasked(stored.id).idNumber else {
        throw Refusal(.notFound, "No identity number is registered.", "该考生未登记证件号码。")
      }
      _ = try commit(events, of: command, to: stored, transaction, at: now)
      return whole
    }
  }
}

extension Applicant {
  /// The facts after a correction of the registration.
  func corrected(to new: NewRegistration) -> Applicant {
    var applicant = self
    applicant.category = new.category
    applicant.identity = new.identity
    applicant.returning = new.returning
    applicant.profileComplete = new.mobile != nil && new.address != nil
    return applicant
  }
}
