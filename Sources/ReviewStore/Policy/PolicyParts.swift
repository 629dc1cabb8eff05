import ImageKit
import Wording

/// Requirements on stored pictures.
public struct PictureRules: Sendable, Hashable {
  /// What is accepted.
  public var limits: PictureLimits
  /// The largest file made, in bytes.
  public var makeAtMost: Int
  /// The most pixels that a photo may have, according to its header. A few bytes can declare many pixels, and each
  /// costs time.
  public var maxPixels: Int

  /// The most pixels where a policy says nothing else: more than most phones take.
  public static let usualMaxPixels = 60_000_000
}

/// How a candidate signs in for the first time. The store records it as activation, whatever the guide calls it.
public struct WayIn: Sendable, Hashable {
  /// The guide's word for it.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// With the exam account (授权).
    case authorise
    /// The first sign-in leads to activation (激活).
    case activate
    /// Authorise, then activate.
    case both
    /// Signing in with one's own name and password activates.
    case signIn = "sign-in"
  }

  /// Which.
  public var kind: Kind
  /// What the candidate reads there.
  public var guidance: Bilingual
}

/// What the list of materials shows beside names.
public struct ListDisplay: Sendable, Hashable {
  /// A `*` at required ones.
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
  /// Once somebody with the right has published that level.
  case published
  /// Only with the final result: once the last level has been published.
  case final
}

/// One kind of document (材料项目).
public struct MaterialRule: Sendable, Hashable {
  /// Its name for programs.
  public var id: String
  /// Its name for people.
  public var name: Bilingual
  /// Whose duty it is.
  public var required: Requirement
  /// The fewest pictures where it is required.
  public var minimum: Int
  /// The most pictures.
  public var maximum: Int
  /// What each position is for, by position; may be fewer than the maximum.
  public var labels: [Bilingual]
  /// Other labels for some candidates; the first whose condition holds.
  public var variants: [LabelVariant]
  /// The requirements in words.
  public var instructions: Bilingual?
  /// The file name of an example picture among the shipped ones or beside the policy file.
  public var example: String?
}

/// Labels for those whom a condition names.
public struct LabelVariant: Sendable, Hashable {
  /// For whom.
  public var condition: Condition
  /// What each position is for.
  public var labels: [Bilingual]
}

/// Whether a material must be there.
public enum Requirement: Sendable, Hashable {
  /// For everybody or for nobody.
  case always(Bool)
  /// For those whom a condition names.
  case when(Condition)
}

/// Which candidates are meant; every part that is given must hold.
public struct Condition: Sendable, Hashable {
  /// Any of these categories.
  public var categories: [String]?
  /// This kind of identity document.
  public var identity: Applicant.Identity?
  /// Returning, or not.
  public var returning: Bool?

  /// Whether a candidate is meant.
  public func holds(for applicant: Applicant) -> Bool {
    (categories.map { $0.contains(applicant.category) } ?? true)
      && (identity.map { $0 == applicant.identity } ?? true)
      && (returning.map { $0 == applicant.returning } ?? true)
  }
}

/// A requirement that any of several materials satisfies.
public struct Alternative: Sendable, Hashable {
  /// For whom.
  public var condition: Condition
  /// Materials' ids; one with a picture is enough.
  public var anyOf: [String]
}

/// What candidates are told on their pages, in Chinese. Nil: nothing is written.
public struct MessageTexts: Sendable, Hashable {
  /// After handing in.
  public var submitted: String?
  /// After a return; `{note}` and `{wanted}` are the reviewer's words.
  public var returned: String
  /// After a return was taken back that the candidate may have read of.
  public var withdrawn: String
  /// After the site's pass, once visible.
  public var sitePassed: String?
  /// After the last level's pass, once visible.
  public var regionPassed: String?
  /// After a rejection, once visible; `{note}` is the reviewer's words.
  public var rejected: String?
  /// After a visible decision was taken back.
  public var reopened: String
}

/// What candidates are sent, in Chinese. Nil: nothing is sent.
public struct NoticeTexts: Sendable, Hashable {
  /// Who signs, in front of the text, such as `【山东卫健委医管中心】`; `{region}` is filled in.
  public var signature: String?
  /// After a return.
  public var returned: String
  /// After the last level's pass, once visible.
  public var regionPassed: String?
  /// After a rejection, once visible.
  public var rejected: String?
}

/// What is brought anew by those whose other papers are carried over from last year.
public struct CarryOver: Sendable, Hashable {
  /// Materials' ids.
  public var anew: [String]
}

/// A reason a reviewer can give by a word.
public struct CannedReason: Sendable, Hashable {
  /// The word.
  public var id: String
  /// What the candidate reads, in Chinese.
  public var text: String
}

/// When uploads are taken; reviewers' returns open their own.
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
