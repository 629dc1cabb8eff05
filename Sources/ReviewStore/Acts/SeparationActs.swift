import Wording

/// Separate duties (三员分立): an admin's tasks are divided among system, security and audit administrators.
extension ReviewStore {
  /// Whether duties are separate.
  public func dutiesAreSeparate() throws -> Bool { try engine.readStatement { try $0.dutiesAreSeparate() } }

  /// Separates duties. Every admin becomes one of the three administrators or is disabled; accounts of names that are new
  /// are added, without a password. Sessions and claims of former admins end.
  ///
  /// - Parameters:
  ///   - roles: who is what; each of the three roles at least once.
  ///   - disabled: the admins that are disabled.
  /// - Throws: ``Refusal``: `wrong-state` when duties are separate already, `incomplete` when a role or an admin is left
  ///   out, `not-your-level` for somebody who reviews.
  public func separateDuties(_ roles: [StaffName: Role], disabling disabled: Set<StaffName> = []) throws {
    let now = clock()
    try engine.write { transaction in
      guard try !transaction.dutiesAreSeparate() else {
        throw Refusal(.wrongState, "Duties are separate already.", "已实行三员分立。")
      }
      let admins = try transaction.allStaff().filter { $0.role == .admin && !$0.disabled }.map(\.name)
      try Self.check(roles, disabling: disabled, of: admins)
      try transaction.setDutiesSeparate(at: now)
      try transaction.record("duties-separate", on: "store", by: Actor.office.name, at: now)
      for name in disabled.sorted(by: { $0.rawValue < $1.rawValue }) {
        try transaction.disable(name)
        try transaction.record("staff-disable", on: name.rawValue, by: Actor.office.name, at: now)
      }
      for (name, role) in roles.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
        try give(role, to: name, transaction, at: now)
      }
    }
  }

  private static func check(
    _ roles: [StaffName: Role], disabling disabled: Set<StaffName>, of admins: [StaffName]
  ) throws(Refusal) {
    for role in Role.administrators where !roles.values.contains(role) {
      throw Refusal(
        .incomplete, "Say who the administrator of the role \(role.rawValue) is: each of the three is needed.",
        "请指定\(role.name.chinese)：三类管理员缺一不可。")
    }
    if let name = roles.first(where: { !$0.value.isAdministrator })?.key ?? roles.keys.first(where: disabled.contains) {
      throw Refusal(
        .wrongState, "\(name) is to be one of the three, or disabled, and nothing else.", "\(name) 只能担任三类管理员之一，或停用。")
    }
    if let name = admins.first(where: { roles[$0] == nil && !disabled.contains($0) }) {
      throw Refusal(
        .incomplete, "\(name) is an admin. Say which of the three they become, or that they are disabled.",
        "\(name) 现为管理员，请指定其担任哪一类管理员，或将其停用。")
    }
    if let name = disabled.first(where: { !admins.contains($0) }) {
      throw Refusal(.notFound, "\(name) is no admin.", "\(name) 不是管理员。")
    }
  }

  /// Gives a role to an admin, or to somebody new.
  private func give(
    _ role: Role, to name: StaffName, _ transaction: any StoreWriting, at now: Moment
  ) throws {
    guard let known = try transaction.staff(name) else {
      let staff = Staff(name: try StaffName(new: name.rawValue), role: role)
      _ = try transaction.insert(staff, at: now)
      return try transaction.record(
        "staff-add", on: name.rawValue, by: Actor.office.name, after: [.role(role)], sealing: [.staff], at: now)
    }
    // Duties that were separate before may have left one.
    if known.role == role, !known.disabled { return }
    guard known.role == .admin, !known.disabled else {
      throw Refusal(
        .notYourLevel, "\(name) is no admin. Who reviews administers nothing: name another account.",
        "\(name) 不是管理员。审核人员不得兼任管理员，请另选账号。")
    }
    try change(name, from: .admin, to: role, transaction, at: now)
  }

  private func change(
    _ name: StaffName, from old: Role, to role: Role, _ transaction: any StoreWriting, at now: Moment
  ) throws {
    try transaction.setRole(role, of: name)
    try transaction.endVisits(of: PortalVisit.visitor(of: name))
    try transaction.record(
      "staff-role", on: name.rawValue, by: Actor.office.name, before: [.role(old)], after: [.role(role)],
      sealing: [.staff], at: now)
  }

  /// Joins duties again. The named administrators become admins; others keep their roles, which an admin's include.
  ///
  /// - Parameters:
  ///   - admins: administrators of one of the three roles.
  ///   - reason: why, whose hash is logged.
  /// - Throws: ``Refusal``: `wrong-state` when duties are not separate, `incomplete` without a reason or an admin,
  ///   `not-found`, `not-your-level` for another account.
  public func joinDuties(makingAdmin admins: [StaffName], reason: String) throws {
    let reason = try TextRules.checked(reason, Bilingual("reason", "原因"), atMost: TextLimits.note)
    let now = clock()
    try engine.write { transaction in
      guard try transaction.dutiesAreSeparate() else {
        throw Refusal(.wrongState, "Duties are not separate.", "未实行三员分立。")
      }
      guard !admins.isEmpty else {
        throw Refusal(.incomplete, "Say who becomes admin.", "请指定由谁担任管理员。")
      }
      try transaction.setDutiesSeparate(at: nil)
      try transaction.record(
        "duties-join", on: "store", by: Actor.office.name, after: [.words(hash: AuditText.hash(of: reason))], at: now)
      var named: Set<StaffName> = []
      for name in admins where named.insert(name).inserted {
        let staff = try account(name, transaction)
        guard staff.role.isAdministrator else {
          throw Refusal(
            .notYourLevel, "\(name) is no administrator. Name a system, security or audit administrator.",
            "\(name) 不是管理员，请指定系统管理员、安全管理员或审计管理员。")
        }
        try change(name, from: staff.role, to: .admin, transaction, at: now)
      }
    }
  }

  /// A page of the log, the latest entries first; for who administers the log, and the office.
  ///
  /// - Parameters:
  ///   - sequence: only entries before this one; nil for the latest.
  ///   - subject: only entries about it: a registration number, a name or `store`.
  /// - Throws: ``Refusal`` `not-your-level`.
  public func logPage(
    before sequence: Int? = nil, of subject: String? = nil, limit: Int = 100, for viewer: StaffName? = nil
  ) throws -> [AuditEntry] {
    try engine.read { transaction in
      _ = try officer(viewer, for: .log, transaction)
      return try transaction.auditPage(before: sequence, of: subject, limit: limit)
    }
  }
}
