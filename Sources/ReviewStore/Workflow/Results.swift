import Wording

extension Application {
  /// The decision that a candidate may see.
  public enum VisibleResult: String, Sendable, Hashable {
    /// The site has passed it.
    case sitePassed
    /// The last level has passed it.
    case regionPassed
    /// A level has returned it to the candidate.
    case returned
    /// The candidate does not qualify.
    case rejected
  }

  /// The decision that the candidate may see now; nil until the policy shows one.
  ///
  /// A return is visible at once, a pass or a rejection when the policy says so. The last level's decision takes
  /// precedence.
  public func visibleResult(under policy: Policy) -> VisibleResult? {
    if state == .returned { return .returned }
    for level in policy.levels.reversed() where isVisible(level, under: policy) {
      switch self[level].result {
      case .passed where level == policy.levels.last: return .regionPassed
      case .passed: return policy.visibility(of: level) == .final ? nil : .sitePassed
      case .rejected: return .rejected
      case .returned, nil: break
      }
    }
    return nil
  }

  /// Whether the candidate may see a level's decision.
  func isVisible(_ level: Level, under policy: Policy) -> Bool {
    self[level].result != nil && (policy.visibility(of: level) == .atOnce || self[level].published)
  }
}

extension Application {
  /// Whether the candidate has not reacted to a return in time, with the policy's grace period.
  func isOverdue(under policy: Policy, at now: Moment) -> Bool {
    reactBy.map { $0 < policy.overdueBefore(now) } ?? false
  }
}

extension Application {
  /// When uploads end for this candidate; nil where they do not end.
  public func uploadEnd(under policy: Policy) -> Moment? {
    guard let closes = policy.uploadWindow?.closes else { return nil }
    return max(closes, uploadUntil ?? closes)
  }

  /// The end that staff can extend: of the time to react to a return, else of the time to upload while the state locks
  /// nothing; nil where there is none.
  func extensibleEnd(under policy: Policy) -> Moment? {
    if state == .returned { return reactBy }
    return isLocked(under: policy) ? nil : uploadEnd(under: policy)
  }

  /// Whether uploads are accepted outside a return.
  func isWithinWindow(under policy: Policy, at now: Moment) -> Bool {
    (policy.uploadWindow?.opens.map { $0 <= now } ?? true) && (uploadEnd(under: policy).map { now < $0 } ?? true)
  }
}

extension Policy {
  /// When candidates may see a level's decision.
  public func visibility(of level: Level) -> Visibility { level == levels.last ? regionResult : siteResult }

  /// Whether a level's decisions can be published. Decisions of an earlier level that become visible only with the
  /// final one are published with the last level.
  public func declares(_ level: Level) -> Bool { visibility(of: level) != .final || level == levels.last }
}

extension Application.Result {
  /// The decision's name for people.
  public var name: Bilingual {
    switch self {
    case .passed: Bilingual("passed", "通过")
    case .returned: Bilingual("returned", "退回")
    case .rejected: Bilingual("rejected", "拒绝")
    }
  }
}

extension Application.VisibleResult {
  /// The result's name for people.
  public var name: Bilingual {
    switch self {
    case .sitePassed: Application.State.sitePassed.name
    case .regionPassed: Application.State.regionPassed.name
    case .returned: Application.State.returned.name
    case .rejected: Application.State.rejected.name
    }
  }
}
