import ImageKit
import Wording

/// One material of one registration, as the command `materials` shows it.
public struct MaterialStatus: Sendable, Hashable {
  /// The policy's rule.
  public let rule: MaterialRule
  /// Whether it is required of this candidate.
  public let required: Bool
  /// The fewest pictures that this candidate must upload.
  public let minimum: Int
  /// The most pictures.
  public var maximum: Int { rule.maximum }
  /// What each position is for, position 1 first; nil where the policy does not say.
  public let labels: [Bilingual?]
  /// The pictures, and empty places where a picture is asked for; by position.
  public let pictures: [PictureStatus]
  /// Positions that are not locked, so that an upload may be accepted there now.
  public let open: [Int]
  /// Former pictures by position; empty unless the viewer is staff. ``ReviewStore/formerPicture(_:of:as:)`` returns
  /// their bytes.
  public let former: [Int: FormerPicture]
}

extension MaterialStatus {
  /// The position of the picture with which one of the wrong paper may be exchanged: the only other one that may be
  /// changed, where every position takes its own paper. Nil where nothing speaks for an exchange.
  public func exchange(for status: PictureStatus) -> Int? {
    guard status.mayBeAdjusted, status.findings.contains(where: { $0.code == .wrongPaper }) else { return nil }
    let others = pictures.filter {
      $0.position != status.position && $0.mayBeAdjusted && labels[$0.position - 1] != nil
    }
    return others.count == 1 ? others[0].position : nil
  }
}

/// One picture, or an empty place where one is asked for.
public struct PictureStatus: Sendable, Hashable {
  /// The position in the material, from 1.
  public let position: Int
  /// Its state.
  public let state: PictureState
  /// What the position is for.
  public let label: Bilingual?
  /// The picture; nil at an empty place.
  public let picture: StoredPicture?
  /// The reviewer's note; nil until a return shows it to the candidate. Staff always see it.
  public let note: String?
  /// Whether this very picture was accepted before a return.
  public let acceptedBefore: Bool
  /// Whether it was carried over from last year.
  public let carriedOver: Bool
  /// The clerk who uploaded it for the candidate; nil if the candidate did.
  public let broughtBy: HelperName?
  /// Warnings: the findings of its upload, and that another place of the application has the same page.
  public let findings: [Finding]
  /// By how many degrees the photo was turned clockwise by its text when it was stored; 0 if it was not.
  public let turned: Int
  /// Whether the identity card in it bears the registration's number; nil where none was compared, and for candidates.
  public let number: CardNumberAnswer.Kind?
  /// Numbers of other registrations that have the same page; empty unless the viewer is staff.
  public let sameUnder: [RegistrationNumber]

  /// Whether there is a picture here that the candidate may change.
  public var mayBeAdjusted: Bool { picture != nil && (state == .unlocked || state == .wanted) }
}

/// The person for whom a view is made.
public enum Viewer: Sendable {
  /// The candidate: marks are visible as far as the policy shows them.
  case candidate
  /// The office: actual states; reviewers' notes once a return has shown them to the candidate.
  case office
  /// Staff: everything.
  case staff
}

extension MaterialStatus {
  init(
    _ rule: MaterialRule, of application: Application, _ looks: [Place: PictureLook],
    _ helpers: [StaffName: HelperName], under policy: Policy, for viewer: Viewer
  ) {
    self.rule = rule
    required = policy.isRequired(rule, of: application.applicant)
    minimum = policy.minimum(of: rule, for: application.applicant)
    let positions = 1...rule.maximum
    labels = positions.map { policy.label(of: rule, at: $0, for: application.applicant) }
    open = positions.filter { position in
      let place = Place(rule.id, position)
      let slot = application.slots[place]
      let isFree = slot?.picture == nil || (application.state == .returned && slot?.isWanted == true)
      return isFree && application.isChangeable(at: place, under: policy)
    }
    pictures = positions.compactMap { position in
      let place = Place(rule.id, position)
      let helper = application.slots[place]?.broughtBy.flatMap { helpers[$0] }
      return PictureStatus(
        at: place, rule, of: application, looks[place] ?? .none, broughtBy: helper, under: policy, for: viewer)
    }
    former =
      viewer != .staff
      ? [:]
      : Dictionary(
        uniqueKeysWithValues: positions.compactMap { position in
          application.former[Place(rule.id, position)].map { (position, $0) }
        })
  }
}

extension PictureStatus {
  init?(
    at place: Place, _ rule: MaterialRule, of application: Application, _ look: PictureLook, broughtBy: HelperName?,
    under policy: Policy, for viewer: Viewer
  ) {
    let state =
      viewer == .candidate
      ? application.shownPictureState(at: place, under: policy) : application.pictureState(at: place, under: policy)
    guard let slot = application.slots[place], let state else { return nil }
    let untold = slot.isWanted && !slot.told
    if untold, slot.picture == nil, viewer != .staff { return nil }
    position = place.position
    self.state = state
    label = policy.label(of: rule, at: place.position, for: application.applicant)
    picture = slot.picture
    note = (untold && viewer != .staff) || (viewer == .candidate && state != .wanted) ? nil : slot.note
    // Only reviewers see whether a picture has been reviewed again since it was submitted again.
    acceptedBefore =
      application.wasAcceptedBefore(at: place, under: policy)
      && (viewer != .candidate || application.state == .returned)
    carriedOver = slot.kept
    self.broughtBy = broughtBy
    findings = look.findings(under: policy, for: viewer)
    turned = look.turned
    number = viewer == .candidate ? nil : look.number
    sameUnder = viewer == .staff ? look.sameUnder : []
  }
}
