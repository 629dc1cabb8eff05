/// Appeals (复核).
extension Workflow.Decision {
  /// Files the candidate's appeal against a rejection that the candidate may see.
  func appeal(_ words: String) throws(Refusal) -> [Event] {
    try checkActivated()
    try checkVersion()
    guard policy.appeal != nil else {
      throw Refusal(.wrongState, "This region takes no appeals here.", "本考区不在此受理复核申请。")
    }
    guard application.visibleResult(under: policy) == .rejected, let end = application.appealBy else {
      throw wrongState()
    }
    guard now <= end else {
      throw Refusal(
        .closed, "Appeals were possible until \(end.forPeople).", "复核申请的截止时间为 \(end.forPeople)，已截止。")
    }
    guard application.appeal == nil else {
      throw Refusal(.alreadyExists, "You have appealed already; that is possible once.", "您已提交过复核申请，每人仅限一次。")
    }
    return [.appealed(words)]
  }

  /// Decides the appeal: somebody else than who rejected the application, at the same level.
  func decideAppeal(_ outcome: Appeal.Outcome, _ note: String) throws(Refusal) -> [Event] {
    let appeal = application.appeal
    if case .staff(let staff) = command.actor, let appeal, appeal.firstDecider == staff.name {
      throw Refusal(
        .notYourLevel, "You rejected this application. Somebody else decides the appeal.",
        "该材料由您审核拒绝，复核须由其他人员处理。")
    }
    let staff = try staff(at: appeal?.level)
    guard let appeal, appeal.decision == nil, application.state == .rejected else { throw wrongState() }
    return [
      .appealDecided(
        appeal.level, Appeal.Decision(outcome: outcome, decider: staff.name, note: note, time: now))
    ]
  }
}

extension Application {
  /// Whether an appeal was made against the rejection that stands: then it is for the appeal to take it back.
  var isUnderAppeal: Bool { state == .rejected && appeal != nil && appeal?.decision?.outcome != .granted }
}
