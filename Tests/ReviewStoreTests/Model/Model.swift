@testable import ReviewStore

/// A second, simpler implementation of the rules, to compare the workflow with. The state of every place is stored
/// explicitly, and a decision keeps a copy of everything it may have to restore.
///
/// Each rule adds the refusals that apply; the first one in the rules' order is expected.
struct Model {
  struct Place {
    var filled = false
    var state = PictureState.unlocked
    /// Opened by a return and not submitted since.
    var opened = false
    /// Whether the candidate may fill it while it is empty.
    var asked = false
    /// The clerk who brought the picture.
    var by: StaffName?
    /// Whether the act under way brought it.
    var isNew = false
  }

  /// The copy that reopening or withdrawing a decision restores.
  struct Memory {
    var state: Application.State
    var places: [String: Place]
  }

  let policy: Policy
  let site: String
  var activated = false
  var state = Application.State.filling
  var version = 1
  var places: [String: Place] = [:]
  var results: [Level: Application.Result] = [:]
  var published: Set<Level> = []
  var claim: (staff: StaffName, until: Int)?
  var memory: Memory?
  var versionOfReturn = 0
  var regionActed = false
  var returning = false
  /// The time to react in minutes; nil where there is none.
  var reactBy: Int?
  /// Who rejected it, and until when the candidate may appeal.
  var rejection: (by: StaffName, appealUntil: Int?)?
  var appeal: (level: Level, firstDecider: StaffName, outcome: Appeal.Outcome?)?
  /// The decisions that wait for a second look, and how many have had one.
  var looks: [(level: Level, by: StaffName, version: Int)] = []
  var looksGiven = 0
  /// Members of staff who must keep away.
  var conflicts: Set<StaffName> = []

  /// The clerk whom the candidate has allowed, and when the candidate was last told what the clerk did.
  var helper: (clerk: StaffName, toldAt: Int?)?

  init(_ policy: Policy, site: String) {
    self.policy = policy
    self.site = site
  }

  static func key(_ material: MaterialID, _ position: Int) -> String { "\(material)/\(position)" }

  var isAutomatic: Bool { policy.handingIn == .automatic }
  var opensAll: Bool { policy.returnUnlocks == .application }

  /// Whether the state alone locks everything.
  private var isShut: Bool {
    switch state {
    case .filling, .returned: false
    case .submitted: !isAutomatic
    default: true
    }
  }

  private func mayChange(_ key: String) -> Bool {
    guard !isShut else { return false }
    let place = places[key] ?? Place()
    if state == .returned {
      if opensAll || place.state == .wanted || place.opened { return true }
      if !isAutomatic { return false }
    }
    return place.state == .unlocked
  }

  func first(_ rules: [Refusal.Rule]) -> Refusal.Rule? {
    Refusal.Rule.allCases.first { rules.contains($0) }
  }

  // MARK: - The candidate

  mutating func upload(_ material: MaterialID, _ position: Int?, maximum: Int) -> Refusal.Rule? {
    var rules: [Refusal.Rule] = []
    if !activated { rules.append(.notActivated) }
    if isShut { rules.append(.locked) }
    var target = position
    let keys = (1...maximum).map { Self.key(material, $0) }
    if let position {
      if position > maximum {
        if !isShut { rules.append(.notFound) }
      } else {
        let place = places[Self.key(material, position)] ?? Place()
        if !mayChange(Self.key(material, position)) { rules.append(.locked) }
        if place.filled, !(state == .returned && place.state == .wanted) { rules.append(.alreadyExists) }
      }
    } else {
      let wanted = keys.firstIndex { state == .returned && places[$0]?.state == .wanted }
      let free = keys.firstIndex { !(places[$0]?.filled ?? false) && mayChange($0) }
      target = (wanted ?? free).map { $0 + 1 }
      if target == nil {
        let isOpen = keys.contains { mayChange($0) }
        let isFull = keys.allSatisfy { places[$0]?.filled ?? false }
        rules.append(isFull && (isOpen || isAutomatic || state != .returned) ? .full : .locked)
      }
    }
    if let rule = first(rules) { return rule }
    bring(Self.key(material, target!))
    return nil
  }

  /// Puts a picture at a place, in place of any other.
  private mutating func bring(_ keys: String...) {
    looks = []
    for other in places.keys { places[other]?.isNew = false }
    for key in keys { places[key] = Place(filled: true, state: .unlocked, opened: isOpened(key), isNew: true) }
    version += 1
    let isAllBrought = !places.values.contains { $0.state == .wanted || ($0.opened && !$0.filled) }
    if isAutomatic, state == .filling || (state == .returned && isAllBrought) { handIn() }
  }

  mutating func adjust(_ material: MaterialID, _ position: Int, maximum: Int) -> Refusal.Rule? {
    let key = Self.key(material, position)
    if let rule = obstacle(toChanging: key, position, maximum: maximum) { return rule }
    bring(key)
    return nil
  }

  mutating func exchange(_ material: MaterialID, _ position: Int, _ other: Int, maximum: Int) -> Refusal.Rule? {
    for position in [position, other] {
      let key = Self.key(material, position)
      if let rule = obstacle(toChanging: key, position, maximum: maximum) { return rule }
    }
    if position == other {
      for key in places.keys { places[key]?.isNew = false }
    } else {
      bring(Self.key(material, position), Self.key(material, other))
    }
    return nil
  }

  /// The refusal of an act that needs a picture which the candidate may change.
  private func obstacle(toChanging key: String, _ position: Int, maximum: Int) -> Refusal.Rule? {
    var rules: [Refusal.Rule] = []
    if !activated { rules.append(.notActivated) }
    if isShut { rules.append(.locked) }
    if !isShut, position > maximum || !(places[key]?.filled ?? false) { rules.append(.notFound) }
    if !mayChange(key) { rules.append(.locked) }
    return first(rules)
  }

  mutating func remove(_ material: MaterialID, _ position: Int, maximum: Int) -> Refusal.Rule? {
    let key = Self.key(material, position)
    if let rule = obstacle(toChanging: key, position, maximum: maximum) { return rule }
    looks = []
    let wasWanted = places[key]?.state == .wanted
    for other in places.keys { places[other]?.isNew = false }
    places[key] = Place(filled: false, state: wasWanted ? .wanted : .unlocked, opened: isOpened(key))
    version += 1
    if isAutomatic, state == .submitted, !places.values.contains(where: \.filled) {
      state = .filling
      claim = nil
    }
    return nil
  }

  /// Whether a return opened a place, by asking for it.
  func isOpened(_ key: String) -> Bool {
    state == .returned && (places[key]?.state == .wanted || places[key]?.opened ?? false)
  }

  mutating func submit() -> Refusal.Rule? {
    var rules: [Refusal.Rule] = []
    if !activated { rules.append(.notActivated) }
    if isAutomatic || (state != .filling && state != .returned) { rules.append(.wrongState) }
    if !isComplete { rules.append(.incomplete) }
    if let rule = first(rules) { return rule }
    version += 1
    handIn()
    return nil
  }

  /// No step brings what a policy asks of returning candidates.
  var isComplete: Bool {
    [1, 2].allSatisfy { places[Self.key("identity", $0)]?.filled ?? false }
      && !(returning && !policy.alternatives.isEmpty)
  }

  private mutating func handIn() {
    looks = []
    let wasReturned = state == .returned
    for (key, var place) in places {
      place.opened = false
      if !isAutomatic, place.filled, place.state == .unlocked || (wasReturned && opensAll && place.state == .accepted) {
        place.state = .locked
      }
      if !place.filled, place.state != .wanted { place.state = .unlocked }
      places[key] = place
    }
    state = .submitted
    reactBy = nil
    results = [:]
    published = []
    regionActed = false
    claim = nil
  }

  // MARK: - Staff

  var turn: Level? { state == .submitted ? .site : state == .sitePassed ? .region : nil }

  /// The refusals that every act of staff may cause.
  func obstacles(_ staff: Staff, _ level: Level?, _ now: Int, _ seen: Int?) -> [Refusal.Rule] {
    var rules: [Refusal.Rule] = []
    if !activated { rules.append(.notActivated) }
    if staff.role == .site, staff.site != site { rules.append(.notYourSite) }
    if let level, staff.role != .admin, staff.role.rawValue != level.rawValue { rules.append(.notYourLevel) }
    if conflicts.contains(staff.name) { rules.append(.conflictOfInterest) }
    if let claim, claim.until > now, claim.staff != staff.name { rules.append(.claimedByAnother) }
    if let seen, seen != version { rules.append(.staleVersion) }
    if level == nil { rules.append(.wrongState) }
    return rules
  }

  mutating func claim(_ staff: Staff, _ now: Int, _ seen: Int?) -> Refusal.Rule? {
    if let rule = first(obstacles(staff, turn, now, seen)) { return rule }
    claim = (staff.name, now + 30)
    return nil
  }

  mutating func release(_ staff: Staff, _ now: Int, _ seen: Int?) -> Refusal.Rule? {
    if let rule = first(obstacles(staff, turn, now, seen).filter { $0 != .wrongState }) { return rule }
    claim = nil
    return nil
  }

  mutating func mark(
    _ material: MaterialID, _ position: Int, wanted: Bool, maximum: Int, _ staff: Staff, _ now: Int, _ seen: Int?
  ) -> Refusal.Rule? {
    let key = Self.key(material, position)
    let place = places[key] ?? Place()
    var rules = obstacles(staff, turn, now, seen)
    if position > maximum || (!wanted && !place.filled && place.state != .wanted) { rules.append(.notFound) }
    if let rule = first(rules) { return rule }
    claim = (staff.name, now + 30)
    let new: PictureState = wanted ? .wanted : place.filled ? .accepted : .unlocked
    if place.state != new || (!wanted && !place.filled) || (state == .sitePassed && !regionActed) {
      version += 1
      if state == .sitePassed { regionActed = true }
    }
    places[key, default: Place()].state = new
    return nil
  }

  mutating func decide(
    _ result: Application.Result, _ staff: Staff, _ now: Int, _ seen: Int?, isDrawn: Bool
  ) -> Refusal.Rule? {
    var rules = obstacles(staff, turn, now, seen)
    let isWanting = places.values.contains { $0.state == .wanted }
    switch result {
    case .returned: if !opensAll, !isWanting { rules.append(.empty) }
    case .passed:
      if isWanting { rules.append(.wrongState) }
      if !isComplete || places.values.contains(where: { $0.filled && $0.state != .accepted }) {
        rules.append(.incomplete)
      }
    case .rejected: break
    }
    if let rule = first(rules) { return rule }
    let level = turn!
    memory = Memory(state: state, places: places)
    version += 1
    if isDrawn { looks.append((level, staff.name, version)) }
    results[level] = result
    published.remove(level)
    claim = nil
    switch result {
    case .returned:
      state = .returned
      reactBy = policy.reactionHours.map { now + $0 * 60 }
      versionOfReturn = version
      if opensAll {
        for (key, place) in places where place.filled && place.state != .wanted { places[key]?.state = .unlocked }
      }
    case .rejected, .passed:
      for (key, place) in places where place.filled && place.state != .accepted { places[key]?.state = .locked }
      if result == .rejected { rejection = (staff.name, visible(level) ? now + 7200 : nil) }
      state = result == .rejected ? .rejected : level == .site ? .sitePassed : .regionPassed
      regionActed = false
    }
    return nil
  }

  mutating func giveBack(
    wanting material: MaterialID, maximum: Int, _ staff: Staff, _ now: Int, _ seen: Int?, isDrawn: Bool
  ) -> Refusal.Rule? {
    if let rule = first(obstacles(staff, turn, now, seen)) { return rule }
    let filled = (1...maximum).filter { places[Self.key(material, $0)]?.filled ?? false }
    for position in filled.isEmpty ? [1] : filled {
      places[Self.key(material, position), default: Place()].state = .wanted
    }
    if state == .sitePassed { regionActed = true }
    return decide(.returned, staff, now, seen, isDrawn: isDrawn)
  }

  mutating func takeBack(withdraw: Bool, _ staff: Staff, _ now: Int, _ seen: Int?) -> Refusal.Rule? {
    let level: Level? =
      if withdraw {
        state == .returned ? (results[.region] == .returned ? .region : .site) : nil
      } else {
        switch state {
        case .sitePassed: .site
        case .regionPassed: .region
        case .rejected: results[.region] == .rejected ? .region : .site
        default: nil
        }
      }
    var rules = obstacles(staff, level, now, seen)
    if withdraw, version != versionOfReturn { rules.append(.wrongState) }
    if !withdraw, state == .rejected, let appeal, appeal.outcome != .granted { rules.append(.wrongState) }
    if withdraw, !isComplete, !isAutomatic || level == .region { rules.append(.incomplete) }
    if !withdraw, let level, published.contains(level) || (state == .sitePassed && regionActed) {
      rules.append(.wrongState)
    }
    if let rule = first(rules) { return rule }
    takeBack(level!)
    claim = (staff.name, now + 30)
    return nil
  }

  mutating func takeBack(_ level: Level) {
    version += 1
    looks.removeAll { $0.level == level }
    reactBy = nil
    rejection = nil
    results[level] = nil
    published.remove(level)
    state = level == .site ? .submitted : .sitePassed
    regionActed = level == .region
    // What the decision changed is restored; earlier decisions stay.
    if let memory, memory.state == state { places = memory.places }
    claim = nil
  }

  /// Whether anything was published.
  mutating func publish(_ level: Level, _ now: Int) {
    let before = published
    defer {
      if published != before {
        if version == versionOfReturn { versionOfReturn += 1 }
        version += 1
      }
    }
    for candidate in [Level.site, .region] {
      guard results[candidate] == .passed || results[candidate] == .rejected else { continue }
      let isFinal = candidate == .site && policy.siteResult == .final
      if isFinal ? level == .region && results[candidate] == .rejected : candidate == level {
        published.insert(candidate)
        if results[candidate] == .rejected, rejection?.appealUntil == nil { rejection?.appealUntil = now + 7200 }
      }
    }
  }
}
