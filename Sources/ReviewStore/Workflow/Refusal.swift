import ImageKit
import Wording

/// The workflow refuses a command: the rule that forbids it, and what to do about it.
public struct Refusal: DescribedError, Sendable, Hashable {
  /// The rules. When several apply, the first one in this order is reported.
  public enum Rule: String, Sendable, Hashable, CaseIterable {
    /// There is no such registration, material, position, picture or member of staff.
    case notFound = "not-found"
    /// The application has not been activated yet.
    case notActivated = "not-activated"
    /// It belongs to another exam site.
    case notYourSite = "not-your-site"
    /// It is another level's task.
    case notYourLevel = "not-your-level"
    /// The member of staff has a conflict of interest with the candidate.
    case conflictOfInterest = "conflict-of-interest"
    /// Another reviewer has claimed it.
    case claimedByAnother = "claimed-by-another"
    /// Its version is not the one that the person saw.
    case staleVersion = "stale-version"
    /// The candidate may not change it.
    case locked
    /// The application's state does not allow it.
    case wrongState = "wrong-state"
    /// Uploads are closed now, or nothing is handed out to a member of staff who is absent.
    case closed
    /// Personal details are required and missing.
    case profileMissing = "profile-missing"
    /// Pictures are missing, or not all accepted.
    case incomplete
    /// The material already has its maximum of pictures, or a member of staff has reached their cap of the day.
    case full
    /// It exists already.
    case alreadyExists = "already-exists"
    /// The act would have no effect, such as a return that unlocks nothing.
    case empty
    /// The prepared photo does not satisfy the policy.
    case pictureRejected = "picture-rejected"
  }

  /// One of several reasons.
  public struct Reason: Sendable, Hashable {
    /// A stable identifier for programs.
    public let code: String
    /// What is wrong and what to do about it.
    public let message: Bilingual
    /// The id of the material that it concerns, if any.
    public let material: MaterialID?

    /// A reason.
    public init(_ code: String, _ message: Bilingual, material: MaterialID? = nil) {
      self.code = code
      self.message = message
      self.material = material
    }
  }

  /// What a program can do about a refusal.
  public enum Remedy: Sendable, Hashable {
    /// The policy's materials can be listed.
    case listMaterials
  }

  /// The rule.
  public let rule: Rule
  /// What is wrong, and what to do about it where no program is needed for that.
  public let explanation: Bilingual
  /// Every reason, where there may be several.
  public let reasons: [Reason]
  /// What a program can do about it; whoever shows the refusal words it for the people who see it.
  public let remedy: Remedy?

  /// The rule's name.
  public var code: String { rule.rawValue }

  /// A refusal.
  public init(
    _ rule: Rule, _ english: String, _ chinese: String, reasons: [Reason] = [], remedy: Remedy? = nil
  ) {
    self.remedy = remedy
    self.rule = rule
    self.explanation = Bilingual(english, chinese)
    self.reasons = reasons
  }
}

// Refusals that several acts share.
extension Refusal {
  /// The candidate is another exam site's.
  public static let anotherSite = Refusal(
    .notYourSite, "This candidate belongs to another exam site. Only its own staff may see to it.",
    "该考生属于其他考点，只能由该考点工作人员查看和处理。")

  /// A clerk asks for what only staff of the office may do or see.
  static let clerksOnlyUpload = Refusal(
    .notYourLevel, "A clerk uploads for candidates who have allowed it, and does nothing else.",
    "经办人只能为已授权的考生代传材料。")

  /// A picture is asked for where there is none, which the policy does not allow.
  static let missingNotWanted = Refusal(
    .empty, "This policy does not let reviewers ask for a missing picture.", "本考区规则不允许要求补充缺少的图片。")

  /// There is no picture at the place.
  static let noPicture = Refusal(.notFound, "There is no picture at this position.", "该位置没有图片。")

  /// The policy carries nothing over from last year.
  static let noCarryOver = Refusal(
    .wrongState, "This policy carries nothing over from last year.", "本考区规则不沿用上一年的材料。")

  /// There is no such member of staff.
  static func noStaff(_ name: StaffName) -> Refusal {
    Refusal(.notFound, "There is no member of staff called \(name).", "没有工作人员 \(name)。")
  }

  /// There is no such registration.
  static func noRegistration(_ number: RegistrationNumber) -> Refusal {
    Refusal(.notFound, "There is no registration \(number). Check the number.", "没有报名号 \(number)，请核对。")
  }
}
