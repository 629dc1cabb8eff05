import ImageKit
import Wording

/// One material of one registration: what `materials` tells.
public struct MaterialStatus: Sendable, Hashable {
  /// The policy's rule.
  public let rule: MaterialRule
  /// Whether this candidate must bring it.
  public let required: Bool
  /// The fewest pictures for this candidate.
  public let minimum: Int
  /// The most pictures.
  public var maximum: Int { rule.maximum }
  /// What each position is for, position 1 first; nil where the policy says nothing.
  public let labels: [Bilingual?]
  /// The pictures, and empty places that a reviewer has asked for; by position.
  public let pictures: [PictureStatus]
  /// Positions where an upload would be taken now, as far as locks are concerned.
  public let open: [Int]
  /// Former pictures by position, for staff only, else empty. ``ReviewStore/formerPicture(_:_:of:as:)`` returns their
  /// bytes.
  public let former: [Int: FormerPicture]
}

/// One picture, or a place where one is asked for.
public struct PictureStatus: Sendable, Hashable {
  /// The position in the material, from 1.
  public let position: Int
  /// Its state.
  public let state: PictureState
  /// What the position is for.
  public let label: Bilingual?
  /// The picture; nil at an empty place that is asked for.
  public let picture: StoredPicture?
  /// The reviewer's words; nil as long as the candidate has not been told them, unless asked as staff.
  public let note: String?
  /// Whether this very picture was accepted before a return.
  public let acceptedBefore: Bool
  /// Whether it was carried over from last year.
  public let carriedOver: Bool
  /// Warnings: the findings of its upload, and that the same page is elsewhere in the application.
  public let findings: [Finding]
  /// Other registrations that have the same page, by number; for staff only, else empty.
  public let sameUnder: [String]
}

/// For whom a view is made.
public enum Viewer: Sendable {
  /// The candidate: marks are visible as far as the policy shows them.
  case candidate
  /// The office: actual states; reviewers' notes once the candidate has been told them.
  case office
  /// Staff: everything.
  case staff
}

extension MaterialStatus {
  init(
    _ rule: MaterialRule, of application: Application, _ looks: [Place: PictureLook], under policy: Policy,
    for viewer: Viewer
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
      return PictureStatus(at: place, rule, of: application, looks[place] ?? .none, under: policy, for: viewer)
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
    at place: Place, _ rule: MaterialRule, of application: Application, _ look: PictureLook, under policy: Policy,
    for viewer: Viewer
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
    findings = look.findings(under: policy)
    sameUnder = viewer == .staff ? look.sameUnder : []
  }
}
