import Wording

/// What the store found of a browser with which somebody has signed in.
public struct BrowserNote: Sendable, Hashable {
  /// Whether the account was used from other browsers before, and never from this one. Its owner should be told.
  public let isNew: Bool
  /// New browsers of which the owner was not told yet, and is told now.
  public let untold: [KnownBrowser]
}

/// The sessions of staff, as their owner and the office see them.
extension ReviewStore {
  /// The sessions of a member of staff that have not ended, the latest use first. Those that were left alone are among
  /// them: how long a session may be idle is the portal's to know.
  ///
  /// - Throws: ``Refusal`` `not-found`.
  public func sessions(of name: StaffName) throws -> [PortalVisit] {
    let now = clock()
    return try engine.read { transaction in
      guard try transaction.staff(name) != nil else { throw Refusal.noStaff(name) }
      return try sessions(of: name, transaction, at: now)
    }
  }

  private func sessions(
    of name: StaffName, _ transaction: any StoreReading, at now: Moment
  ) throws -> [PortalVisit] {
    // Visits of former credentials open nothing any more.
    let stamp = try transaction.credentialText(ofStaff: name).map(Self.stamp)
    return try transaction.visits(of: PortalVisit.visitor(of: name)).filter { visit in
      visit.stamp == stamp && now < visit.began.adding(seconds: PortalVisit.longest)
    }
  }

  /// Ends sessions of a member of staff.
  ///
  /// - Parameters:
  ///   - id: the only one that ends; nil for all.
  ///   - kept: the token of one that does not end.
  ///   - owner: the member of staff, if it is them; nil for the office.
  /// - Returns: how many have ended.
  /// - Throws: ``Refusal`` `not-found` when there is no such session.
  @discardableResult
  public func endSessions(
    of name: StaffName, only id: String? = nil, keeping kept: String? = nil, by owner: StaffName? = nil
  ) throws -> Int {
    let now = clock()
    return try engine.write { transaction in
      guard let staff = try transaction.staff(name) else { throw Refusal.noStaff(name) }
      let actor = owner == name ? name.rawValue : try self.officer(owner, for: .credentials, on: staff, transaction)
      let ending = try sessions(of: name, transaction, at: now).filter { visit in
        visit.token != kept && (id.map { $0 == visit.id } ?? true)
      }
      guard !ending.isEmpty || id == nil else {
        throw Refusal(.notFound, "There is no such session; it may have ended.", "没有此登录会话，可能已结束。")
      }
      for visit in ending { try transaction.endVisit(visit.token, tellingAt: nil) }
      if !ending.isEmpty {
        try transaction.record(
          "sessions-end", on: name.rawValue, by: actor, after: [.value(.count, "\(ending.count)")], at: now)
      }
      return ending.count
    }
  }

  /// Notes the browser with which a member of staff has signed in. One that was not used before is logged, and its owner
  /// is to be told of it; the very first one is only logged, for there is nobody else to tell.
  ///
  /// - Parameters:
  ///   - mark: an HMAC of the value by which the portal recognizes the browser.
  ///   - isRecognized: whether the portal knows otherwise that the person has used it.
  ///   - showsNews: whether the person reads what this sign-in tells; a program does not.
  public func noteBrowser(
    _ mark: String, _ kind: BrowserKind, of name: StaffName, isRecognized: Bool = false, showsNews: Bool = true
  ) throws -> BrowserNote {
    let now = clock()
    let visitor = PortalVisit.visitor(of: name)
    let browser = KnownBrowser(visitor: visitor, mark: mark, kind: kind, first: now, used: now, told: now)
    let isKnown = try engine.readStatement { try $0.browsers(of: visitor) }.contains { $0.mark == mark }
    guard !isKnown, !isRecognized else {
      return try engine.write(.portals) { transaction in
        try transaction.save(browser)
        guard showsNews else { return BrowserNote(isNew: false, untold: []) }
        let untold = try transaction.browsers(of: visitor).filter { $0.told == nil && $0.mark != mark }
        if !untold.isEmpty { try transaction.tellBrowsers(of: visitor, but: mark, at: now) }
        return BrowserNote(isNew: false, untold: untold)
      }
    }
    return try engine.write { transaction in
      let others = try transaction.browsers(of: visitor)
      // Another request of the same browser may have been first.
      guard !others.contains(where: { $0.mark == mark }) else { return BrowserNote(isNew: false, untold: []) }
      var browser = browser
      if !others.isEmpty { browser.told = nil }
      try transaction.save(browser)
      try transaction.record(
        "sign-in-browser", on: name.rawValue, by: name.rawValue, after: [.value(.browser, kind.code)], at: now)
      return BrowserNote(isNew: !others.isEmpty, untold: [])
    }
  }

  /// Changes what the next pages of a member of staff's sessions tell.
  public func changeNews(ofSessionsOf name: StaffName, _ change: (String?) throws -> String?) throws {
    try engine.write(.portals) { transaction in
      for visit in try transaction.visits(of: PortalVisit.visitor(of: name)) {
        try transaction.setNews(try change(visit.news), of: visit.token)
      }
    }
  }
}

extension PortalVisit {
  /// A session of a member of staff for programs.
  ///
  /// - Parameter isThis: whether it is the one that asks; nil where no session does.
  public func json(isThis: Bool? = nil) -> JSON {
    let json: JSON = [
      "id": .string(id), "browser": .optional(browser?.code), "beganAt": .time(began), "usedAt": .time(used),
    ]
    return isThis.map { json.adding(["current": .bool($0)]) } ?? json
  }
}
