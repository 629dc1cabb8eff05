extension Workflow {
  /// Applies events to an application.
  ///
  /// Every act that changes something increments the version; activation, claims, conflicts of interest, second looks and
  /// the permission for a clerk do not. The candidate's version is incremented when what the candidate sees changes.
  public static func apply(
    _ events: [Event], to application: Application, under policy: Policy, at now: Moment
  ) -> Application {
    var next = application
    if events.contains(where: \.isChange) { next.version += 1 }
    for event in events { next.apply(event, under: policy, at: now) }
    next.slots = next.slots.filter { !$0.value.isBlank }
    let looksTheSame =
      CandidateSight(of: next, under: policy) == CandidateSight(of: application, under: policy)
    if !looksTheSame { next.candidateVersion += 1 }
    return next
  }
}

extension Event {
  /// Whether an event changes what a reviewer has to look at.
  var isChange: Bool {
    switch self {
    case .activated, .claimed, .released, .remembered, .identityShown, .conflictDeclared, .conflictWithdrawn,
      .helperAllowed, .helperRevoked, .drawn, .lookedAgain:
      false
    default: true
    }
  }
}

extension Application {
  fileprivate mutating func apply(_ event: Event, under policy: Policy, at now: Moment) {
    switch event {
    case .activated: activated = true
    case .uploaded(let place, let picture, _):
      lapseLooks(at: now)
      put(picture, at: place, now)
    case .exchanged(let pictures):
      lapseLooks(at: now)
      for (place, picture) in pictures { put(picture, at: place, now) }
    case .removed(let place, _):
      lapseLooks(at: now)
      keepFormer(place, at: now)
      var slot = Slot()
      slot.opened = wasOpened(place)
      if let note = slots[place]?.note {
        slot.mark = .wanted(note: note)
        slot.told = true
      }
      slots[place] = slot
    case .carriedOver(let place, let picture):
      slots[place] = Slot(picture: picture)
      slots[place]?.kept = true
      applicant.returning = true
    case .remembered(let place, let picture):
      former[place] = FormerPicture(picture: picture, origin: .lastYear, until: now)
    case .submitted:
      lapseLooks(at: now)
      submit(under: policy, at: now)
    case .emptied:
      move(to: .filling, at: now)
    case .claimed(let claim): self.claim = claim
    case .released: claim = nil
    case .accepted(let place):
      var slot = slots[place] ?? Slot()
      slot.mark = slot.picture == nil ? nil : .accepted
      slot.acceptedBefore = false
      slot.told = false
      slots[place] = slot
      nextLevelActed = nextLevelActed || state == .sitePassed
    case .wanted(let place, let note):
      slots[place, default: Slot()].mark = .wanted(note: note)
      slots[place]?.told = false
      slots[place]?.acceptedBefore = false
      nextLevelActed = nextLevelActed || state == .sitePassed
    case .returned(let level, _, let reactBy):
      decide(.returned, at: level, state: .returned, now)
      self.reactBy = reactBy
      showNotes(true)
    case .rejected(let level, let note, let staff):
      decide(.rejected, at: level, state: .rejected, now)
      rejectionNote = note
      rejectedBy = staff
      startAppealDays(level, under: policy, at: now)
    case .passed(let level, let final):
      decide(.passed, at: level, state: final ? .regionPassed : .sitePassed, now)
      nextLevelActed = false
    case .withdrawn(let level):
      takeBack(level, under: policy, at: now)
      showNotes(false)
    case .reopened(let level, _): takeBack(level, under: policy, at: now)
    case .published(let level):
      publish(level)
      startAppealDays(level, under: policy, at: now)
    case .staged(let stage): move(to: stage, at: now)
    case .corrected(_, let applicant):
      self.applicant = applicant
      lapseLooks(at: now)
      keepDecisionCurrent()
    case .identityShown: break
    case .extended(let until, _):
      if state == .returned { reactBy = until } else { uploadUntil = until }
      keepDecisionCurrent()
    case .helperAllowed(let clerk, _): helper = Helper(clerk: clerk, since: now)
    case .helperRevoked: helper = nil
    case .helped(let place, let clerk, _, let isTold):
      if slots[place]?.picture != nil { slots[place]?.broughtBy = clerk }
      if isTold { helper?.toldAt = now }
    case .appealed(let words):
      guard let level = Level.allCases.last(where: { self[$0].result == .rejected }) else { break }
      appeal = Appeal(
        level: level, firstDecider: rejectedBy ?? "", firstNote: rejectionNote ?? "", words: words, filedAt: now)
    case .appealDecided(let level, let decision):
      appeal?.decision = decision
      if decision.outcome == .granted { takeBack(level, under: policy, at: now) }
    case .drawn(let level, let result, let note, let staff):
      let verdict = SecondLook.Verdict(result, faults(of: result, note, under: policy))
      secondLooks.append(
        SecondLook(level: level, version: version, firstDecider: staff, first: verdict, drawnAt: now))
    case .lookedAgain(let version, let given):
      for index in secondLooks.indices where secondLooks[index].version == version { secondLooks[index].second = given }
    case .conflictDeclared(let name, let conflict):
      conflicts[name] = conflict
      if claim?.staff == name { claim = nil }
    case .conflictWithdrawn(let name): conflicts[name] = nil
    }
  }

  /// Puts a picture at a place, by the candidate or for them. What was marked or noted there is over.
  private mutating func put(_ picture: StoredPicture, at place: Place, _ now: Moment) {
    keepFormer(place, at: now)
    var slot = Slot(picture: picture)
    slot.fresh = state == .returned
    slot.opened = wasOpened(place)
    slots[place] = slot
  }

  /// Keeps a picture that a reviewer has seen as the former one. A picture that nobody has reviewed is not kept.
  private mutating func keepFormer(_ place: Place, at now: Moment) {
    guard state == .returned, let slot = slots[place], let picture = slot.picture, !slot.fresh else { return }
    former[place] = FormerPicture(picture: picture, origin: slot.kept ? .lastYear : .attempt, until: now)
  }

  /// Closes the second looks that wait: what was decided on is not there any more, or the decision itself is not.
  ///
  /// - Parameter level: only those of this level; nil for all.
  private mutating func lapseLooks(of level: Level? = nil, at now: Moment) {
    for (index, look) in secondLooks.enumerated() where look.isOpen && level.map({ $0 == look.level }) ?? true {
      secondLooks[index].lapsedAt = now
    }
  }

  /// Whether a return opened a place, because a reviewer asked for a picture there.
  private func wasOpened(_ place: Place) -> Bool {
    guard state == .returned, let slot = slots[place] else { return false }
    return slot.isWanted || slot.opened
  }

  /// Publishes a decision. The candidate has not changed anything by this, so a return that could be withdrawn still
  /// can be.
  private mutating func publish(_ level: Level) {
    self[level].published = true
    keepDecisionCurrent()
  }

  /// The days for an appeal begin when the candidate may see the rejection.
  private mutating func startAppealDays(_ level: Level, under policy: Policy, at now: Moment) {
    guard self[level].result == .rejected, appealBy == nil, isVisible(level, under: policy), let rule = policy.appeal
    else { return }
    appealBy = now.adding(seconds: rule.days * 86_400)
  }

  /// After a change that is not the candidate's: a return that could be withdrawn before still can be.
  private mutating func keepDecisionCurrent() {
    if decision?.version == version - 1 { decision?.version = version }
  }

  /// Submits the application: review starts at the first level again, whichever level returned it.
  private mutating func submit(under policy: Policy, at now: Moment) {
    for (place, var slot) in slots {
      if state == .returned, policy.returnUnlocks == .application, slot.mark == .accepted {
        slot.mark = nil
        slot.acceptedBefore = true
      }
      slot.opened = false
      slot.fresh = false
      slots[place] = slot
    }
    move(to: .submitted, at: now)
    site = Verdict()
    region = Verdict()
    decision = nil
    reactBy = nil
    nextLevelActed = false
  }

  private mutating func decide(_ result: Result, at level: Level, state: State, _ now: Moment) {
    self[level] = Verdict(result)
    decision = Decision(sinceBefore: since, version: version)
    move(to: state, at: now)
  }

  /// Restores the state before the decision, with its position in the queue. ``Application/nextLevelActed`` stays
  /// true, because the next level has already decided.
  private mutating func takeBack(_ level: Level, under policy: Policy, at now: Moment) {
    lapseLooks(of: level, at: now)
    self[level] = Verdict()
    let isFirst = level == policy.levels.first
    move(to: isFirst ? .submitted : .sitePassed, at: decision?.sinceBefore ?? since)
    nextLevelActed = !isFirst
    decision = nil
    reactBy = nil
    rejectionNote = nil
    rejectedBy = nil
    appealBy = nil
  }

  /// Shows the reviewers' notes to the candidate after a return, or hides them after its withdrawal.
  private mutating func showNotes(_ told: Bool) {
    for (place, slot) in slots where slot.isWanted { slots[place]?.told = told }
  }

  private mutating func move(to state: State, at now: Moment) {
    self.state = state
    since = now
    claim = nil
  }
}
