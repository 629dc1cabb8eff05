import ImageKit
import Wording

/// A command that the workflow refuses: the rule that forbids it, and what to do about it.
public struct Refusal: DescribedError, Sendable, Hashable {
  /// The rules' names, in the order in which they are given when several apply.
  public enum Rule: String, Sendable, Hashable, CaseIterable {
    /// There is no such registration, material, position, picture or member of staff.
    case notFound = "not-found"
    /// The application has not been activated yet.
    case notActivated = "not-activated"
    /// It is another exam site's.
    case notYourSite = "not-your-site"
    /// It is another level's to do.
    case notYourLevel = "not-your-level"
    /// Another reviewer holds it.
    case claimedByAnother = "claimed-by-another"
    /// It is at another version than the one that was seen.
    case staleVersion = "stale-version"
    /// The candidate may not change it.
    case locked
    /// The application's state does not allow it.
    case wrongState = "wrong-state"
    /// It is not the time for uploads.
    case closed
    /// Personal details are required and not known.
    case profileMissing = "profile-missing"
    /// Pictures are missing, or not all accepted.
    case incomplete
    /// The material has all its pictures.
    case full
    /// It is there already.
    case alreadyExists = "already-exists"
    /// The act would have no effect, such as a return that unlocks nothing.
    case empty
    /// The prepared photo does not satisfy the policy.
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

// What several acts refuse in the same words.
extension Refusal {
  /// The candidate is another exam site's.
  public static let anotherSite = Refusal(
    .notYourSite, "This candidate belongs to another exam site. Only its own staff may see to it.",
    "该考生属于其他考点，只能由该考点工作人员查看和处理。")

  /// A picture that is not there.
  static let noPicture = Refusal(.notFound, "There is no picture at this position.", "该位置没有图片。")

  /// Last year's pictures where the policy wants none of them.
  static let noCarryOver = Refusal(
    .wrongState, "This policy carries nothing over from last year.", "本考区规则不沿用上一年的材料。")

  /// An unknown registration number.
  static func noRegistration(_ number: String) -> Refusal {
    Refusal(.notFound, "There is no registration \(number). Check the number.", "没有报名号 \(number)，请核对。")
  }
}
