extension Application {
  /// Whether the state locks every picture, whatever its mark.
  func isLocked(under policy: Policy) -> Bool {
    switch state {
    case .filling, .returned: false
    case .submitted: policy.lockedBy == .submission
    case .sitePassed, .regionPassed, .rejected, .payment, .preparing, .passed, .failed: true
    }
  }

  /// Whether only places where a reviewer asked for a picture are open: after a return, if submission had locked
  /// everything.
  func isOpenOnlyWhereWanted(under policy: Policy) -> Bool {
    state == .returned && policy.returnUnlocks == .wanted && policy.lockedBy == .submission
  }

  /// Whether the candidate may upload to a place, or replace or remove its picture.
  public func isChangeable(at place: Place, under policy: Policy) -> Bool {
    guard !isLocked(under: policy) else { return false }
    guard let slot = slots[place] else { return !isOpenOnlyWhereWanted(under: policy) }
    if state == .returned {
      if policy.returnUnlocks == .application || slot.isWanted || slot.opened { return true }
      if isOpenOnlyWhereWanted(under: policy) { return false }
    }
    // An empty place where a picture is asked for opens with the return, like a picture to be replaced.
    guard slot.picture != nil else { return !slot.isWanted }
    return slot.mark == nil && !slot.kept
  }

  /// The state of a picture, or of a place where one is asked for; nil for any other empty place.
  public func pictureState(at place: Place, under policy: Policy) -> PictureState? {
    guard let slot = slots[place] else { return nil }
    if slot.isWanted, [.filling, .submitted, .sitePassed, .returned].contains(state) { return .wanted }
    guard slot.picture != nil else { return nil }
    if slot.mark == .accepted, !isAcceptanceSuspended(under: policy) { return .accepted }
    return isChangeable(at: place, under: policy) ? .unlocked : .locked
  }

  /// Whether to show the next reviewer that this picture was accepted before a return.
  public func wasAcceptedBefore(at place: Place, under policy: Policy) -> Bool {
    guard let slot = slots[place], slot.picture != nil else { return false }
    return slot.acceptedBefore || (slot.mark == .accepted && isAcceptanceSuspended(under: policy))
  }

  /// Whether the candidate can change nothing at all.
  public func candidateCanChangeNothing(under policy: Policy) -> Bool {
    isLocked(under: policy)
      || policy.materials.allSatisfy { material in
        (1...material.maximum).allSatisfy { !isChangeable(at: Place(material.id, $0), under: policy) }
      }
  }

  /// After a return of the whole application, the candidate may change even accepted pictures until submitting again.
  private func isAcceptanceSuspended(under policy: Policy) -> Bool {
    state == .returned && policy.returnUnlocks == .application
  }
}
