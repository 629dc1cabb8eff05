/// Acts on a registration, rather than on its pictures.
extension Workflow.Decision {
  /// Corrects the registration's data. The caller compares the values, which are personal; the workflow is told which
  /// fields differ, and the facts that the rules need.
  ///
  /// Nothing that was uploaded is lost. If the application was handed in and the corrected registration requires more,
  /// it goes back to the candidate: an application that is complete for review stays so.
  func correct(_ fields: [RegistrationField], _ applicant: Applicant) throws(Refusal) -> [Event] {
    _ = try officer()
    guard [.filling, .submitted, .sitePassed, .returned].contains(application.state) else {
      throw Refusal(
        .wrongState,
        "This application is \(application.state.name.english). Reopen it first, then correct the registration.",
        "当前状态为“\(application.state.name.chinese)”，请先重新打开审核，再更正报名信息。")
    }
    guard !fields.isEmpty else {
      throw Refusal(.empty, "Nothing differs from what is registered.", "所填内容与现有报名信息相同，没有需要更正的。")
    }
    return [.corrected(fields, applicant)] + returnOfIncomplete(with: applicant)
  }

  /// Shows the whole identity number to the reviewer who holds the claim, and renews the claim.
  func showIdentity() throws(Refusal) -> [Event] {
    let staff = try reviewer()
    guard application.holder(at: now, under: policy) == staff.name else {
      throw Refusal(
        .wrongState, "Claim the application first: only who reviews it sees the identity number.",
        "请先领取该材料：只有正在审核的人员才能查看完整证件号码。")
    }
    return [.identityShown, hold(by: staff)]
  }

  /// Extends the time to react to a return. The clock runs only while it is the candidate's turn: submission ends it,
  /// and another return starts it anew. Before anything was returned, it extends the upload window for this candidate.
  func extend(to until: Moment, _ reason: String) throws(Refusal) -> [Event] {
    let end = application.extensibleEnd(under: policy)
    // The upload window is the region's to extend.
    _ = try officer(extending: end == nil ? nil : application.returnedBy ?? .region)
    guard let end else {
      throw Refusal(
        .wrongState,
        "Only the time to react to a return, or the time to upload before it, can be extended, where the policy names one.",
        "只有已退回材料的处理期限，或尚可上传材料的上传时间，且考区规则有规定的，才能延长。")
    }
    guard until > end, until > now else {
      throw Refusal(
        .empty, "The new time must be later than now and than the present one, \(end.forPeople).",
        "新的期限应晚于当前时间和现有期限（\(end.forPeople)）。")
    }
    return [.extended(until: until, reason: reason)]
  }

  /// The acting member of staff, who need not be a reviewer: the site's own staff, the region's, an admin. The
  /// application need not have been activated.
  ///
  /// - Parameter level: the level whose time is extended; the site's staff extend only their own. Nil for other acts.
  func officer(extending level: Level? = nil) throws(Refusal) -> Staff {
    guard case .staff(let staff) = command.actor, staff.role.reviews || isImport(by: staff) else {
      throw notYourLevel()
    }
    if staff.role == .site, staff.site != application.applicant.site { throw .anotherSite }
    if staff.role == .site, level == .region { throw notYourLevel() }
    try application.checkConflict(of: staff)
    try checkClaim(of: staff)
    try checkVersion()
    return staff
  }

  /// Whether it is a correction by who imports tables, which correct registrations that are there already.
  private func isImport(by staff: Staff) -> Bool {
    guard case .correct = command.act else { return false }
    return staff.mayAdminister(.registrations)
  }

  /// The return that a correction causes when the application no longer has what it requires.
  private func returnOfIncomplete(with applicant: Applicant) -> [Event] {
    var corrected = application
    corrected.applicant = applicant
    // What was missing before is no matter of the correction.
    let before = policy.missing(in: application)
    let missing = policy.missing(in: corrected).filter { !before.contains($0) }
    guard !missing.isEmpty else { return [] }
    let materials = Set(missing.compactMap(\.material))
    let wanted = placesToOpen(for: corrected, in: materials).map { Event.wanted($0, note: Self.wantedByCorrection) }
    let level: Level?
    switch application.state {
    // Where uploads are handed in by themselves, the first level has incomplete applications before it anyway.
    case .submitted: level = policy.handingIn == .explicit ? policy.levels.first : nil
    // What was passed incomplete would be a false pass. So the first level's pass goes too.
    case .sitePassed: level = policy.levels.first
    case .returned: level = wanted.isEmpty ? nil : application.returnedBy
    default: level = nil
    }
    guard let level else { return [] }
    let note = "报名信息更正后，材料不完整：" + missing.map(\.message.chinese).joined()
    return wanted + [.returned(level, note: note, reactBy: deadline())]
  }

  /// The empty places that the candidate could not fill after a return, because only wanted ones open.
  ///
  /// - Parameter materials: those that the correction requires.
  private func placesToOpen(for corrected: Application, in materials: Set<MaterialID>) -> [Place] {
    guard policy.returnUnlocks == .wanted else { return [] }
    func free(in material: MaterialRule) -> [Place] {
      (1...material.maximum).map { Place(material.id, $0) }.filter { corrected.slots[$0] == nil }
    }
    func promised(in material: MaterialRule) -> Int {
      corrected.slots.count { place, slot in
        place.material == material.id && (slot.picture != nil || slot.isWanted || slot.opened)
      }
    }
    let required = policy.materials.filter { materials.contains($0.id) }.flatMap { material in
      free(in: material).prefix(max(0, policy.minimum(of: material, for: corrected.applicant) - promised(in: material)))
    }
    let chosen = policy.alternatives.filter { choice in
      choice.condition.holds(for: corrected.applicant) && choice.anyOf.first.map(materials.contains) ?? false
    }
    let choices = chosen.flatMap { choice in
      let materials = choice.anyOf.compactMap(policy.material)
      guard materials.allSatisfy({ promised(in: $0) == 0 }) else { return [Place]() }
      // Automatic submission waits for every wanted place, so there only one of the choices can be wanted.
      return materials.prefix(policy.handingIn == .automatic ? 1 : materials.count).compactMap { free(in: $0).first }
    }
    return required + choices.filter { !required.contains($0) }
  }

  /// What the candidate reads at a place that a correction requires.
  private static let wantedByCorrection = "报名信息更正后需要此项材料，请补充上传。"
}
