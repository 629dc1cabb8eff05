extension Workflow.Decision {
  /// Claims an application that waits for this reviewer's level.
  func claim() throws(Refusal) -> [Event] {
    let staff = try reviewer()
    return [hold(by: staff)]
  }

  /// Releases the claim.
  func release() throws(Refusal) -> [Event] {
    _ = try staff(at: policy.level(reviewing: application.state))
    return application.holder(at: now, under: policy) == nil ? [] : [.released]
  }

  /// Accepts a picture, or an empty place where one was asked for.
  ///
  /// When the second level accepts what the first level has accepted, no picture changes. It is an event all the same,
  /// because the first level can then no longer reopen the application.
  func accept(_ place: Place) throws(Refusal) -> [Event] {
    try checkPosition(place.position, of: material(place.material))
    guard let slot = application.slots[place], slot.picture != nil || slot.isWanted else {
      throw .noPicture
    }
    let staff = try reviewer()
    let isSecondLevelsFirst = application.state == .sitePassed && !application.nextLevelActed
    return slot.mark == .accepted && !isSecondLevelsFirst ? [hold(by: staff)] : [.accepted(place), hold(by: staff)]
  }

  /// Accepts every picture that is not decided yet, in one act. The reviewer must have looked at each of them.
  func acceptAll(_ seen: [Place]) throws(Refusal) -> [Event] {
    let staff = try reviewer()
    let left = application.slots.filter { $0.value.picture != nil && $0.value.mark == nil }.keys.sorted()
    let reasons = left.filter { !seen.contains($0) }.map { place in
      let name = policy.name(of: place)
      return Refusal.Reason(
        "incomplete", .init("\(name.english) has not been looked at.", "\(name.chinese)尚未查看。"), material: place.material
      )
    }
    guard reasons.isEmpty else {
      throw Refusal(
        .incomplete, "Look at each picture first, then accept them together.", "请先逐张查看，再一并通过。", reasons: reasons)
    }
    guard !left.isEmpty else {
      throw Refusal(.empty, "Every picture has been decided on already.", "所有图片均已审核。")
    }
    return left.map { .accepted($0) } + [hold(by: staff)]
  }

  /// Asks for another picture, or for a first one at an empty place.
  func want(_ place: Place, _ note: String) throws(Refusal) -> [Event] {
    try checkPosition(place.position, of: material(place.material))
    let staff = try reviewer()
    let slot = application.slots[place]
    guard slot?.picture != nil || policy.mayWantMissing else {
      throw .missingNotWanted
    }
    return slot?.note == note ? [hold(by: staff)] : [.wanted(place, note: note), hold(by: staff)]
  }

  /// Returns the application to the candidate.
  func giveBack(_ note: String) throws(Refusal) -> [Event] {
    let level = try decidingLevel()
    if policy.returnUnlocks == .wanted, !application.slots.values.contains(where: \.isWanted) {
      throw Refusal(
        .empty, "This return would unlock nothing: say first which pictures are wanted.",
        "没有标记任何需要更换或补充的图片，退回不会解锁任何内容；请先标记。")
    }
    return [.returned(level, note: note, reactBy: deadline())] + drawing(level, .returned, note)
  }

  /// Returns the application after asking for another picture of a material: both, or neither.
  func giveBack(wanting id: MaterialID, _ note: String) throws(Refusal) -> [Event] {
    _ = try material(id)
    let level = try decidingLevel()
    let filled = application.slots.filter { $0.key.material == id && $0.value.picture != nil }.keys.sorted()
    guard !filled.isEmpty || policy.mayWantMissing else { throw .missingNotWanted }
    let places = filled.isEmpty ? [Place(id, 1)] : filled
    return places.filter { application.slots[$0]?.note != note }.map { .wanted($0, note: note) }
      + [.returned(level, note: note, reactBy: deadline())] + drawing(level, .returned, note)
  }

  /// Withdraws a return, while the candidate has changed nothing.
  func withdraw() throws(Refusal) -> [Event] {
    let staff = try staff(at: application.returnedBy)
    guard let level = application.returnedBy else { throw wrongState() }
    guard application.decision?.version == application.version else {
      throw Refusal(
        .wrongState, "The candidate has changed something since the return; it can no longer be taken back.",
        "考生在退回后已作修改，无法撤销退回。")
    }
    // A correction may have made it incomplete since. What goes back to review must be complete, except where uploads
    // are handed in by themselves.
    let missing = policy.missing(in: application)
    guard missing.isEmpty || (policy.handingIn == .automatic && level == policy.levels.first) else {
      throw Refusal(
        .incomplete, "Since the registration was corrected, pictures are missing. The return stands.",
        "报名信息更正后材料不完整，不能撤销退回。", reasons: missing)
    }
    return [.withdrawn(level), hold(by: staff)]
  }

  /// Rejects the application.
  func reject(_ note: String) throws(Refusal) -> [Event] {
    let staff = try reviewer()
    let level = try decidingLevel()
    return [.rejected(level, note: note, by: staff.name)] + drawing(level, .rejected, note)
  }

  /// Passes the application at the reviewer's level.
  func pass() throws(Refusal) -> [Event] {
    let level = try decidingLevel()
    if application.slots.values.contains(where: \.isWanted) {
      throw Refusal(
        .wrongState, "A picture is still asked for. Accept it, or return the application.",
        "仍有标记为需更换或补充的图片，请先改为通过或退回申请。")
    }
    let undecided = application.slots.filter { $0.value.picture != nil && $0.value.mark != .accepted }.keys.sorted()
    let reasons =
      policy.missing(in: application)
      + undecided.map { place in
        Refusal.Reason(
          "incomplete",
          .init(
            "\(policy.name(of: place.material).english), picture \(place.position), has not been accepted.",
            "\(policy.name(of: place).chinese)图片尚未审核通过。"),
          material: place.material)
      }
    guard reasons.isEmpty else {
      throw Refusal(
        .incomplete, "Not every required picture is there and accepted.", "必需的图片不齐全，或仍有图片未审核通过。", reasons: reasons)
    }
    return [.passed(level, final: level == policy.levels.last)] + drawing(level, .passed)
  }

  /// Reopens a passed or rejected application, until the next level has acted or the decision was published.
  func reopen() throws(Refusal) -> [Event] {
    let level = application.decidedBy(under: policy)
    let staff = try staff(at: level)
    guard let level else { throw wrongState() }
    guard !application.isUnderAppeal else {
      throw Refusal(
        .wrongState, "The candidate has appealed. The decision on the appeal says whether it is reviewed again.",
        "考生已申请复核，是否重新审核以复核结果为准。")
    }
    guard !application[level].published else {
      throw Refusal(.wrongState, "This decision has been published; it stands.", "该审核结果已公布，不能重新审核。")
    }
    guard level == policy.levels.last || !application.nextLevelActed || application.state == .rejected else {
      throw Refusal(
        .wrongState, "The next level has begun its review; only a return by it opens this again.",
        "下一级审核已经开始，不能重新审核；如需更正，请由下一级退回。")
    }
    return [.reopened(level, wasVisible: application.isVisible(level, under: policy)), hold(by: staff)]
  }

  /// Publishes a level's decision. Publishing the next level may include an earlier level's rejection.
  func publish(_ level: Level) throws(Refusal) -> [Event] {
    guard case .staff(let staff) = command.actor else { throw notYourLevel() }
    if staff.role == .site, staff.site != application.applicant.site { throw .anotherSite }
    guard policy.levels.contains(level), staff.mayAct(at: level) else { throw notYourLevel() }
    let events = policy.levels.filter { candidate in
      let verdict = application[candidate]
      guard !verdict.published, verdict.result == .passed || verdict.result == .rejected else { return false }
      if policy.visibility(of: candidate) == .final {
        return level == policy.levels.last && verdict.result == .rejected
      }
      return candidate == level
    }.map { Event.published($0) }
    // An application without anything to publish is skipped before its version is checked.
    if !events.isEmpty { try checkVersion() }
    return events
  }

  /// Moves to a stage after the last pass; only forward.
  func stage(_ stage: Application.State) throws(Refusal) -> [Event] {
    _ = try staff(at: policy.levels.last)
    guard let next = policy.stages.firstIndex(of: stage) else {
      throw Refusal(.wrongState, "This policy knows no such stage.", "本考区规则没有这个阶段。")
    }
    switch application.state {
    case .regionPassed: return [.staged(stage)]
    case .payment, .preparing:
      guard let current = policy.stages.firstIndex(of: application.state), current < next else { throw wrongState() }
      return [.staged(stage)]
    default: throw wrongState()
    }
  }
}

extension Workflow.Decision {
  /// The time by which the candidate should react to a return that is made now; nil where the policy names none.
  func deadline() -> Moment? { policy.reactionHours.map { now.adding(seconds: $0 * 3600) } }

  /// The acting reviewer, whose level must be the one that reviews now.
  func reviewer() throws(Refusal) -> Staff {
    let level = policy.level(reviewing: application.state)
    let staff = try staff(at: level)
    guard level != nil else { throw wrongState() }
    return staff
  }

  /// The level that decides now, after checking that the acting reviewer belongs to it.
  private func decidingLevel() throws(Refusal) -> Level {
    _ = try reviewer()
    guard let level = policy.level(reviewing: application.state) else { throw wrongState() }
    return level
  }

  /// The acting member of staff, after checking site, level and claim.
  func staff(at level: Level?) throws(Refusal) -> Staff {
    guard case .staff(let staff) = command.actor, staff.role.reviews else { throw notYourLevel() }
    try checkActivated()
    if staff.role == .site, staff.site != application.applicant.site { throw .anotherSite }
    if let level, !staff.mayAct(at: level) { throw notYourLevel() }
    try application.checkConflict(of: staff)
    try checkClaim(of: staff)
    try checkVersion()
    return staff
  }

  /// Checks that nobody else holds the application.
  func checkClaim(of staff: Staff) throws(Refusal) {
    guard let holder = application.holder(at: now, under: policy), holder != staff.name else { return }
    throw Refusal(
      .claimedByAnother, "\(holder) is reviewing this application. Try again when it has been handed back.",
      "\(holder) 正在审核这份材料，请等其归还或超时后再试。")
  }

  /// A claim that begins now.
  func hold(by staff: Staff) -> Event {
    .claimed(Application.Claim(staff: staff.name, until: now.adding(seconds: policy.claimMinutes * 60)))
  }

  func notYourLevel() -> Refusal {
    Refusal(.notYourLevel, "This is for another level of review to do.", "当前由另一级审核负责，您无权操作。")
  }
}

extension Application {
  /// The level whose pass or rejection is the current decision; nil when nothing can be reopened.
  func decidedBy(under policy: Policy) -> Level? {
    switch state {
    case .sitePassed: policy.levels.first
    case .regionPassed: policy.levels.last
    case .rejected: policy.levels.last { self[$0].result == .rejected }
    default: nil
    }
  }
}
