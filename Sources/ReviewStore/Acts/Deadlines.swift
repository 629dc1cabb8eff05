import Wording

/// Extensions of the time to react to a return.
extension ReviewStore {
  /// Extends one candidate's time to react. The reason is part of the message to the candidate.
  ///
  /// - Throws: ``Refusal``, among others `empty` for a time that is not later than the present one.
  @discardableResult
  public func extend(
    _ registration: RegistrationNumber, until: Moment, reason: String, as staff: StaffName, version: Int? = nil
  ) throws -> Status {
    try perform(
      .extend(until: until, reason: words(reason)), on: registration, by: .staff(staff), version: version
    ).status
  }

  /// Extends the time to react of every candidate who should react earlier and whom the member of staff may give more
  /// time: for the region's staff and admins all, for a site's staff those whom the site has returned; without those with
  /// whom they have a conflict of interest. Returns their registrations. A later return has its own time.
  ///
  /// - Parameter site: only this exam site's candidates; nil for all.
  public func extendAll(
    until: Moment, reason: String, site: String? = nil, as name: StaffName
  ) throws -> [RegistrationNumber] {
    let now = clock()
    let reason = try words(reason)
    return try engine.write { transaction in
      let staff = try self.staff(name, transaction)
      if let site, let own = staff.site, site != own { throw Refusal.anotherSite }
      var extended: [RegistrationNumber] = []
      for number in try transaction.registrations(toReactBefore: until, of: staff.site ?? site) {
        let command = Command(.extend(until: until, reason: reason), by: .staff(staff))
        do {
          try perform(command, on: load(number, transaction), transaction, at: now)
          extended.append(number)
        } catch let refusal as Refusal {
          // A site's staff leave the region's returns alone, and everybody those with which they have a conflict of
          // interest. A time in the past is a mistake for all of them.
          guard [.notYourLevel, .conflictOfInterest].contains(refusal.rule) else { throw refusal }
        }
      }
      if !extended.isEmpty {
        try transaction.record(
          "extend-all", on: "store", by: staff.name.rawValue,
          after: [.reactBy(until), .words(hash: AuditText.hash(of: reason)), .value(.count, "\(extended.count)")],
          at: now)
      }
      return extended
    }
  }
}
