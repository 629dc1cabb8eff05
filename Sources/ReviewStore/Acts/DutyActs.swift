import Wording

/// Handing out work: the next application, caps of the day, and absences.
extension ReviewStore {
  /// Claims the next application for a member of staff: one of those that have waited longest, that are complete and
  /// that nobody holds, and with which they have no conflict of interest. An admin does not get one for the second level
  /// that they passed at the first. See ``Assignment`` for which it is. Nil when nothing waits.
  ///
  /// - Throws: ``Refusal`` `closed` for somebody who is absent, `full` when the cap of the day is reached.
  public func claimNext(as name: StaffName) throws -> Status? {
    let now = clock()
    return try engine.write { transaction in
      let staff = try self.staff(name, transaction)
      try transaction.duty(of: staff, at: now).check()
      let states = statesOfReview(for: staff)
      var last: RegistrationNumber?
      repeat {
        let page = try transaction.queue(
          states, site: staff.site, for: name, after: last, limit: Self.pageOfQueue, by: .since, under: policy, at: now)
        let waiting = try page.filter(\.complete).map { entry in
          let isOwn = entry.state == .sitePassed && staff.role == .admin
          let isFree = try entry.claimedBy == nil && !(isOwn && transaction.lastPasser(of: entry.registration) == name)
          return Assignment.Waiting(
            registration: entry.registration, since: entry.since, isFree: isFree,
            isHeld: entry.claimedBy.map { $0 != name } ?? false)
        }
        let order = try Assignment.order(waiting) { try transaction.rank(of: $0, for: name) }
        if let number = order.first {
          let claimed = try perform(
            Command(.claim, by: .staff(staff)), on: load(number, transaction), transaction, at: now)
          return Status(claimed.application, under: policy, at: now)
        }
        last = page.count == Self.pageOfQueue ? page.last?.registration : nil
      } while last != nil
      return nil
    }
  }

  /// How many entries of the queue are looked at together.
  private static let pageOfQueue = 64

  /// The states in which a member of staff reviews.
  func statesOfReview(for staff: Staff) -> [Application.State] {
    [.submitted, .sitePassed].filter { policy.level(reviewing: $0).map(staff.mayAct) ?? false }
  }

  /// Sets how many applications a member of staff decides a day at most by "next". Opening one by hand stays possible.
  ///
  /// - Parameters:
  ///   - cap: from 0 to 10,000; nil for any number.
  ///   - officer: the acting admin; nil for the office.
  public func setDailyCap(_ cap: Int?, of name: StaffName, by officer: StaffName? = nil) throws {
    guard cap.map((0...10_000).contains) ?? true else {
      throw Refusal(.empty, "The cap of the day is a number from 0 to 10000.", "每日上限应为 0 至 10000 的整数。")
    }
    try changeDuty("staff-cap", of: name, by: officer) { transaction in
      try transaction.setCap(cap, of: name)
      return [.value(.cap, cap.map { "\($0)" } ?? "none")]
    }
  }

  /// Enters days on which a member of staff is absent: nothing is handed out to them.
  ///
  /// - Parameters:
  ///   - first: a moment of the first day.
  ///   - last: a moment of the last day.
  ///   - officer: the acting admin; nil for the office.
  /// - Throws: ``Refusal`` `empty` when the last day is before the first, `already-exists` for the same first day.
  public func enterAbsence(of name: StaffName, from first: Moment, to last: Moment, by officer: StaffName? = nil) throws
  {
    let absence = Absence(staff: name, firstDay: first.date, lastDay: last.date)
    guard absence.firstDay <= absence.lastDay else {
      throw Refusal(.empty, "The last day of an absence is not before its first day.", "缺勤的最后一日不能早于第一日。")
    }
    try changeDuty("staff-absent", of: name, by: officer) { transaction in
      guard try transaction.insert(absence) else {
        throw Refusal(
          .alreadyExists, "An absence of \(name) from \(absence.firstDay) on is entered already. Remove it first.",
          "\(name) 自 \(absence.firstDay) 起的缺勤已登记，请先撤销。")
      }
      return [.value(.from, absence.firstDay), .value(.until, absence.lastDay)]
    }
  }

  /// Removes the absence that begins on a day.
  ///
  /// - Throws: ``Refusal`` `not-found`.
  public func removeAbsence(of name: StaffName, from first: Moment, by officer: StaffName? = nil) throws {
    try changeDuty("staff-present", of: name, by: officer) { transaction in
      guard try transaction.removeAbsence(of: name, from: first.date) else {
        throw Refusal(
          .notFound, "No absence of \(name) from \(first.date) on is entered.", "\(name) 没有自 \(first.date) 起的缺勤登记。")
      }
      return [.value(.from, first.date)]
    }
  }

  private func changeDuty(
    _ action: String, of name: StaffName, by officer: StaffName?, _ change: (any StoreWriting) throws -> [LoggedFact]
  ) throws {
    let now = clock()
    try engine.write { transaction in
      let actor = try self.officer(officer, for: .duties, transaction)
      _ = try staff(name, transaction)
      let facts = try change(transaction)
      try transaction.record(action, on: name.rawValue, by: actor, after: facts, at: now)
    }
  }
}
