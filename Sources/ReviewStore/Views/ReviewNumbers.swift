/// The numbers of the review: where every registration stands now, and what was done in a period.
public struct ReviewNumbers: Sendable {
  /// Where the registrations of each site stand now; every one is counted once.
  public let states: [StateTally]
  /// The acts of each day of the period, in order.
  public let days: [DayNumbers]
  /// What was done at each site in the period.
  public let sites: [Workload]
  /// What each reviewer did in the period.
  public let reviewers: [Workload]

  /// The acts that are counted by day.
  public static let acts = ["submit", "pass", "return", "reject"]
}

/// The acts of one day.
public struct DayNumbers: Sendable {
  /// The day's first moment.
  public let day: Moment
  /// The number of times each act was done, by its name in the log.
  public let acts: [String: Int]

  init(_ dayNumber: Int, _ tallies: [ActTally]) {
    day = Moment(dayNumber: dayNumber)
    acts = Dictionary(tallies.map { ($0.act, $0.count) }, uniquingKeysWith: +)
  }
}

/// The decisions at one site, or of one reviewer.
public struct Workload: Sendable {
  /// The site's or the reviewer's name.
  public let name: String
  /// How many applications were handed in; 0 for reviewers.
  public let handedIn: Int
  /// The number of passes.
  public let passed: Int
  /// The number of returns.
  public let returned: Int
  /// The number of rejections.
  public let rejected: Int
  /// The number of decisions that were taken back: withdrawn returns, and passes and rejections that were reopened.
  public let undone: Int
  /// How long the applications had waited for the decision.
  public let waiting: Durations
  /// The time from the reviewer's first act on the application to the decision. Decisions that are the reviewer's first
  /// act, as those on several applications at once, are left out.
  public let reviewing: Durations

  init(_ name: String, handedIn: Int, _ decisions: [TimedDecision]) {
    self.name = name
    self.handedIn = handedIn
    func count(_ acts: String...) -> Int { decisions.count { acts.contains($0.act) } }
    passed = count("pass")
    returned = count("return")
    rejected = count("reject")
    undone = count("withdraw", "reopen")
    let decided = decisions.filter { !["withdraw", "reopen"].contains($0.act) }
    waiting = Durations(decided.compactMap { $0.waitingSince?.seconds(until: $0.time) })
    reviewing = Durations(decided.compactMap { $0.startedAt?.seconds(until: $0.time) })
  }
}

/// The median and the 90th percentile of some durations, by the nearest-rank method.
public struct Durations: Sendable, Hashable {
  /// How many there are.
  public let count: Int
  /// Half of them take no longer, in seconds; nil when there are none.
  public let median: Int?
  /// Nine tenths of them take no longer, in seconds; nil when there are none.
  public let ninetieth: Int?

  init(_ seconds: [Int]) {
    let sorted = seconds.sorted()
    count = sorted.count
    median = sorted.isEmpty ? nil : sorted[(sorted.count - 1) / 2]
    ninetieth = sorted.isEmpty ? nil : sorted[(sorted.count * 9 + 9) / 10 - 1]
  }
}

extension ReviewStore {
  /// The numbers of the review: for site staff those of their site, for others of all.
  ///
  /// - Parameters:
  ///   - days: the period's days, the last of which contains `last`; at most 366.
  ///   - last: a moment of the last day; nil for today.
  public func reviewNumbers(for name: StaffName, days: Int = 14, until last: Moment? = nil) throws -> ReviewNumbers {
    let count = min(max(1, days), 366)
    let end = Moment(dayNumber: (last ?? clock()).dayNumber + 1)
    let first = end.dayNumber - count
    let start = Moment(dayNumber: first)
    return try engine.read { transaction in
      let site = try self.staff(name, transaction).site
      let acts = try transaction.acts(ReviewNumbers.acts, at: site, from: start, until: end)
      let byDay = Dictionary(grouping: acts, by: \.day)
      let handedIn = Dictionary(grouping: acts.filter { $0.act == "submit" }, by: \.site)
      let decisions = try transaction.decisions(at: site, from: start, until: end)
      let bySite = Dictionary(grouping: decisions, by: \.site)
      let byStaff = Dictionary(grouping: decisions, by: \.staff)
      let states = try transaction.stateTallies(at: site)
      return ReviewNumbers(
        states: states,
        days: (first..<first + count).map { DayNumbers($0, byDay[$0] ?? []) },
        sites: states.map { tally in
          Workload(
            tally.site, handedIn: (handedIn[tally.site] ?? []).reduce(0) { $0 + $1.count }, bySite[tally.site] ?? [])
        },
        reviewers: byStaff.sorted { $0.key < $1.key }.map { Workload($0.key, handedIn: 0, $0.value) })
    }
  }
}
