import ImageKit

/// The workflow says no: which rule stands in the way, and what to do about it.
public struct Refusal: DescribedError, Sendable, Hashable {
  /// The rules' names, in the order in which they are given when several apply.
  public enum Rule: String, Sendable, Hashable, CaseIterable {
    case notFound = "not-found"
    case notActivated = "not-activated"
    case notYourSite = "not-your-site"
    case notYourLevel = "not-your-level"
    case claimedByAnother = "claimed-by-another"
    case staleVersion = "stale-version"
    case locked
    case wrongState = "wrong-state"
    case closed
    case profileMissing = "profile-missing"
    case incomplete
    case full
    case alreadyExists = "already-exists"
    case empty
    case pictureRejected = "picture-rejected"
  }

  /// One of several things in the way.
  public struct Reason: Sendable, Hashable {
    /// A stable name.
    public let code: String
    /// What is in the way and what to do about it.
    public let message: Bilingual
    /// The material it concerns, if one.
    public let material: String?

    /// A reason.
    public init(_ code: String, _ message: Bilingual, material: String? = nil) {
      self.code = code
      self.message = message
      self.material = material
    }
  }

  /// The rule.
  public let rule: Rule
  /// What is wrong and what to do about it.
  public let explanation: Bilingual
  /// Every reason, where there may be several.
  public let reasons: [Reason]

  /// The rule's name.
  public var code: String { rule.rawValue }

  /// A refusal.
  public init(_ rule: Rule, _ english: String, _ chinese: String, reasons: [Reason] = []) {
    self.rule = rule
    self.explanation = Bilingual(english, chinese)
    self.reasons = reasons
  }
}
