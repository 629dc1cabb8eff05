/// The outbox: notices on their way to candidates. The caller sends them. The store makes sure that none is lost and
/// that none is handed out again after it was reported as sent.
extension ReviewStore {
  /// Hands out the next notice that is due, for one attempt that must be answered with ``finishNotice(_:problem:)``
  /// within five minutes; nil when none is due.
  public func nextNotice() throws -> OutgoingNotice? {
    let now = clock()
    return try database.write { try $0.leaseNotice(at: now) }
  }

  /// Writes down that a notice was sent, or why it was not; then it is tried again, later each time, twelve times
  /// in all.
  @discardableResult
  public func finishNotice(_ id: Int64, problem: String? = nil) throws -> Notice? {
    let now = clock()
    return try database.write { transaction in
      let notice = try transaction.finishNotice(id, problem: problem.map(TextRules.cleaned), at: now)
      if let notice, notice.state == .sent || notice.state == .dead {
        try transaction.record(
          "notice", on: notice.registration, by: Actor.office.name,
          after: [.value(.notice, "\(id)"), .word(notice.state.rawValue)], at: now)
      }
      return notice
    }
  }

  /// Walks notices, oldest first; all, or those of one state.
  public func eachNotice(in state: Notice.State? = nil, _ body: (Notice) throws -> Void) throws {
    try database.read { try $0.eachNotice(in: state, body) }
  }

  /// Gives dead notices another round of attempts. Returns how many there were.
  ///
  /// - Parameter name: the member of staff who does it; nil for whoever runs the store.
  public func reviveNotices(by name: String? = nil) throws -> Int {
    let now = clock()
    return try database.write { transaction in
      let actor = try name.map { try self.staff($0, transaction).name } ?? Actor.office.name
      let count = try transaction.reviveNotices(at: now)
      if count > 0 {
        try transaction.record(
          "notices-revive", on: "store", by: actor, after: [.value(.count, "\(count)")], at: now)
      }
      return count
    }
  }
}
