/// Numbers for the console of a member of staff.
public struct ConsoleNumbers: Sendable {
  /// The number of applications in each state, by site.
  public let bySite: [String: [Application.State: Int]]
  /// All categories of the applications.
  public let categories: [String]

  /// The number of applications in a state, over all sites.
  public func count(_ state: Application.State) -> Int { bySite.values.reduce(0) { $0 + ($1[state] ?? 0) } }
}

/// Lists and statistics for members of staff. They cover only applications that the person may see.
extension ReviewStore {
  /// The applications that a console lists for a member of staff.
  public func console(_ filter: ConsoleFilter, for name: StaffName) throws -> [ConsoleEntry] {
    let now = clock()
    return try engine.read { transaction in
      let scope = ConsoleScope(of: try self.staff(name, transaction), under: policy)
      let entries = try transaction.console(filter, scope, under: policy, at: now)
      // Where candidates submit, nothing incomplete is submitted.
      guard policy.handingIn == .automatic else { return entries }
      return try entries.map { entry in
        var entry = entry
        entry.isIncomplete =
          try !policy.missing(in: load(entry.entry.registration, transaction).application).isEmpty
        return entry
      }
    }
  }

  /// Numbers for the console of a member of staff.
  public func consoleNumbers(for name: StaffName) throws -> ConsoleNumbers {
    try engine.read { transaction in
      let scope = ConsoleScope(of: try self.staff(name, transaction), under: policy)
      return ConsoleNumbers(
        bySite: try transaction.counts(scope), categories: try transaction.categories(scope))
    }
  }
}
