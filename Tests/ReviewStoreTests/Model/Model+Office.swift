@testable import ReviewStore

/// Appeals, and what the office does besides the review itself.
extension Model {
  // MARK: - Appeals

  /// Whether the candidate may see a level's decision.
  func visible(_ level: Level) -> Bool {
    policy.visibility(of: level) == .atOnce || published.contains(level)
  }

  mutating func fileAppeal(_ now: Int) -> Refusal.Rule? {
    var rules: [Refusal.Rule] = []
    if !activated { rules.append(.notActivated) }
    let level = [Level.region, .site].first { results[$0] == .rejected }
    if let level, visible(level), let until = rejection?.appealUntil {
      if now > until { rules.append(.closed) }
      if appeal != nil { rules.append(.alreadyExists) }
    } else {
      rules.append(.wrongState)
    }
    if let rule = first(rules) { return rule }
    appeal = (level!, rejection!.by, nil)
    version += 1
    return nil
  }

  mutating func decideAppeal(_ outcome: Appeal.Outcome, _ staff: Staff, _ now: Int, _ seen: Int?) -> Refusal.Rule? {
    var rules = obstacles(staff, appeal?.level, now, seen)
    if staff.name == appeal?.firstDecider { rules.append(.notYourLevel) }
    if appeal?.outcome != nil || state != .rejected { rules.append(.wrongState) }
    if let rule = first(rules) { return rule }
    appeal?.outcome = outcome
    if outcome == .granted { takeBack(appeal!.level) } else { version += 1 }
    return nil
  }

  mutating func acceptAll(_ seen: [String], _ staff: Staff, _ now: Int, _ version: Int?) -> Refusal.Rule? {
    var rules = obstacles(staff, turn, now, version)
    let left = places.filter { $0.value.filled && ![.accepted, .wanted].contains($0.value.state) }.keys
    if !left.allSatisfy(seen.contains) { rules.append(.incomplete) }
    if left.isEmpty { rules.append(.empty) }
    if let rule = first(rules) { return rule }
    for key in left { places[key]?.state = .accepted }
    self.version += 1
    if state == .sitePassed { regionActed = true }
    claim = (staff.name, now + 30)
    return nil
  }

  // MARK: - Second looks

  mutating func lookAgain(_ verdict: SecondLook.Verdict, _ staff: Staff, _ seen: Int?) -> Refusal.Rule? {
    var rules: [Refusal.Rule] = []
    if staff.role == .site, staff.site != site { return .notYourSite }
    if state == .filling { rules.append(.notFound) }
    if staff.role == .region, results[.region] == nil, results[.site] != .passed { rules.append(.notYourLevel) }
    if conflicts.contains(staff.name) { rules.append(.conflictOfInterest) }
    let index = looks.firstIndex {
      $0.by != staff.name && (staff.role == .admin || staff.role.rawValue == $0.level.rawValue)
    }
    if let index {
      if let seen, seen != looks[index].version { rules.append(.staleVersion) }
    } else {
      rules.append(.wrongState)
    }
    if (verdict.result == .passed) != verdict.faults.isEmpty { rules.append(.empty) }
    if let rule = first(rules) { return rule }
    looks.remove(at: index!)
    looksGiven += 1
    return nil
  }

  // MARK: - Conflicts of interest

  mutating func declareConflict(of name: StaffName, _ staff: Staff, _ seen: Int?) -> Refusal.Rule? {
    var rules: [Refusal.Rule] = []
    if staff.role == .site, staff.site != site { rules.append(.notYourSite) }
    if staff.role != .admin, staff.name != name { rules.append(.notYourLevel) }
    if let seen, seen != version { rules.append(.staleVersion) }
    if conflicts.contains(name) { rules.append(.alreadyExists) }
    if let rule = first(rules) { return rule }
    conflicts.insert(name)
    if claim?.staff == name { claim = nil }
    return nil
  }

  mutating func withdrawConflict(of name: StaffName, _ staff: Staff, _ seen: Int?) -> Refusal.Rule? {
    var rules: [Refusal.Rule] = []
    if !conflicts.contains(name) { rules.append(.notFound) }
    if staff.role != .admin || staff.name == name { rules.append(.notYourLevel) }
    if let seen, seen != version { rules.append(.staleVersion) }
    if let rule = first(rules) { return rule }
    conflicts.remove(name)
    return nil
  }

  // MARK: - The office

  /// The refusals of acts that need no level and no activation.
  private func obstacles(_ staff: Staff, _ now: Int, _ seen: Int?) -> [Refusal.Rule] {
    obstacles(staff, nil, now, seen).filter { ![.notActivated, .wrongState].contains($0) }
  }

  mutating func correct(returning: Bool, _ staff: Staff, _ now: Int, _ seen: Int?) -> Refusal.Rule? {
    var rules = obstacles(staff, now, seen)
    if ![.filling, .submitted, .sitePassed, .returned].contains(state) { rules.append(.wrongState) }
    if returning == self.returning { rules.append(.empty) }
    if let rule = first(rules) { return rule }
    self.returning = returning
    looks = []
    if version == versionOfReturn { versionOfReturn += 1 }
    version += 1
    guard !isComplete, (state == .submitted && !isAutomatic) || state == .sitePassed else { return nil }
    memory = Memory(state: .submitted, places: places)
    state = .returned
    reactBy = policy.reactionHours.map { now + $0 * 60 }
    results[.site] = .returned
    published.remove(.site)
    versionOfReturn = version
    claim = nil
    for (key, place) in places where place.filled && place.state != .wanted { places[key]?.state = .unlocked }
    return nil
  }

  mutating func showIdentity(_ staff: Staff, _ now: Int, _ seen: Int?) -> Refusal.Rule? {
    var rules = obstacles(staff, turn, now, seen)
    if claim.map({ $0.staff != staff.name || $0.until <= now }) ?? true { rules.append(.wrongState) }
    if let rule = first(rules) { return rule }
    claim = (staff.name, now + 30)
    return nil
  }

  mutating func extend(to until: Int, _ staff: Staff, _ now: Int, _ seen: Int?) -> Refusal.Rule? {
    var rules = obstacles(staff, now, seen)
    if state == .returned, let reactBy {
      if staff.role == .site, results[.region] == .returned { rules.append(.notYourLevel) }
      if until <= max(reactBy, now) { rules.append(.empty) }
    } else {
      rules.append(.wrongState)
    }
    if let rule = first(rules) { return rule }
    reactBy = until
    if version == versionOfReturn { versionOfReturn += 1 }
    version += 1
    return nil
  }
}
