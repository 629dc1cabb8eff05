/// Conflicts of interest (回避).
extension Workflow.Decision {
  /// Declares a conflict of interest: of the acting member of staff, or by an admin or the office of anybody.
  func declareConflict(of name: StaffName, _ kind: Conflict.Kind, _ reason: String) throws(Refusal) -> [Event] {
    switch command.actor {
    case .candidate, .clerk: throw notYourLevel()
    case .office: break
    case .staff(let staff):
      if staff.role == .site, staff.site != application.applicant.site { throw .anotherSite }
      guard staff.mayAdminister(.conflicts) || (staff.name == name && staff.role.reviews) else {
        throw Refusal(
          .notYourLevel, "You declare your own conflicts of interest. An admin declares those of others.",
          "只能申报本人的回避事项，他人的回避由管理员登记。")
      }
    }
    try checkVersion()
    guard application.conflicts[name] == nil else {
      throw Refusal(
        .alreadyExists, "A conflict of interest of \(name) with this candidate is declared already.",
        "\(name) 与该考生的回避已登记。")
    }
    return [
      .conflictDeclared(
        name, Conflict(kind: kind, reason: reason, declaredBy: command.actor.name, declaredAt: now))
    ]
  }

  /// Withdraws a conflict of interest. An admin does not withdraw their own.
  func withdrawConflict(of name: StaffName) throws(Refusal) -> [Event] {
    guard application.conflicts[name] != nil else {
      throw Refusal(
        .notFound, "No conflict of interest of \(name) with this candidate is declared.", "\(name) 与该考生没有登记回避。")
    }
    switch command.actor {
    case .candidate, .clerk: throw notYourLevel()
    case .office: break
    case .staff(let staff):
      guard staff.mayAdminister(.conflicts), staff.name != name else {
        throw Refusal(
          .notYourLevel, "Another admin, or the office, withdraws a conflict of interest.", "回避只能由其他管理员或考务办公室撤销。")
      }
    }
    try checkVersion()
    return [.conflictWithdrawn(name)]
  }
}

extension Application {
  /// Checks that a member of staff has no conflict of interest.
  func checkConflict(of staff: Staff) throws(Refusal) {
    guard let conflict = conflicts[staff.name] else { return }
    throw .conflictOfInterest(conflict.kind)
  }
}

extension Refusal {
  /// The member of staff has a conflict of interest.
  static func conflictOfInterest(_ kind: Conflict.Kind) -> Refusal {
    let why =
      switch kind {
      case .own: ("this is your own registration", "该报名为您本人")
      case .declared: ("it has been declared", "已登记回避")
      }
    return Refusal(
      .conflictOfInterest,
      "You have a conflict of interest with this candidate: \(why.0). Somebody else sees to it; an admin can withdraw the "
        + "declaration.",
      "您与该考生存在回避关系（\(why.1)），须由其他人员处理；如有误，请联系管理员撤销。")
  }
}
