extension SQLTransaction {
  /// A condition on `registration`: a member of staff, the statement's parameter of this name, has no conflict of
  /// interest with it. With NULL it always holds.
  static func withoutConflict(of parameter: String = "?") -> String {
    "registration.id NOT IN (SELECT registration FROM conflict WHERE staff = \(parameter))"
  }

  /// The conflicts of interest with a registration, by member of staff.
  func conflicts(of registration: Int64) throws -> [StaffName: Conflict] {
    Dictionary(
      uniqueKeysWithValues: try rows(
        "SELECT staff, kind, reason, declaredBy, declaredAt FROM conflict WHERE registration = ?", [registration]
      ) { (try $0["staff"] as StaffName, try conflict(from: $0)) })
  }

  private static let replaceConflict = replacing(
    "conflict", key: "registration, staff", "kind, reason, declaredBy, declaredAt")

  /// Writes the conflicts of interest that differ.
  func save(
    _ next: [StaffName: Conflict], over previous: [StaffName: Conflict], of registration: Int64
  ) throws {
    for name in previous.keys where next[name] == nil {
      try run("DELETE FROM conflict WHERE registration = ? AND staff = ?", [registration, name])
    }
    for (name, conflict) in next where conflict != previous[name] {
      try run(
        Self.replaceConflict,
        [registration, name, conflict.kind.rawValue, conflict.reason, conflict.declaredBy, conflict.declaredAt])
    }
  }

  func declaredConflicts(of staff: StaffName?) throws -> [DeclaredConflict] {
    try rows(
      """
      SELECT number, staff, kind, reason, declaredBy, declaredAt FROM conflict
      JOIN registration ON registration.id = conflict.registration WHERE ?1 IS NULL OR staff = ?1
      ORDER BY staff, registration.id
      """, [staff]
    ) {
      DeclaredConflict(registration: try $0["number"], staff: try $0["staff"], conflict: try conflict(from: $0))
    }
  }

  private func conflict(from row: Columns) throws -> Conflict {
    Conflict(
      kind: try row["kind"], reason: try row["reason"], declaredBy: try row["declaredBy"],
      declaredAt: try row["declaredAt"])
  }
}
