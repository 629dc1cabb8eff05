/// The table a manager looks at.
public struct StoreStats: Sendable, Hashable {
  /// How many applications are in each state; all states, zeros too.
  public let states: [Application.State: Int]
  /// For each material of the policy: registrations that have pictures of it, pictures, and places asked for.
  public let materials: [MaterialCount]
  /// For each exam site: how many wait for its review, and how many there are.
  public let sites: [SiteCount]
  /// Those who have waited longest for review, at whatever level.
  public let waitingLongest: [QueueEntry]
  /// How many should have reacted to a return by now and have not.
  public let overdue: Int
  /// Some of them, the longest overdue first.
  public let overdueLongest: [String]
  /// How many notices are in each state; those that wait for a mobile number stand as queued.
  public let notices: [Notice.State: Int]
  /// How many notices cannot be sent because the candidate has given no mobile number.
  public let noticesWithoutMobile: Int

  /// One material's line.
  public struct MaterialCount: Sendable, Hashable {
    /// The material's id.
    public let material: String
    /// Registrations with pictures of it.
    public let registrations: Int
    /// Pictures of it.
    public let pictures: Int
    /// Places where reviewers have asked for one.
    public let wanted: Int
  }

  /// One exam site's line.
  public struct SiteCount: Sendable, Hashable {
    /// The site.
    public let site: String
    /// All its registrations.
    public let registrations: Int
    /// Those that wait for the site's review.
    public let submitted: Int
    /// Those that have passed it and wait for the region's.
    public let sitePassed: Int
    /// Those that are with the candidate again.
    public let returned: Int
  }
}

extension ReviewStore {
  /// Counts everything a manager wants to know.
  public func stats(longest limit: Int = 10) throws -> StoreStats {
    let now = clock()
    return try database.read { transaction in
      let states = try transaction.tally(
        "SELECT state, count(*) FROM registration WHERE erasedAt IS NULL GROUP BY state")
      let slots = try transaction.rows(
        """
        SELECT material, count(DISTINCT CASE WHEN sha256 IS NOT NULL THEN registration END), count(sha256),
          count(note) FROM slot GROUP BY material
        """)
      let bySlot = Dictionary(uniqueKeysWithValues: slots.map { ($0[0] as String, $0) })
      let overdue = "FROM registration WHERE reactBy < ? AND erasedAt IS NULL"
      return StoreStats(
        states: Dictionary(uniqueKeysWithValues: Application.State.allCases.map { ($0, states[$0.rawValue] ?? 0) }),
        materials: policy.materials.map { material in
          let row = bySlot[material.id]
          return StoreStats.MaterialCount(
            material: material.id, registrations: row?[1] ?? 0, pictures: row?[2] ?? 0, wanted: row?[3] ?? 0)
        },
        sites: try transaction.rows(
          """
          SELECT site, count(*), sum(state = 'submitted'), sum(state = 'sitePassed'), sum(state = 'returned')
          FROM registration WHERE erasedAt IS NULL GROUP BY site ORDER BY site
          """
        ).map {
          StoreStats.SiteCount(
            site: $0[0], registrations: $0[1], submitted: $0[2], sitePassed: $0[3], returned: $0[4])
        },
        waitingLongest: try transaction.queue(
          [.submitted, .sitePassed], site: nil, after: nil, limit: limit, under: policy, at: now),
        overdue: try transaction.count("SELECT count(*) \(overdue)", [now]),
        overdueLongest: try transaction.rows("SELECT number \(overdue) ORDER BY reactBy LIMIT \(limit)", [now])
          .map { $0[0] },
        notices: Dictionary(
          uniqueKeysWithValues: try transaction.tally("SELECT state, count(*) FROM notice GROUP BY state").compactMap {
            key, value in Notice.State(rawValue: key).map { ($0, value) }
          }),
        noticesWithoutMobile: try transaction.count(
          """
          SELECT count(*) FROM notice JOIN registration ON registration.id = notice.registration
          WHERE notice.state = 'queued' AND mobile IS NULL
          """))
    }
  }
}

extension Transaction {
  /// Names and how often each stands there.
  fileprivate func tally(_ sql: String) throws -> [String: Int] {
    Dictionary(uniqueKeysWithValues: try rows(sql) { ($0[0] as String, $0[1] as Int) })
  }
}
