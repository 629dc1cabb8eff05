/// Statistics of the whole store, for the office.
public struct StoreStats: Sendable, Hashable {
  /// The number of applications in each state, including zeros.
  public let states: [Application.State: Int]
  /// The number of applications that were handed in although required papers are missing; they count in their state too.
  public let incomplete: Int
  /// For each material of the policy: registrations with pictures of it, its pictures, and places asked for.
  public let materials: [MaterialTally]
  /// For each exam site: applications that wait for its review, and all applications.
  public let sites: [SiteTally]
  /// The applications that have waited longest for review, at any level.
  public let waitingLongest: [QueueEntry]
  /// The number of candidates who have not reacted to a return in time.
  public let overdue: Int
  /// Some of them, longest overdue first.
  public let overdueLongest: [RegistrationNumber]
  /// The number of notices in each state. Those without a mobile number count as queued.
  public let notices: [Notice.State: Int]
  /// The number of notices that cannot be sent because the candidate has given no mobile number.
  public let noticesWithoutMobile: Int
}

extension ReviewStore {
  /// Counts applications, pictures, sites and notices.
  public func stats(longest limit: Int = 10) throws -> StoreStats {
    let now = clock()
    return try engine.read { transaction in
      let states = try transaction.applicationCounts()
      let materials = try transaction.materialTallies()
      let overdue = try transaction.overdue(at: policy.overdueBefore(now), limit: limit)
      return StoreStats(
        states: Dictionary(uniqueKeysWithValues: Application.State.allCases.map { ($0, states[$0] ?? 0) }),
        incomplete: try transaction.incompleteCount(),
        materials: policy.materials.map { material in
          materials.first { $0.material == material.id }
            ?? MaterialTally(material: material.id, registrations: 0, pictures: 0, wanted: 0)
        },
        sites: try transaction.siteTallies(),
        waitingLongest: try transaction.queue(
          [.submitted, .sitePassed], site: nil, for: nil, after: nil, limit: limit, by: .since, under: policy, at: now),
        overdue: overdue.count, overdueLongest: overdue.longest, notices: try transaction.noticeCounts(),
        noticesWithoutMobile: try transaction.noticesWithoutMobile())
    }
  }
}
