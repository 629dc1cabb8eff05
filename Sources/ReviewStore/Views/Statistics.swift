/// Statistics of the whole store, for the office.
public struct StoreStats: Sendable, Hashable {
  /// The number of applications in each state, including zeros.
  public let states: [Application.State: Int]
  /// For each material of the policy: registrations with pictures of it, its pictures, and places asked for.
  public let materials: [MaterialCount]
  /// For each exam site: applications that wait for its review, and all applications.
  public let sites: [SiteCount]
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

  /// The counts of one material.
  public struct MaterialCount: Sendable, Hashable {
    /// The material's id.
    public let material: MaterialID
    /// Registrations with pictures of it.
    public let registrations: Int
    /// Pictures of it.
    public let pictures: Int
    /// Places where reviewers have asked for a picture.
    public let wanted: Int
  }

  /// The counts of one exam site.
  public struct SiteCount: Sendable, Hashable {
    /// The site.
    public let site: String
    /// All its registrations.
    public let registrations: Int
    /// Those waiting for the site's review.
    public let submitted: Int
    /// Those passed by the site and waiting for the region's review.
    public let sitePassed: Int
    /// Those returned to the candidate.
    public let returned: Int
  }
}

extension ReviewStore {
  /// Counts applications, pictures, sites and notices.
  public func stats(longest limit: Int = 10) throws -> StoreStats {
    let now = clock()
    return try database.read { transaction in
      let states: [Application.State: Int] = try transaction.tally("state", of: "registration WHERE erasedAt IS NULL")
      let materials = try transaction.rows(
        """
        SELECT material, count(DISTINCT CASE WHEN sha256 IS NOT NULL THEN registration END) AS registrations,
          count(sha256) AS pictures, count(note) AS wanted
        FROM slot GROUP BY material
        """
      ) {
        StoreStats.MaterialCount(
          material: try $0["material"], registrations: try $0["registrations"], pictures: try $0["pictures"],
          wanted: try $0["wanted"])
      }
      let overdue = "FROM registration WHERE reactBy < ? AND erasedAt IS NULL"
      return StoreStats(
        states: Dictionary(uniqueKeysWithValues: Application.State.allCases.map { ($0, states[$0] ?? 0) }),
        materials: policy.materials.map { material in
          materials.first { $0.material == material.id }
            ?? StoreStats.MaterialCount(material: material.id, registrations: 0, pictures: 0, wanted: 0)
        },
        sites: try transaction.rows(
          """
          SELECT site, count(*) AS registrations, sum(state = 'submitted') AS submitted,
            sum(state = 'sitePassed') AS sitePassed, sum(state = 'returned') AS returned
          FROM registration WHERE erasedAt IS NULL GROUP BY site ORDER BY site
          """
        ) {
          StoreStats.SiteCount(
            site: try $0["site"], registrations: try $0["registrations"], submitted: try $0["submitted"],
            sitePassed: try $0["sitePassed"], returned: try $0["returned"])
        },
        waitingLongest: try transaction.queue(
          [.submitted, .sitePassed], site: nil, after: nil, limit: limit, under: policy, at: now),
        overdue: try transaction.count("SELECT count(*) \(overdue)", [now]),
        overdueLongest: try transaction.values("SELECT number \(overdue) ORDER BY reactBy LIMIT \(limit)", [now]),
        notices: try transaction.tally("state", of: "notice"),
        noticesWithoutMobile: try transaction.count(
          """
          SELECT count(*) FROM notice JOIN registration ON registration.id = notice.registration
          WHERE notice.state = 'queued' AND mobile IS NULL
          """))
    }
  }
}

extension Transaction {
  /// The number of rows for each value of a column.
  fileprivate func tally<Word: RawRepresentable<String> & Hashable>(
    _ column: String, of rows: String
  ) throws -> [Word: Int] {
    let sql = "SELECT \(column), count(*) AS count FROM \(rows) GROUP BY \(column)"
    return Dictionary(uniqueKeysWithValues: try self.rows(sql) { (try $0[column] as Word, try $0["count"] as Int) })
  }
}
