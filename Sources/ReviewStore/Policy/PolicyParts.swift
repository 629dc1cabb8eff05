import ImageKit
import Wording

/// How a candidate signs in for the first time. The store records it as activation, whatever the guide calls it.
public struct WayIn: Sendable, Hashable {
  /// The guide's term for it.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// With the exam account (授权).
    case authorise
    /// The first sign-in leads to activation (激活).
    case activate
    /// Authorise, then activate.
    case both
    /// Signing in with one's own name and password activates the application.
    case signIn = "sign-in"
  }

  /// The guide's term.
  public var kind: Kind
  /// The guidance that the candidate reads there.
  public var guidance: Bilingual
}

/// What the list of materials shows beside the names.
public struct ListDisplay: Sendable, Hashable {
  /// A `*` beside required materials.
  public var marksRequired: Bool
  /// An example picture (示例).
  public var examples: Bool
  /// The requirements in words.
  public var instructions: Bool
}

/// How an application is submitted.
public enum HandingIn: String, Sendable, Hashable, CaseIterable {
  /// By the candidate (提交审核).
  case explicit
  /// Automatically, with every upload.
  case automatic
}

/// When pictures are locked.
public enum Locking: String, Sendable, Hashable, CaseIterable {
  /// Submitting locks all pictures.
  case submission
  /// Accepting a picture locks it; a decision locks all.
  case review
}

/// What a return unlocks.
public enum Unlocking: String, Sendable, Hashable, CaseIterable {
  /// Every picture.
  case application
  /// Only what the reviewer asked for.
  case wanted
}

/// When a candidate may see a level's decision.
public enum Visibility: String, Sendable, Hashable, CaseIterable {
  /// As soon as it is made.
  case atOnce = "at-once"
  /// When somebody with the right has published that level.
  case published
  /// Only with the final result: once the last level has been published.
  case final
}

/// One kind of document (材料项目).
public struct MaterialRule: Sendable, Hashable {
  /// Its identifier.
  public var id: MaterialID
  /// Its name for people.
  public var name: Bilingual
  /// Which candidates it is required of.
  public var required: Requirement
  /// The fewest pictures of those it is required of.
  public var minimum: Int
  /// The most pictures.
  public var maximum: Int
  /// What each position is for, by position; may have fewer entries than the maximum.
  public var labels: [Bilingual]
  /// The papers that its pictures show: with labels one for each position, otherwise any of them; empty where any paper
  /// will do.
  public var takes: [PaperKind]
  /// Other labels for some candidates; the first entry whose condition holds applies.
  public var variants: [LabelVariant]
  /// The requirements in words.
  public var instructions: Bilingual?
  /// The file name of an example picture, either a built-in one or one beside the policy file.
  public var example: String?
  /// What its pictures must be, where that differs from the policy's other pictures.
  public var pictures: PictureRules?
}

/// Labels for the candidates that satisfy a condition.
public struct LabelVariant: Sendable, Hashable {
  /// The condition.
  public var condition: Condition
  /// What each position is for.
  public var labels: [Bilingual]
  /// The paper that each position takes; empty where any paper will do.
  public var takes: [PaperKind]
}

/// Whether a material is required.
public enum Requirement: Sendable, Hashable {
  /// Required of everybody, or of nobody.
  case always(Bool)
  /// Required of candidates that satisfy a condition.
  case when(Condition)
}

/// A condition on candidates. Every part that is given must hold.
public struct Condition: Sendable, Hashable {
  /// The category is one of these.
  public var categories: [String]?
  /// The identity document is of this kind.
  public var identity: Applicant.Identity?
  /// The candidate is returning, or is not.
  public var returning: Bool?

  /// Whether a candidate satisfies the condition.
  public func holds(for applicant: Applicant) -> Bool {
    (categories.map { $0.contains(applicant.category) } ?? true)
      && (identity.map { $0 == applicant.identity } ?? true)
      && (returning.map { $0 == applicant.returning } ?? true)
  }
}

/// A requirement that any of several materials satisfies.
public struct Alternative: Sendable, Hashable {
  /// Which candidates it applies to.
  public var condition: Condition
  /// The materials' ids. One of them must have a picture.
  public var anyOf: [MaterialID]
}

/// Texts of the messages on candidates' pages, in Chinese. Where one is nil, no message is written.
public struct MessageTexts: Sendable, Hashable {
  /// After submission.
  public var submitted: String?
  /// After a return; `{note}` and `{wanted}` are the reviewer's notes.
  public var returned: String
  /// After the withdrawal of a return that the candidate may have seen.
  public var withdrawn: String
  /// After the site's pass, once visible.
  public var sitePassed: String?
  /// After the last level's pass, once visible.
  public var regionPassed: String?
  /// After a rejection, once visible; `{note}` is the reviewer's note.
  public var rejected: String?
  /// After the withdrawal of a visible decision.
  public var reopened: String
  /// After a correction of the registration's data; `{fields}` are their names. Policies need not have it.
  public var corrected: String

  /// After an extension of the time to react; `{until}` and `{reason}` are what staff gave. Policies need not have it.
  public var extended: String

  /// After an extension of the time to upload; `{until}` and `{reason}` as in ``extended``. Policies need not have it.
  public var uploadExtended: String
  /// After the candidate has allowed a clerk; `{clerk}` is who it is. Policies need not have it.
  public var helperAllowed: String
  /// Once a day after a clerk has changed pictures; `{clerk}` is who it was. Policies need not have it.
  public var helped: String

  /// The text for ``uploadExtended`` where a policy has none.
  static let usualUploadExtended = "您的材料上传截止时间已延长至 {until}。{reason}"
  /// The text for ``helperAllowed`` where a policy has none.
  static let usualHelperAllowed = "您已授权 {clerk} 代您上传材料图片，可随时在“经办人代传”中撤销。"
  /// The text for ``helped`` where a policy has none.
  static let usualHelped = "{clerk} 今日代您更改了材料图片，请核对。如非您本人意愿，请立即在“经办人代传”中撤销授权。"
  /// The text for ``extended`` where a policy has none.
  static let usualExtended = "处理期限已延长至 {until}。{reason}"
  /// The text for ``corrected`` where a policy has none.
  static let usualCorrected = "考务工作人员已更正您的报名信息：{fields}。如有疑问，请联系考点。"
}

/// Texts of the notices sent to candidates, in Chinese. Where one is nil, nothing is sent.
public struct NoticeTexts: Sendable, Hashable {
  /// The signature before the text, such as `【山东卫健委医管中心】`; may contain `{region}`.
  public var signature: String?
  /// After a return.
  public var returned: String
  /// After the last level's pass, once visible.
  public var regionPassed: String?
  /// After a rejection, once visible.
  public var rejected: String?
  /// After a clerk has changed pictures, once a day. Policies need not have it.
  public var helped: String
  /// After an appeal was decided. Policies need not have it.
  public var appealDecided: String
  /// With a one-time code; contains `{code}` and may contain `{until}`.
  public var code: String

  /// The text for ``helped`` where a policy has none.
  static let usualHelped = "经办人今日代您更改了报名材料图片，请登录核对；如非您本人意愿，请立即撤销授权。"
  /// The text for ``appealDecided`` where a policy has none.
  static let usualAppealDecided = "您的复核申请已有结果，请登录查看。"
  /// The usual text with a one-time code.
  public static let usualCode = "您的报名材料上传验证码为 {code}，仅限本人首次登录使用一次，{until} 前有效。请勿告诉他人。"
}

/// How candidates may appeal (复核) against a rejection, once.
public struct AppealRule: Sendable, Hashable {
  /// Days within which an appeal is possible after the rejection became visible.
  public var days: Int
  /// The message after an appeal was filed, in Chinese.
  public var received: String
  /// The message when the rejection stands; `{note}` is the second decider's note.
  public var upheld: String
  /// The message when the rejection is taken back; `{note}` is the second decider's note.
  public var granted: String
}

/// Which materials are not carried over from last year.
public struct CarryOver: Sendable, Hashable {
  /// The ids of materials that must be uploaded anew.
  public var anew: [MaterialID]
}

/// A canned reason that a reviewer can choose.
public struct CannedReason: Sendable, Hashable {
  /// Its identifier.
  public var id: String
  /// What the candidate reads, in Chinese.
  public var text: String
}

/// When uploads are accepted. A return allows uploads at any time.
public struct UploadWindow: Sendable, Hashable {
  /// From this moment on.
  public var opens: Moment?
  /// Up to this moment, exclusive.
  public var closes: Moment?

  /// Whether a moment lies inside.
  public func contains(_ now: Moment) -> Bool {
    (opens.map { $0 <= now } ?? true) && (closes.map { now < $0 } ?? true)
  }
}
