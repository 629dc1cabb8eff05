/// One ``Place``: its picture, and the reviewers' mark.
public struct Slot: Sendable, Hashable {
  /// A reviewer's mark.
  public enum Mark: Sendable, Hashable {
    /// The picture is accepted.
    case accepted
    /// Another picture, or a first one, is asked for; with the reviewer's note.
    case wanted(note: String)
  }

  /// The picture, if there is one.
  public var picture: StoredPicture?
  /// The reviewer's mark, if there is one.
  public var mark: Mark?
  /// Whether the picture was carried over from last year and stays locked.
  public var kept = false
  /// Whether a reviewer accepted this very picture before a return; the next reviewer is shown this.
  public var acceptedBefore = false
  /// Whether a return has shown the reviewer's note to the candidate.
  public var told = false
  /// Whether the picture was uploaded after a return and not submitted since, so that no reviewer has seen it.
  public var fresh = false
  /// Whether a return opened this place and it has been filled since. The candidate may change it until submission.
  /// With automatic submission, nothing is submitted while it is empty again.
  public var opened = false

  /// The clerk who uploaded the picture for the candidate; nil if the candidate did.
  public var broughtBy: StaffName?

  /// A place, with or without a picture.
  public init(picture: StoredPicture? = nil) { self.picture = picture }

  /// Whether a reviewer has asked for a picture here.
  public var isWanted: Bool { note != nil }
  /// The reviewer's note, if a picture is asked for.
  public var note: String? { if case .wanted(let note) = mark { note } else { nil } }
  /// Whether the place has no picture, mark or flag, so that it needs no row.
  public var isBlank: Bool { picture == nil && mark == nil && !opened }
}
