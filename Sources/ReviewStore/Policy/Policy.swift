import ImageKit
import Wording

/// One region's rules for one exam year (考区规则), read from a YAML file.
///
/// Every difference between regions is a value here. The code reads these values and never asks which policy it has, so
/// a new region needs only a new file.
public struct Policy: Sendable, Hashable {
  /// The name it is chosen by, such as `national-2023`.
  public var id: String
  /// Its name for people.
  public var name: Bilingual
  /// The examination, as it stands in a watermark: `{exam}`.
  public var exam: Bilingual
  /// The exam region, unless the store is given another: `{region}`.
  public var region: Bilingual
  /// The guide it follows.
  public var source: String
  /// What a stored picture must be.
  public var pictures: PictureRules
  /// How a candidate comes in.
  public var wayIn: WayIn
  /// Whether mobile and address must be known before handing in.
  public var personalDetailsRequired: Bool
  /// What the list of materials shows beside names.
  public var list: ListDisplay
  /// The materials, in the order in which they are shown.
  public var materials: [MaterialRule]
  /// Requirements that any of several materials satisfies.
  public var alternatives: [Alternative]
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
  /// When a candidate may see what the site decided.
  public var siteResult: Visibility
  /// When a candidate may see what the last level decided.
  public var regionResult: Visibility
  /// What candidates are told on their pages, in Chinese.
  public var messages: MessageTexts
  /// What they are sent, in Chinese; nil where a policy sends nothing.
  public var notices: NoticeTexts?
  /// By which ways the guide says a candidate is told, for people to read.
  public var channels: [String]
  /// Hours within which a candidate should react to a return; nil where none is named.
  public var reactionHours: Int?
  /// The line stamped on every picture; may carry `{exam} {region} {registration} {date}`.
  public var watermark: String
  /// Which materials a returning candidate brings anew; nil where nothing is carried over.
  public var carryOver: CarryOver?
  /// What follows the last level's pass, in order.
  public var stages: [ApplicationState]
  /// What the candidate does once the region has passed the application.
  public var nextStep: Bilingual?
  /// What a candidate does when the registration's data are at fault rather than a picture.
  public var registrationFault: Bilingual?
  /// What a candidate does who does not qualify.
  public var doesNotQualify: Bilingual?
  /// The warning about false material.
  public var falseMaterial: Bilingual?
  /// What is shown to one who has passed the practical test already; information only.
  public var practicalPassed: Bilingual?
  /// The notice the candidate prints when all is uploaded.
  public var successNotice: Bilingual?
  /// Reasons a reviewer can give by a word, in Chinese.
  public var reasons: [CannedReason]
  /// When uploads are taken; nil for always.
  public var uploadWindow: UploadWindow?

  /// The material of an id.
  public func material(_ id: String) -> MaterialRule? { materials.first { $0.id == id } }

  /// The latest time at which a claim made by now can end, with a minute added for clocks that differ a little.
  func latestClaim(at now: Moment) -> Moment { now.adding(seconds: claimMinutes * 60 + 60) }

  /// Whether a claim is valid now. A claim that ends later than possible was made while the clock was ahead, and is not
  /// valid.
  func holds(until end: Moment, at now: Moment) -> Bool { now < end && end <= latestClaim(at: now) }

  /// The level that reviews an application in a state; nil when it is nobody's turn.
  public func level(reviewing state: ApplicationState) -> Level? {
    switch state {
    case .submitted: levels.first
    case .sitePassed: levels.count > 1 ? levels[1] : nil
    default: nil
    }
  }
}
