import ImageKit
import Wording

/// One region's rules for one exam year (考区规则), read from a YAML file.
///
/// Every difference between regions is a value here. The code reads these values and never asks which policy it has, so
/// a new region needs only a new file.
public struct Policy: Sendable, Hashable {
  /// Its identifier, such as `national-2023`.
  public var id: String
  /// Its name for people.
  public var name: Bilingual
  /// The name of the examination, for `{exam}` in the watermark.
  public var exam: Bilingual
  /// The exam region's name, for `{region}`, unless the store has another.
  public var region: Bilingual
  /// The official guide that it implements.
  public var source: String
  /// Requirements on stored pictures.
  public var pictures: PictureRules
  /// How a candidate signs in for the first time.
  public var wayIn: WayIn
  /// Whether mobile number and address are required for submission.
  public var personalDetailsRequired: Bool
  /// What the list of materials shows beside the names.
  public var list: ListDisplay
  /// The materials, in display order.
  public var materials: [MaterialRule]
  /// Requirements that any of several materials satisfies.
  public var alternatives: [Alternative]
  /// Warnings about a picture's content that are not given.
  public var noWarnings: [PictureWarning]
  /// How an application is submitted.
  public var handingIn: HandingIn
  /// When pictures are locked.
  public var lockedBy: Locking
  /// What a return unlocks.
  public var returnUnlocks: Unlocking
  /// Whether a reviewer may ask for a picture where there is none.
  public var mayWantMissing: Bool
  /// The levels of review, in order; one or two.
  public var levels: [Level]
  /// How long a claim holds, in minutes.
  public var claimMinutes: Int
  /// How long a one-time code can be used, in hours.
  public var codeHours: Int
  /// When a candidate may see what the site decided.
  public var siteResult: Visibility
  /// When a candidate may see what the last level decided.
  public var regionResult: Visibility
  /// Texts of the messages on candidates' pages, in Chinese.
  public var messages: MessageTexts
  /// Texts of the notices sent to candidates, in Chinese; nil where a policy sends none.
  public var notices: NoticeTexts?
  /// The ways in which, by the guide, candidates are informed; for display only.
  public var channels: [String]
  /// Hours within which a candidate should react to a return; nil where there is no such time.
  public var reactionHours: Int?
  /// Hours after the time to react before an application counts as overdue; 0 for none.
  public var graceHours: Int
  /// Whether and how candidates may appeal against a rejection; nil where they may not.
  public var appeal: AppealRule?
  /// How many of ten thousand decisions are drawn for a second look.
  public var secondLookShare: Int
  /// The text of the watermark on every picture; may contain `{exam} {region} {registration} {date}`.
  public var watermark: String
  /// Which materials a returning candidate must upload anew; nil where nothing is carried over.
  public var carryOver: CarryOver?
  /// The stages after the last level's pass, in order.
  public var stages: [ApplicationState]
  /// What the candidate does after the region has passed the application.
  public var nextStep: Bilingual?
  /// What a candidate does when the registration's data are wrong rather than a picture.
  public var registrationFault: Bilingual?
  /// What a candidate who does not qualify does.
  public var doesNotQualify: Bilingual?
  /// The warning about false material.
  public var falseMaterial: Bilingual?
  /// What a candidate who has already passed the practical test is shown; for display only.
  public var practicalPassed: Bilingual?
  /// The notice that the candidate prints when everything is uploaded.
  public var successNotice: Bilingual?
  /// Canned reasons for reviewers, in Chinese.
  public var reasons: [CannedReason]
  /// The exam sites; empty where the policy does not list them.
  public var sites: [String]
  /// The categories; empty where the policy does not list them.
  public var categories: [String]
  /// When uploads are accepted; nil for always.
  public var uploadWindow: UploadWindow?

  /// The material of an id.
  public func material(_ id: MaterialID) -> MaterialRule? { materials.first { $0.id == id } }

  /// How long a one-time code can be used, in seconds.
  var codeSeconds: Int { codeHours * 3600 }

  /// The latest time at which a claim made by `now` can end. One minute is added for clock differences.
  func latestClaim(at now: Moment) -> Moment { now.adding(seconds: claimMinutes * 60 + 60) }

  /// The time before which a time to react is overdue at `now`.
  func overdueBefore(_ now: Moment) -> Moment { now.adding(seconds: -graceHours * 3600) }

  /// Whether a claim is valid at `now`. A claim that ends later than ``latestClaim(at:)`` was made while the clock was
  /// ahead, and is invalid.
  func holds(until end: Moment, at now: Moment) -> Bool { now < end && end <= latestClaim(at: now) }

  /// The level that reviews applications in a state; nil when no level does.
  public func level(reviewing state: ApplicationState) -> Level? {
    switch state {
    case .submitted: levels.first
    case .sitePassed: levels.count > 1 ? levels[1] : nil
    default: nil
    }
  }
}
