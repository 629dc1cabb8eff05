import Foundation
import ImageKit
import Wording

/// Acts of reviewers. Every act may carry the version that the reviewer saw; it is refused as `stale-version` if the
/// version has changed.
extension ReviewStore {
  /// Applications that wait for a member of staff: at their level and, for site staff, of their site. By default the
  /// one that has waited longest comes first.
  ///
  /// - Parameters:
  ///   - registration: the last entry of the previous page; nil for the first page.
  ///   - limit: the most entries to return.
  ///   - order: the order of the entries.
  public func queue(
    for staff: StaffName, after registration: RegistrationNumber? = nil, limit: Int = 100, by order: QueueOrder = .since
  ) throws -> [QueueEntry] {
    let now = clock()
    return try engine.read { transaction in
      let staff = try self.staff(staff, transaction)
      return try transaction.queue(
        statesOfReview(for: staff), site: staff.site, for: staff.name, after: registration, limit: limit, by: order,
        under: policy, at: now)
    }
  }

  /// Claims an application, or extends the claim.
  @discardableResult
  public func claim(_ registration: RegistrationNumber, as staff: StaffName, version: Int? = nil) throws -> Status {
    try perform(.claim, on: registration, by: .staff(staff), version: version).status
  }

  /// Releases the claim on an application.
  @discardableResult
  public func release(_ registration: RegistrationNumber, as staff: StaffName, version: Int? = nil) throws -> Status {
    try perform(.release, on: registration, by: .staff(staff), version: version).status
  }

  /// Accepts a picture.
  @discardableResult
  public func accept(
    _ place: Place, of registration: RegistrationNumber, as staff: StaffName, version: Int? = nil
  ) throws -> Status {
    try perform(.accept(place), on: registration, by: .staff(staff), version: version).status
  }

  /// Accepts every picture that is not decided yet, in one act.
  ///
  /// - Parameter seen: the places that the reviewer has looked at; if one is missing, the act is refused `incomplete`.
  @discardableResult
  public func acceptAll(
    of registration: RegistrationNumber, seen: [Place], as staff: StaffName, version: Int? = nil
  ) throws -> Status {
    try perform(.acceptAll(seen: seen), on: registration, by: .staff(staff), version: version).status
  }

  /// Asks for another picture at a place, or for a first one at an empty place. The candidate sees the note after the
  /// return.
  @discardableResult
  public func want(
    _ place: Place, of registration: RegistrationNumber, note: String, as staff: StaffName, version: Int? = nil
  ) throws -> Status {
    try perform(
      .want(place, note: words(note)), on: registration, by: .staff(staff), version: version
    ).status
  }

  /// Returns the application to the candidate, who gets a message at once.
  ///
  /// - Parameter material: a material of which another picture is asked for in the same act, with the same note; nil for
  ///   what has been asked for before.
  @discardableResult
  public func giveBack(
    _ registration: RegistrationNumber, note: String, wanting material: MaterialID? = nil, as staff: StaffName,
    version: Int? = nil
  ) throws -> Status {
    let note = try words(note)
    let act: Command.Act = material.map { .returnWanting($0, note: note) } ?? .return(note: note)
    return try perform(act, on: registration, by: .staff(staff), version: version).status
  }

  /// Withdraws a return, while the candidate has changed nothing.
  @discardableResult
  public func withdraw(_ registration: RegistrationNumber, as staff: StaffName, version: Int? = nil) throws -> Status {
    try perform(.withdraw, on: registration, by: .staff(staff), version: version).status
  }

  /// Rejects the application: the candidate does not qualify, and nothing is unlocked.
  @discardableResult
  public func reject(_ registration: RegistrationNumber, note: String, as staff: StaffName, version: Int? = nil) throws
    -> Status
  {
    try perform(.reject(note: words(note)), on: registration, by: .staff(staff), version: version).status
  }

  /// Reopens a passed or rejected application.
  @discardableResult
  public func reopen(_ registration: RegistrationNumber, as staff: StaffName, version: Int? = nil) throws -> Status {
    try perform(.reopen, on: registration, by: .staff(staff), version: version).status
  }

  /// Passes the application at the reviewer's level.
  @discardableResult
  public func pass(_ registration: RegistrationNumber, as staff: StaffName, version: Int? = nil) throws -> Status {
    try perform(.pass, on: registration, by: .staff(staff), version: version).status
  }

  /// Sets the stage after the last level's pass: payment, preparing, passed or failed.
  @discardableResult
  public func setStage(
    _ stage: Application.State, of registration: RegistrationNumber, as staff: StaffName, version: Int? = nil
  ) throws -> Status {
    try perform(.stage(stage), on: registration, by: .staff(staff), version: version).status
  }

  /// The text of the policy's canned reason with an id.
  ///
  /// - Throws: ``InputError/unknownReason(_:known:)``.
  public func cannedReason(_ id: String) throws -> String {
    guard let reason = policy.reasons.first(where: { $0.id == id }) else {
      throw InputError.unknownReason(id, known: policy.reasons.map(\.id))
    }
    return reason.text
  }

  /// Words for the candidate, checked.
  func words(_ note: String) throws -> String {
    try TextRules.checked(
      note, Bilingual("note for the candidate", "给考生的审核意见"), atMost: TextLimits.note, lines: true)
  }
}
