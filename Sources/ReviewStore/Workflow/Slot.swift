/// One place for a picture: a material and a position in it, counted from 1.
public struct Place: Sendable, Hashable, Comparable {
  /// The material's id in the policy.
  public var material: String
  /// 1 to the material's maximum. Positions never shift.
  public var position: Int

  /// A place.
  public init(_ material: String, _ position: Int) {
    self.material = material
    self.position = position
  }

  /// By material, then by position.
  public static func < (left: Place, right: Place) -> Bool {
    (left.material, left.position) < (right.material, right.position)
  }
}

/// What the store keeps at one ``Place``: a picture, and what reviewers have said of it.
public struct Slot: Sendable, Hashable {
  /// What a reviewer has said.
  public enum Mark: Sendable, Hashable {
    /// Good as it is.
    case accepted
    /// Another is asked for, or one at all; with the reviewer's words.
    case wanted(note: String)
  }

  /// The picture, if there is one.
  public var picture: StoredPicture?
  /// What a reviewer has said, if one has.
  public var mark: Mark?
  /// Whether the picture was carried over from last year and stays locked.
  public var kept = false
  /// Whether a reviewer had accepted this very picture before a return; the next reviewer is told.
  public var acceptedBefore = false
  /// Whether a return has told the candidate the reviewer's words.
  public var told = false
  /// Whether the picture was brought after a return, and has not been handed in since: no reviewer has seen it.
  public var fresh = false
  /// Whether a return opened this place and it has been filled since: the candidate may change it until handing in,
  /// and where uploads hand in by themselves, none does while it is empty again.
  public var opened = false

  /// A place, with a picture or without.
  public init(picture: StoredPicture? = nil) { self.picture = picture }

  /// Whether a reviewer has asked for a picture here.
  public var isWanted: Bool { note != nil }
  /// The reviewer's words, if a picture is asked for.
  public var note: String? { if case .wanted(let note) = mark { note } else { nil } }
  /// Whether there is nothing to remember about this place.
  public var isBlank: Bool { picture == nil && mark == nil && !opened }
}

/// A picture as stored: upright, within the policy's limits, stamped; known by its content.
public struct StoredPicture: Sendable, Hashable {
  /// SHA-256 of the file, 64 lower-case hexadecimal digits; it also names the file.
  public let sha256: String
  /// The file's length.
  public let bytes: Int
  /// Width in pixels.
  public let width: Int
  /// Height in pixels.
  public let height: Int

  /// A stored picture's facts.
  public init(sha256: String, bytes: Int, width: Int, height: Int) {
    self.sha256 = sha256
    self.bytes = bytes
    self.width = width
    self.height = height
  }
}

/// The state of a picture; it follows from marks and the application's state, see
/// ``Application/pictureState(at:under:)``.
public enum PictureState: String, Sendable, Hashable, CaseIterable {
  /// The candidate may change it.
  case unlocked
  /// Nobody may change it.
  case locked
  /// A reviewer has accepted it; nobody may change it.
  case accepted
  /// A reviewer asked for another; the candidate may replace it once the application is returned.
  case wanted
}
