/// An appeal (复核) against a rejection: filed once by the candidate, decided by somebody else than who rejected.
public struct Appeal: Sendable, Hashable {
  /// What became of an appeal.
  public enum Outcome: String, Sendable, Hashable, CaseIterable {
    /// The rejection stands.
    case upheld
    /// The rejection is taken back; the level reviews again.
    case granted
  }

  /// The second decision.
  public struct Decision: Sendable, Hashable {
    /// What it is.
    public let outcome: Outcome
    /// Who made it.
    public let decider: StaffName
    /// The note to the candidate.
    public let note: String
    /// When it was made.
    public let time: Moment

    /// A decision.
    public init(outcome: Outcome, decider: StaffName, note: String, time: Moment) {
      self.outcome = outcome
      self.decider = decider
      self.note = note
      self.time = time
    }
  }

  /// The level that rejected the application, and decides the appeal.
  public let level: Level
  /// Who rejected it.
  public let firstDecider: StaffName
  /// The note of the rejection.
  public let firstNote: String
  /// The candidate's words.
  public let words: String
  /// When it was filed.
  public let filedAt: Moment
  /// The second decision; nil while there is none.
  public var decision: Decision?

  /// An appeal that is not decided yet.
  public init(level: Level, firstDecider: StaffName, firstNote: String, words: String, filedAt: Moment) {
    self.level = level
    self.firstDecider = firstDecider
    self.firstNote = firstNote
    self.words = words
    self.filedAt = filedAt
  }
}
