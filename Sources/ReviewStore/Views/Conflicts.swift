import Wording

extension ReviewStore {
  /// The declared conflicts of interest: for an admin or the office all, for others their own.
  ///
  /// - Parameters:
  ///   - viewer: the member of staff who looks; nil for the office.
  ///   - name: only those of this member of staff; nil for all that the viewer may see.
  /// - Throws: ``Refusal`` `not-your-level` when somebody else than an admin asks for another person's.
  public func conflicts(for viewer: StaffName? = nil, of name: StaffName? = nil) throws -> [DeclaredConflict] {
    try engine.read { transaction in
      let staff = try viewer.map { try account($0, transaction) }
      guard let staff, !staff.mayAdminister(.conflicts) else { return try transaction.declaredConflicts(of: name) }
      _ = try self.staff(staff.name, transaction)
      guard name == nil || name == staff.name else {
        throw Refusal(.notYourLevel, "An admin sees other people's conflicts of interest.", "他人的回避登记仅管理员可以查看。")
      }
      return try transaction.declaredConflicts(of: staff.name)
    }
  }
}

extension DeclaredConflict {
  /// The conflict for programs.
  public var json: JSON {
    [
      "registration": .string(registration.rawValue), "staff": .string(staff.rawValue),
      "kind": .string(conflict.kind.rawValue), "reason": .string(conflict.reason),
      "declaredBy": .string(conflict.declaredBy), "declaredAt": .time(conflict.declaredAt),
    ]
  }
}
