/// What a candidate sees of an application. It includes only decisions that the policy shows.
///
/// Candidates have a separate version, which is incremented when this value changes. So the version does not reveal
/// acts that the candidate may not know of yet.
struct CandidateSight: Sendable, Equatable {
  /// What the candidate sees of one place.
  struct Spot: Sendable, Equatable {
    let sha256: Digest?
    let state: PictureState?
    let note: String?
    let isChangeable: Bool
    let broughtBy: StaffName?
  }

  /// The registration's facts, which the list of materials depends on.
  let applicant: Applicant
  let state: Application.State
  let reactBy: Moment?
  let uploadUntil: Moment?
  let appealBy: Moment?
  let appeal: Appeal?
  let helper: Helper?
  /// Every place of the policy, in its order.
  let spots: [Spot]

  init(of application: Application, under policy: Policy) {
    applicant = application.applicant
    state = application.shownState(under: policy)
    reactBy = application.reactBy
    uploadUntil = application.uploadUntil
    appealBy = application.appealBy
    appeal = application.appeal
    helper = application.helper
    spots = policy.materials.flatMap { material in
      (1...material.maximum).map { position in
        let place = Place(material.id, position)
        let shown = application.shownPictureState(at: place, under: policy)
        let slot = application.slots[place]
        return Spot(
          sha256: slot?.picture?.sha256, state: shown, note: shown == .wanted ? slot?.note : nil,
          isChangeable: application.isChangeable(at: place, under: policy), broughtBy: slot?.broughtBy)
      }
    }
  }
}

extension Application {
  /// The state as far as the candidate may know it. With a decision that is not shown yet, it is `submitted`.
  func shownState(under policy: Policy) -> State {
    switch visibleResult(under: policy) {
    case .returned: .returned
    case .rejected: .rejected
    case .sitePassed: .sitePassed
    case .regionPassed: ApplicationState.stages.contains(state) ? state : .regionPassed
    case nil: state == .filling ? .filling : .submitted
    }
  }

  /// The state of a picture, or of a place where one is asked for, as far as the candidate may know it; nil for a
  /// place that looks empty.
  func shownPictureState(at place: Place, under policy: Policy) -> PictureState? {
    guard let slot = slots[place] else { return nil }
    if slot.isWanted, slot.told, state == .returned || (state == .submitted && isReviewOpen(under: policy)) {
      return .wanted
    }
    guard slot.picture != nil else { return nil }
    if isAcceptanceShown(of: slot, under: policy) { return .accepted }
    return isChangeable(at: place, under: policy) ? .unlocked : .locked
  }

  private func isAcceptanceShown(of slot: Slot, under policy: Policy) -> Bool {
    switch visibleResult(under: policy) {
    // A visible pass means that every picture was accepted. A later level's marks are not visible yet.
    case .sitePassed, .regionPassed: true
    case .returned: slot.mark == .accepted && policy.returnUnlocks == .wanted
    case .rejected: slot.mark == .accepted
    case nil: slot.mark == .accepted && isReviewOpen(under: policy)
    }
  }

  /// Whether the candidate may see the first level's marks while it reviews.
  private func isReviewOpen(under policy: Policy) -> Bool {
    state == .submitted && policy.levels.first.map { policy.visibility(of: $0) == .atOnce } ?? false
  }
}
