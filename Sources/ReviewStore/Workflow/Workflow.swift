/// The workflow's rules: which commands an application allows, and which events they cause.
///
/// The functions are pure, without clock, database or files. They take an application, a command, a policy and a time,
/// and return events or throw the first refusal that applies. The store calls them inside a transaction.
///
///     let events = try Workflow.decide(application, Command(.submit, by: .candidate), under: policy, at: .now)
///     let next = Workflow.apply(events, to: application, under: policy, at: .now)
public enum Workflow {
  /// The events that a command causes; none when it would change nothing.
  ///
  /// - Throws: the first ``Refusal`` that applies, in the order of ``Refusal/Rule``.
  public static func decide(
    _ application: Application, _ command: Command, under policy: Policy, at now: Moment
  ) throws(Refusal) -> [Event] {
    let decision = Decision(application: application, command: command, policy: policy, now: now)
    try decision.checkHelp()
    return decision.withHelp(try events(of: decision))
  }

  private static func events(of decision: Decision) throws(Refusal) -> [Event] {
    switch decision.command.act {
    case .activate: return decision.application.activated ? [] : [.activated]
    case .upload(let material, let position, let picture): return try decision.upload(material, position, picture)
    case .adjust(let place, let shown, let picture): return try decision.adjust(place, shown, picture)
    case .exchange(let place, let position, let shown): return try decision.exchange(place, position, shown)
    case .remove(let place): return try decision.remove(place)
    case .submit: return try decision.submit()
    case .carryOver(let pictures): return try decision.carryOver(pictures)
    case .claim: return try decision.claim()
    case .release: return try decision.release()
    case .accept(let place): return try decision.accept(place)
    case .acceptAll(let seen): return try decision.acceptAll(seen)
    case .want(let place, let note): return try decision.want(place, note)
    case .return(let note): return try decision.giveBack(note)
    case .returnWanting(let material, let note): return try decision.giveBack(wanting: material, note)
    case .withdraw: return try decision.withdraw()
    case .reject(let note): return try decision.reject(note)
    case .reopen: return try decision.reopen()
    case .pass: return try decision.pass()
    case .publish(let level): return try decision.publish(level)
    case .stage(let stage): return try decision.stage(stage)
    case .correct(let fields, let applicant): return try decision.correct(fields, applicant)
    case .showIdentity: return try decision.showIdentity()
    case .extend(let until, let reason): return try decision.extend(to: until, reason)
    case .allowHelper(let clerk, let organisation): return try decision.allowHelper(clerk, organisation)
    case .revokeHelper: return try decision.revokeHelper()
    case .appeal(let words): return try decision.appeal(words)
    case .decideAppeal(let outcome, let note): return try decision.decideAppeal(outcome, note)
    case .declareConflict(let name, let kind, let reason): return try decision.declareConflict(of: name, kind, reason)
    case .secondLook(let verdict): return try decision.lookAgain(verdict)
    case .withdrawConflict(let name): return try decision.withdrawConflict(of: name)
    }
  }

  /// One command to decide on, with the checks that several acts share.
  struct Decision {
    let application: Application
    let command: Command
    let policy: Policy
    let now: Moment
  }
}

extension Workflow.Decision {
  /// The material of an id.
  func material(_ id: MaterialID) throws(Refusal) -> MaterialRule {
    guard let material = policy.material(id) else {
      throw Refusal(
        .notFound, "The policy knows no material \(id).", "考区规则中没有材料 \(id)。", remedy: .listMaterials)
    }
    return material
  }

  /// Checks that a material has a position.
  func checkPosition(_ position: Int, of material: MaterialRule) throws(Refusal) {
    guard (1...material.maximum).contains(position) else {
      throw Refusal(
        .notFound, "\(material.name.english) has positions 1 to \(material.maximum).",
        "\(material.name.chinese)只有第 1 至第 \(material.maximum) 个位置。")
    }
  }

  /// Checks that the application has been activated.
  func checkActivated() throws(Refusal) {
    guard application.activated else {
      throw Refusal(.notActivated, "The candidate has not come in yet: activate first.", "考生尚未授权或激活，请先完成激活。")
    }
  }

  /// Checks that the application is at the version that the person saw.
  func checkVersion() throws(Refusal) {
    for (seen, current) in [
      (command.version, application.version), (command.candidateVersion, application.candidateVersion),
    ] where seen != nil && seen != current {
      throw Refusal(
        .staleVersion, "The application has changed since you looked (it is at version \(current)). Look again.",
        "材料在您查看之后已有变化（当前版本 \(current)），请重新查看。")
    }
  }

  /// Checks that a picture is the one that the person saw.
  func checkPicture(_ picture: StoredPicture?, is shown: Digest?) throws(Refusal) {
    guard let shown, let picture, picture.sha256 != shown else { return }
    throw Refusal(
      .staleVersion, "There is another picture at this position now. Nothing was changed; look again.",
      "该位置的图片已更换，未作任何更改，请重新查看。")
  }

  /// Checks the upload window. A return allows uploads outside it, and an extension after it.
  func checkWindow() throws(Refusal) {
    guard application.state == .returned || application.isWithinWindow(under: policy, at: now) else {
      throw Refusal(
        .closed, "Uploads are closed at this time. Look up when your region takes them.", "当前不在上传时间内，请留意考区公布的上传时间。")
    }
  }

  /// The refusal of an act that the state does not allow. A candidate or a clerk is told the state only as far as the
  /// policy shows it.
  func wrongState() -> Refusal {
    let state: Application.State =
      switch command.actor {
      case .candidate, .clerk: application.shownState(under: policy)
      case .staff, .office: application.state
      }
    return Refusal(
      .wrongState, "This cannot be done while the application is \(state.name.english).",
      "当前状态为“\(state.name.chinese)”，不能进行此操作。")
  }
}
