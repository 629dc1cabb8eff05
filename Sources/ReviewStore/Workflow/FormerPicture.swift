/// A picture that stood at a place before the one that is there now: what reviewers compare with. One a place is kept,
/// until the registration is erased.
public struct FormerPicture: Sendable, Hashable {
  /// Where it comes from.
  public enum Origin: String, Sendable, Hashable, CaseIterable {
    /// A reviewer had it before them when they returned the application.
    case attempt
    /// It passed last year, and this year another is to be brought or has been.
    case lastYear = "last-year"
  }

  /// The picture.
  public let picture: StoredPicture
  /// Where it comes from.
  public let origin: Origin
  /// When it was replaced, or taken over from last year.
  public let until: Moment

  /// A former picture.
  public init(picture: StoredPicture, origin: Origin, until: Moment) {
    self.picture = picture
    self.origin = origin
    self.until = until
  }
}
