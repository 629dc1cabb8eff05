/// A second look (二次审核): a decision that was drawn for another reviewer of the level, who judges the same pictures
/// without knowing of the first verdict. It never changes the application.
public struct SecondLook: Sendable, Hashable {
  /// Something that a reviewer found wrong.
  public struct Fault: Sendable, Hashable {
    /// The material; nil for the application as a whole.
    public let material: MaterialID?
    /// The id of the policy's canned reason, or ``other``.
    public let reason: String
    /// The words.
    public let note: String

    /// The reason of words that are no canned reason.
    public static let other = "other"

    /// Something wrong, with the canned reason whose text the words are.
    public init(material: MaterialID?, note: String, under policy: Policy) {
      self.init(material: material, reason: policy.reason(of: note), note: note)
    }

    init(material: MaterialID?, reason: String, note: String) {
      self.material = material
      self.reason = reason
      self.note = note
    }
  }

  /// A verdict with what was found wrong.
  public struct Verdict: Sendable, Hashable {
    /// The verdict.
    public let result: Application.Result
    /// What was found wrong; empty for a pass.
    public let faults: [Fault]

    /// A verdict.
    public init(_ result: Application.Result, _ faults: [Fault] = []) {
      self.result = result
      self.faults = faults
    }
  }

  /// The second verdict.
  public struct Given: Sendable, Hashable {
    /// Who gave it.
    public let reviewer: StaffName
    /// The verdict: a pass, or a return.
    public let verdict: Verdict
    /// When it was given.
    public let time: Moment
  }

  /// The level of both reviewers.
  public let level: Level
  /// The application's version right after the first decision.
  public let version: Int
  /// Who decided.
  public let firstDecider: StaffName
  /// The decision.
  public let first: Verdict
  /// When it was made.
  public let drawnAt: Moment
  /// The second verdict; nil while there is none.
  public var second: Given?
  /// When the pictures or the registration changed, or the decision was taken back, before there was a second verdict.
  public var lapsedAt: Moment?

  /// Whether it waits for a second verdict.
  public var isOpen: Bool { second == nil && lapsedAt == nil }
}

extension Policy {
  /// The id of the canned reason whose text these words are, or ``SecondLook/Fault/other``.
  func reason(of note: String) -> String { reasons.first { $0.text == note }?.id ?? SecondLook.Fault.other }
}

extension Application {
  /// The second look that waits for a member of staff: they may act at its level and did not decide themselves.
  func openLook(for staff: Staff) -> SecondLook? {
    secondLooks.first { $0.isOpen && staff.mayAct(at: $0.level) && $0.firstDecider != staff.name }
  }

  /// What the first reviewer found wrong: what was asked for with a return, or the words of the decision.
  func faults(of result: Result, _ note: String, under policy: Policy) -> [SecondLook.Fault] {
    if result == .passed { return [] }
    let wanted =
      result == .rejected
      ? []
      : slots.sorted { $0.key < $1.key }.compactMap { place, slot in
        slot.note.map { SecondLook.Fault(material: place.material, note: $0, under: policy) }
      }
    return wanted.isEmpty ? [SecondLook.Fault(material: nil, note: note, under: policy)] : wanted
  }

  /// The application as it was before the level of a second look reviewed it: without marks, notes and decisions.
  func blinded(for look: SecondLook, under policy: Policy) -> Application {
    var blind = self
    blind.state = look.level == policy.levels.first ? .submitted : .sitePassed
    (blind.site, blind.region) = (Verdict(), Verdict())
    blind.slots = slots.filter { $0.value.picture != nil }.mapValues { slot in
      var blank = Slot(picture: slot.picture)
      blank.kept = slot.kept
      blank.broughtBy = slot.broughtBy
      return blank
    }
    return blind
  }
}
