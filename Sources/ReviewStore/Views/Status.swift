/// An application's status as far as its candidate may know it.
public struct CandidateStatus: Sendable, Hashable {
  /// The state; with a decision that is not shown yet, it is `submitted`.
  public let state: Application.State
  /// Whether the application is activated.
  public let activated: Bool
  /// Whether the candidate can change nothing.
  public let locked: Bool
  /// The decision that is shown.
  public let visibleResult: Application.VisibleResult?
  /// The level whose return the candidate is working on; nil when there is none.
  public let returnedBy: Level?
  /// The stage after the last pass, once the pass is visible.
  public let visibleStage: Application.State?
  /// The candidate's version, for the parameter `candidateVersion` of acts.
  public let version: Int
  /// The time by which the candidate should react to a return.
  public let reactBy: Moment?
  /// Whether that time has passed, and the policy's grace period after it.
  public let overdue: Bool
  /// The time until which this candidate may upload although the window is over; nil without an extension.
  public let uploadUntil: Moment?
  /// The time until which the candidate may appeal; nil when no appeal is possible, or one was made.
  public let appealBy: Moment?
  /// The candidate's appeal.
  public let appeal: Appeal?
}

/// An application's status, as the command `status` shows it.
public struct Status: Sendable, Hashable {
  /// The registration number.
  public let registration: RegistrationNumber
  /// The state, as staff see it. Candidates are shown ``forCandidate``.
  public let state: Application.State
  /// Whether the application is activated.
  public let activated: Bool
  /// Whether the candidate can change nothing.
  public let locked: Bool
  /// The site's decision.
  public let siteResult: Application.Result?
  /// The region's decision.
  public let regionResult: Application.Result?
  /// The decision that the candidate may see.
  public let visibleResult: Application.VisibleResult?
  /// The stage after the last pass, once the candidate may see the pass.
  public let visibleStage: Application.State?
  /// The version, for the parameter `version` of acts.
  public let version: Int
  /// Who is reviewing it now.
  public let claimedBy: StaffName?
  /// When that claim ends, unless it is renewed.
  public let claimedUntil: Moment?
  /// The time by which the candidate should react to a return.
  public let reactBy: Moment?
  /// The time until which this candidate may upload although the window is over; nil without an extension.
  public let uploadUntil: Moment?
  /// Whether that time has passed.
  public let overdue: Bool
  /// The part of the status that the candidate may see.
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
    claimedUntil = claimedBy == nil ? nil : application.claim?.until
    reactBy = application.reactBy
    uploadUntil = application.uploadUntil
    overdue = application.isOverdue(under: policy, at: now)
    forCandidate = CandidateStatus(
      state: application.shownState(under: policy), activated: activated, locked: locked, visibleResult: visible,
      returnedBy: application.returnedBy, visibleStage: visibleStage, version: application.candidateVersion,
      reactBy: reactBy, overdue: overdue, uploadUntil: application.uploadUntil,
      appealBy: application.appeal == nil ? application.appealBy : nil, appeal: application.appeal)
  }
}
