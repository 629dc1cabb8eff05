/// The outbox of notices to candidates. The caller sends them. The store guarantees that no notice is lost, and that
/// none is handed out again after it was reported as sent. Several senders, also on several portals, get different notices.
extension ReviewStore {
  /// Leases the next due notice for one attempt; nil when none is due. The caller must report the outcome with
  /// ``finishNotice(_:problem:)`` within five minutes.
  public func nextNotice() throws -> OutgoingNotice? {
    let now = clock()
    return try engine.write(.notices) { try $0.leaseNotice(at: now) }
  }

  /// Records that a notice was sent, or why it was not. A failed notice is tried again after a growing pause, twelve
  /// times in all.
  @discardableResult
  public func finishNotice(_ id: Int64, problem: String? = nil) throws -> Notice? {
    let now = clock()
    guard let number = try engine.read({ try $0.notice(id)?.registration }) else { return nil }
    return try engine.write(.application(number)) { transaction in
      let notice = try transaction.finishNotice(id, problem: problem.map(TextRules.cleaned), at: now)
      if let notice, notice.state == .sent || notice.state == .dead {
        try transaction.record(
          "notice", on: notice.registration.rawValue, by: Actor.office.name,
          after: [.value(.notice, "\(id)"), .word(notice.state.rawValue)], at: now)
      }
      return notice
    }
  }

  /// Records what the gateway reports of a notice that it had accepted: that it was delivered, or why not. A notice that
  /// was not delivered is given up until ``reviveNotices(by:)``. Repeating a report has no effect.
  ///
  /// - Parameters:
  ///   - problem: why it was not delivered; nil when it was.
  ///   - name: the acting member of staff; nil for the office.
  /// - Throws: ``Refusal`` `not-found`; `wrong-state` if the notice has not been sent.
  @discardableResult
  public func reportDelivery(of id: Int64, problem: NoticeProblem? = nil, by name: StaffName? = nil) throws -> Notice {
    let now = clock()
    let unknown = Refusal(.notFound, "There is no notice \(id).", "没有编号为 \(id) 的短信。")
    guard let number = try engine.read({ try $0.notice(id)?.registration }) else {
      _ = try engine.read { try officer(name, for: .notices, $0) }
      throw unknown
    }
    return try engine.write(.application(number)) { transaction in
      let actor = try officer(name, for: .notices, transaction)
      guard let notice = try transaction.notice(id) else { throw unknown }
      let isRepeated =
        problem == nil
        ? notice.deliveredAt != nil : notice.state == .dead && notice.problem == problem?.text
      if isRepeated { return notice }
      guard notice.state == .sent, notice.deliveredAt == nil else {
        throw Refusal(
          .wrongState, "Notice \(id) does not wait for a report: it is \(notice.state.name.english).",
          "编号 \(id) 的短信当前为“\(notice.state.name.chinese)”，不能登记送达结果。")
      }
      if let problem {
        try transaction.setUndelivered(id, problem: problem.text)
      } else {
        try transaction.setDelivered(id, at: now)
      }
      try transaction.record(
        "notice", on: notice.registration.rawValue, by: actor,
        after: [.value(.notice, "\(id)"), .word(problem == nil ? "delivered" : "undelivered")], at: now)
      return try transaction.notice(id) ?? notice
    }
  }

  /// Records that a candidate has seen all messages so far. Returns the number of those that had not been seen.
  @discardableResult
  public func seeMessages(of registration: RegistrationNumber) throws -> Int {
    let now = clock()
    return try engine.write { transaction in
      let count = try transaction.markSeen(load(registration, transaction).id, at: now)
      if count > 0 {
        try transaction.record(
          "messages-seen", on: registration.rawValue, by: Actor.candidate.name, after: [.value(.count, "\(count)")],
          at: now)
      }
      return count
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
      let actor = try officer(name, for: .notices, transaction)
      let count = try transaction.reviveNotices(at: now)
      if count > 0 {
        try transaction.record(
          "notices-revive", on: "store", by: actor, after: [.value(.count, "\(count)")], at: now)
      }
      return count
    }
  }
}
