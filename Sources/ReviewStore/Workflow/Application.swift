/// An application: one registration's materials (报考材料) with its state, its version and every picture.
///
/// It is a value. ``Workflow`` computes the next value, and storage writes the difference.
public struct Application: Sendable, Hashable {
  /// The state, as staff see it.
  public typealias State = ApplicationState

  /// A level's decision.
  public enum Result: String, Sendable, Hashable, CaseIterable {
    /// 通过
    case passed
    /// 退回
    case returned
    /// 拒绝
    case rejected
  }

  /// A level's decision, and whether `review publish` has published it.
  public struct Verdict: Sendable, Hashable {
    /// The decision; nil while there is none.
    public var result: Result?
    /// Whether it was published after it was made.
    public var published = false

    /// No decision, or a decision that is not published yet.
    public init(_ result: Result? = nil) { self.result = result }
  }

  /// A reviewer's claim on an application, which expires.
  public struct Claim: Sendable, Hashable {
    /// The staff member's name.
    public var staff: StaffName
    /// When it expires unless renewed.
    public var until: Moment

    /// A claim.
    public init(staff: StaffName, until: Moment) {
      self.staff = staff
      self.until = until
    }
  }

  /// The last decision, as far as withdrawing or reopening needs it.
  public struct Decision: Sendable, Hashable {
    /// The start of the state before the decision.
    public var sinceBefore: Moment
    /// The version right after the decision, or after a later publication. As long as it is the current version, the
    /// candidate has changed nothing.
    public var version: Int

    /// A decision.
    public init(sinceBefore: Moment, version: Int) {
      self.sinceBefore = sinceBefore
      self.version = version
    }
  }

  /// The registration's facts.
  public var applicant: Applicant
  /// Whether the candidate has signed in and activated the application, whatever the policy calls it.
  public var activated = false
  /// The state.
  public var state = State.filling
  /// Incremented by every change. Claims and releases are not changes.
  public var version = 1
  /// Incremented whenever what the candidate sees changes; see ``CandidateSight``.
  public var candidateVersion = 1
  /// Every place that holds a picture or where one is asked for.
  public var slots: [Place: Slot] = [:]
  /// Former pictures by place, for comparison with the current ones.
  public var former: [Place: FormerPicture] = [:]
  /// The site's decision.
  public var site = Verdict()
  /// The region's decision.
  public var region = Verdict()
  /// The current claim.
  public var claim: Claim?
  /// The time at which the state began. The queue is ordered by it.
  public var since: Moment
  /// The last decision, while it can be withdrawn or reopened.
  public var decision: Decision?
  /// Whether the second level has accepted or asked for a picture since the first level passed the application. Then
  /// the first level cannot reopen it.
  public var nextLevelActed = false
  /// The reviewer's note, while the application is rejected.
  public var rejectionNote: String?
  /// Who rejected it, while it is rejected.
  public var rejectedBy: StaffName?
  /// The time until which the candidate may appeal, once the rejection is visible and where the policy takes appeals.
  public var appealBy: Moment?
  /// The candidate's appeal. It stays, whatever becomes of the application.
  public var appeal: Appeal?
  /// The decisions that were drawn for a second look, in order.
  public var secondLooks: [SecondLook] = []
  /// Members of staff who must keep away from it, whatever becomes of the application.
  public var conflicts: [StaffName: Conflict] = [:]
  /// The time until which this candidate may upload although the upload window is over; nil without an extension.
  public var uploadUntil: Moment?
  /// The clerk whom the candidate has allowed to upload; see ``helper(under:at:)`` for whether that still holds.
  public var helper: Helper?
  /// The time by which the candidate should react to a return; nil where there is none.
  public var reactBy: Moment?

  /// A new application of a registration.
  public init(applicant: Applicant, since: Moment) {
    self.applicant = applicant
    self.since = since
  }

  /// A level's decision.
  public subscript(level: Level) -> Verdict {
    get { level == .site ? site : region }
    set { if level == .site { site = newValue } else { region = newValue } }
  }

  /// The level that returned the application; nil when it is not returned.
  public var returnedBy: Level? {
    guard state == .returned else { return nil }
    return region.result == .returned ? .region : .site
  }

  /// The member of staff with a valid claim; nil when there is none.
  public func holder(at now: Moment, under policy: Policy) -> StaffName? {
    claim.flatMap { policy.holds(until: $0.until, at: now) ? $0.staff : nil }
  }

  /// The number of pictures of each material.
  public var pictureCounts: [MaterialID: Int] {
    slots.reduce(into: [:]) { counts, slot in
      if slot.value.picture != nil { counts[slot.key.material, default: 0] += 1 }
    }
  }
}
