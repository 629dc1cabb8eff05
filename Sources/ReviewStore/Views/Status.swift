/// An application's status as far as its candidate may know it.
public struct CandidateStatus: Sendable, Hashable {
  /// The state; a decision that is not shown yet looks like a submitted application.
  public let state: Application.State
  /// Whether the candidate has come in.
  public let activated: Bool
  /// Whether the candidate can change nothing.
  public let locked: Bool
  /// What is shown of the decisions.
  public let visibleResult: Application.VisibleResult?
  /// The level whose return the candidate is working on; nil when there is none.
  public let returnedBy: Level?
  /// The stage after the last pass, once the pass is shown.
  public let visibleStage: Application.State?
  /// The candidate's version, for the acts' parameter `candidateVersion`.
  public let version: Int
  /// When the candidate should have reacted to a return.
  public let reactBy: Moment?
  /// Whether that time has passed.
  public let overdue: Bool
}

/// An application's status, as the command `status` shows it.
public struct Status: Sendable, Hashable {
  /// The registration number.
  public let registration: String
  /// The state, as staff see it. Candidates are shown ``forCandidate``.
  public let state: Application.State
  /// Whether the candidate has come in.
  public let activated: Bool
  /// Whether the candidate can change nothing.
  public let locked: Bool
  /// What the site decided.
  public let siteResult: Application.Result?
  /// What the region decided.
  public let regionResult: Application.Result?
  /// What the candidate may be shown of the decisions.
  public let visibleResult: Application.VisibleResult?
  /// The stage after the last pass, once the candidate may know of the pass.
  public let visibleStage: Application.State?
  /// The version, for ``ReviewStore``'s acts.
  public let version: Int
  /// Who is reviewing it just now.
  public let claimedBy: String?
  /// When the candidate should have reacted to a return.
  public let reactBy: Moment?
  /// Whether that time has passed.
  public let overdue: Bool
  /// The part of it that the candidate may know.
  public let forCandidate: CandidateStatus

  init(_ application: Application, under policy: Policy, at now: Moment) {
    registration = application.applicant.registration
    state = application.state
    activated = application.activated
    locked = application.candidateCanChangeNothing(under: policy)
    siteResult = application.site.result
    regionResult = application.region.result
    let visible = application.visibleResult(under: policy)
    visibleResult = visible
    let isStage = ApplicationState.stages.contains(application.state)
    visibleStage = isStage && visible == .regionPassed ? application.state : nil
    version = application.version
    claimedBy = application.holder(at: now, under: policy)
    reactBy = application.reactBy
    overdue = application.reactBy.map { $0 < now } ?? false
    forCandidate = CandidateStatus(
      state: application.shownState(under: policy), activated: activated, locked: locked, visibleResult: visible,
      returnedBy: application.returnedBy, visibleStage: visibleStage, version: application.candidateVersion,
      reactBy: reactBy, overdue: overdue)
  }
}
