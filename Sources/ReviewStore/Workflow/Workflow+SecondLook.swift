/// Second looks (二次审核).
extension Workflow {
  /// The second look that a member of staff may give now.
  ///
  /// - Throws: ``Refusal``, `wrong-state` when none waits for them. Whoever made the first decision gets the same answer,
  ///   so that they do not learn that it was drawn.
  static func checkSecondLook(
    _ staff: Staff, at application: Application, version: Int? = nil, under policy: Policy
  ) throws(Refusal) -> SecondLook {
    try checkLook(staff, at: application, under: policy)
    guard let look = application.openLook(for: staff) else {
      throw Refusal(.wrongState, "No second look at this application waits for you.", "该材料没有等待您的二次审核。")
    }
    guard version == nil || version == look.version else {
      throw Refusal(
        .staleVersion, "The application has changed since you looked. Look at the list of second looks again.",
        "材料在您查看之后已有变化，请重新查看二次审核列表。")
    }
    return look
  }
}

extension Workflow.Decision {
  /// Gives the second verdict. It changes nothing else.
  func lookAgain(_ verdict: SecondLook.Verdict) throws(Refusal) -> [Event] {
    for case let material? in verdict.faults.map(\.material) { _ = try self.material(material) }
    guard case .staff(let staff) = command.actor else { throw notYourLevel() }
    let look = try Workflow.checkSecondLook(staff, at: application, version: command.version, under: policy)
    guard verdict.result == .passed ? verdict.faults.isEmpty : verdict.result == .returned && !verdict.faults.isEmpty
    else {
      throw Refusal(
        .empty, "Pass it, or say which material is wrong and why.", "请选择通过，或注明有问题的材料及原因。")
    }
    return [
      .lookedAgain(look.version, SecondLook.Given(reviewer: staff.name, verdict: verdict, time: now))
    ]
  }

  /// The event that draws a decision for a second look, if the command says so.
  func drawing(_ level: Level, _ result: Application.Result, _ note: String = "") -> [Event] {
    guard command.isDrawn, case .staff(let staff) = command.actor else { return [] }
    return [.drawn(level, result, note: note, by: staff.name)]
  }
}
