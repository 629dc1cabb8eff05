/// The outbox of notices to candidates. The caller sends them. The store guarantees that no notice is lost, and that
/// none is handed out again after it was reported as sent.
extension ReviewStore {
  /// Leases the next due notice for one attempt; nil when none is due. The caller must report the outcome with
  /// ``finishNotice(_:problem:)`` within five minutes.
  public func nextNotice() throws -> OutgoingNotice? {
    let now = clock()
    return try engine.write { try $0.leaseNotice(at: now) }
  }

  /// Records that a notice was sent, or why it was not. A failed notice is tried again after a growing pause, twelve
  /// times in all.
  @discardableResult
  public func finishNotice(_ id: Int64, problem: String? = nil) throws -> Notice? {
    let now = clock()
    return try engine.write { transaction in
      let notice = try transaction.finishNotice(id, problem: problem.map(TextRules.cleaned), at: now)
      if let notice, notice.state == .sent || notice.state == .dead {
        try transaction.record(
          "notice", on: notice.registration.rawValue, by: Actor.office.name,
          after: [.value(.notice, "\(id)"), .word(notice.state.rawValue)], at: now)
      }
      return notice
    }
  }

  /// Calls a closure for each notice, oldest first; with a state, only for the notices in it.
  public func eachNotice(in state: Notice.State? = nil, _ body: (Notice) throws -> Void) throws {
    try engine.read { try $0.eachNotice(in: state, body) }
  }

  /// Queues dead notices again with a full number of attempts. Returns their number.
  ///
  /// - Parameter name: the acting member of staff; nil for the office.
  public func reviveNotices(by name: StaffName? = nil) throws -> Int {
    let now = clock()
    return try engine.write { transaction in
      let actor = try name.map { try self.staff($0, transaction).name.rawValue } ?? Actor.office.name
      let count = try transaction.reviveNotices(at: now)
      if count > 0 {
        try transaction.record(
          "notices-revive", on: "store", by: actor, after: [.value(.count, "\(count)")], at: now)
      }
      return count
    }
  }
}
