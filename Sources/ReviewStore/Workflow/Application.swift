/// One registration's materials (报考材料) as the rules see them: state, version and every picture.
///
/// A value type: ``Workflow`` computes the next value, and storage writes the difference.
public struct Application: Sendable, Hashable {
  /// Where an application stands, as staff see it.
  public typealias State = ApplicationState

  /// What one level has decided.
  public enum Result: String, Sendable, Hashable, CaseIterable {
    /// 通过
    case passed
    /// 退回
    case returned
    /// 拒绝
    case rejected
  }

  /// One level's decision, and whether `review publish` has declared it.
  public struct Verdict: Sendable, Hashable {
    /// What was decided; nil while nothing is.
    public var result: Result?
    /// Whether it has been published since it was decided.
    public var published = false

    /// Nothing decided, or a decision not yet published.
    public init(_ result: Result? = nil) { self.result = result }
  }

  /// A reviewer's claim on an application, which expires.
  public struct Claim: Sendable, Hashable {
    /// The staff member's name.
    public var staff: String
    /// When it expires unless renewed.
    public var until: Moment

    /// A claim.
    public init(staff: String, until: Moment) {
      self.staff = staff
      self.until = until
    }
  }

  /// What is needed to withdraw or reopen a decision.
  public struct Decision: Sendable, Hashable {
    /// Since when the application had been in its state before the decision.
    public var sinceBefore: Moment
    /// The version right after the decision, or after a later publication. While it is the current one, the candidate
    /// has changed nothing.
    public var version: Int

    /// A decision.
    public init(sinceBefore: Moment, version: Int) {
      self.sinceBefore = sinceBefore
      self.version = version
    }
  }

  /// Whose application it is.
  public var applicant: Applicant
  /// Whether the candidate has come in (authorised, activated; whatever the policy calls it).
  public var activated = false
  /// Where it stands.
  public var state = State.filling
  /// Increased by one with every change; claims and releases do not count as changes.
  public var version = 1
  /// Increased by one whenever what the candidate sees changes; see ``CandidateSight``.
  public var candidateVersion = 1
  /// Every place that holds a picture or is asked for one.
  public var slots: [Place: Slot] = [:]
  /// Former pictures by place, for comparison with the current ones.
  public var former: [Place: FormerPicture] = [:]
  /// What the site has decided.
  public var site = Verdict()
  /// What the region has decided.
  public var region = Verdict()
  /// The current claim.
  public var claim: Claim?
  /// Since when it has been in its state: what the queue is ordered by.
  public var since: Moment
  /// The last decision, while it may be taken back.
  public var decision: Decision?
  /// Whether the second level has accepted or asked for a picture since the first level passed it. Then the first level
  /// cannot reopen it.
  public var nextLevelActed = false
  /// The reviewer's words, while it is rejected.
  public var rejectionNote: String?
  /// When the candidate should have reacted to a return; nil where the policy names no time, or none is due.
  public var reactBy: Moment?

  /// A fresh application of a registration.
  public init(applicant: Applicant, since: Moment) {
    self.applicant = applicant
    self.since = since
  }

  /// A level's verdict.
  public subscript(level: Level) -> Verdict {
    get { level == .site ? site : region }
    set { if level == .site { site = newValue } else { region = newValue } }
  }

  /// The level whose return the candidate is working on; nil when there is none.
  public var returnedBy: Level? {
    guard state == .returned else { return nil }
    return region.result == .returned ? .region : .site
  }

  /// Whose claim is still valid; nil when nobody's is.
  public func holder(at now: Moment, under policy: Policy) -> String? {
    claim.flatMap { policy.holds(until: $0.until, at: now) ? $0.staff : nil }
  }

  /// How many pictures each material holds.
  public var pictureCounts: [String: Int] {
    slots.reduce(into: [:]) { counts, slot in
      if slot.value.picture != nil { counts[slot.key.material, default: 0] += 1 }
    }
  }
}
