/// What the portals of a store share: who is signed in, and wrong attempts to sign in. Changes do not wait for the disk:
/// a power failure may undo the last ones, which signs people out or forgets an attempt.
extension ReviewStore {
  /// Begins a visit.
  public func begin(_ visit: PortalVisit) throws { try engine.write(.portals) { try $0.save(visit) } }

  /// A visit by its token; nil when there is none.
  public func visit(_ token: String) throws -> PortalVisit? { try engine.readStatement { try $0.visit(token) } }

  /// Records that a visit was used.
  public func useVisit(_ token: String, at now: Moment) throws {
    try engine.write(.portals) { try $0.use(token, at: now) }
  }

  /// Ends a visit.
  ///
  /// - Parameter now: the time, if the sign-in page is to tell that it ended.
  public func endVisit(_ token: String, tellingAt now: Moment? = nil) throws {
    try engine.write(.portals) { try $0.endVisit(token, tellingAt: now) }
  }

  /// Ends all visits of a visitor.
  public func endVisits(of visitor: String) throws { try engine.write(.portals) { try $0.endVisits(of: visitor) } }

  /// How many people are signed in, visits that were left included.
  public func visitCount() throws -> Int { try engine.readStatement { try $0.visitCount() } }

  /// Changes what the next page of a visit tells. Nothing happens when there is no such visit.
  public func changeNews(of token: String, _ change: (String?) throws -> String?) throws {
    try engine.write(.portals) { transaction in
      guard let visit = try transaction.visit(token), !visit.isEnded else { return }
      let news = try change(visit.news)
      if news != visit.news { try transaction.setNews(news, of: token) }
    }
  }

  /// Changes buckets of attempts in one transaction, so that those of several portals count together.
  ///
  /// - Parameters:
  ///   - room: how many buckets are remembered.
  ///   - oldest: beyond that, buckets last used before this time go first, in seconds since 1970.
  public func changeAttempts<Value>(
    _ buckets: [String], room: Int, oldest: Double, _ change: (inout [String: AttemptLevel]) -> Value
  ) throws -> Value {
    try engine.write(.portals) { transaction in
      let before = try transaction.attempts(buckets)
      var levels = before
      let value = change(&levels)
      for bucket in Set(buckets) where levels[bucket] != before[bucket] {
        try transaction.setAttempts(levels[bucket], in: bucket)
      }
      try transaction.forgetAttempts(before: oldest, beyond: room)
      return value
    }
  }

  /// How many buckets of attempts there are.
  public func attemptCount() throws -> Int { try engine.readStatement { try $0.attemptCount() } }

  /// Removes visits that began, and keys of uploads that were used, before a time.
  public func forgetVisits(before time: Moment) throws {
    try engine.write(.portals) { transaction in
      // A copy of the store is compared with it.
      if try transaction.closure() == nil { try transaction.forgetVisits(before: time) }
    }
  }
}
