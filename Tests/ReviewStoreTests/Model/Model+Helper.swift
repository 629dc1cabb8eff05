@testable import ReviewStore

/// Clerks who upload for candidates.
extension Model {
  /// Whether the candidate has been shown the end of it, so that nothing is uploaded any more.
  private var isOver: Bool {
    let isRegionDone = results[.region] == .passed || results[.region] == .rejected
    return (isRegionDone && visible(.region)) || (results[.site] == .rejected && visible(.site))
  }

  mutating func allow(_ clerk: StaffName) -> Refusal.Rule? {
    var rules: [Refusal.Rule] = []
    if !activated { rules.append(.notActivated) }
    if isOver { rules.append(.wrongState) }
    if helper != nil { rules.append(.alreadyExists) }
    if let rule = first(rules) { return rule }
    helper = (clerk, nil)
    return nil
  }

  mutating func revoke() -> Refusal.Rule? {
    guard helper != nil else { return .notFound }
    helper = nil
    return nil
  }

  /// An act that the candidate could do, by a clerk.
  mutating func help(
    _ clerk: StaffName, at now: Int, isPicture: Bool, _ act: (inout Model) -> Refusal.Rule?
  ) -> Refusal.Rule? {
    guard helper?.clerk == clerk, !isOver else { return .notFound }
    guard isPicture else { return .notYourLevel }
    let before = places
    if let rule = act(&self) { return rule }
    for (key, place) in places where place.isNew { places[key]?.by = clerk }
    // Days begin at midnight in China.
    func day(_ minutes: Int) -> Int { (minutes + 480) / 1440 }
    if before.mapValues(\.filled) != places.mapValues(\.filled) || places.values.contains(where: \.isNew),
      helper?.toldAt.map(day) != day(now)
    {
      helper?.toldAt = now
    }
    return nil
  }
}
