/// Numbers for the console of a member of staff.
public struct ConsoleNumbers: Sendable {
  /// The number of applications in each state, by site.
  public let bySite: [String: [Application.State: Int]]
  /// Those of them whose papers are incomplete: handed in, by themselves, without a required picture.
  public let incompleteBySite: [String: [Application.State: Int]]
  /// All categories of the applications.
  public let categories: [String]

  /// The number of applications in a state, over all sites.
  public func count(_ state: Application.State) -> Int { bySite.values.reduce(0) { $0 + ($1[state] ?? 0) } }

  /// The number of applications in a state whose papers are incomplete, over all sites.
  public func incomplete(_ state: Application.State) -> Int {
    incompleteBySite.values.reduce(0) { $0 + ($1[state] ?? 0) }
  }
}

/// Lists and statistics for members of staff. They cover only applications that the person may see.
extension ReviewStore {
  /// The applications that a console lists for a member of staff.
  public func console(_ filter: ConsoleFilter, for name: StaffName) throws -> [ConsoleEntry] {
    let now = clock()
    return try engine.read { transaction in
      let scope = ConsoleScope(of: try self.staff(name, transaction), under: policy)
      return try transaction.console(filter, scope, under: policy, at: now)
    }
  }

  /// Numbers for the console of a member of staff.
  public func consoleNumbers(for name: StaffName) throws -> ConsoleNumbers {
    try engine.read { transaction in
      let scope = ConsoleScope(of: try self.staff(name, transaction), under: policy)
      let counts = try transaction.counts(scope)
      return ConsoleNumbers(
        bySite: counts.all, incompleteBySite: counts.incomplete, categories: try transaction.categories(scope))
    }
  }
}
