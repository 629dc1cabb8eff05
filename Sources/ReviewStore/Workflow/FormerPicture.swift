/// The picture that was at a place before the current one, for reviewers to compare. One is kept for each place, until
/// the registration is erased.
public struct FormerPicture: Sendable, Hashable {
  /// Why it was kept.
  public enum Origin: String, Sendable, Hashable, CaseIterable {
    /// A reviewer saw it and returned the application.
    case attempt
    /// It passed last year, and the material must be uploaded anew this year.
    case lastYear = "last-year"
  }

  /// The picture.
  public let picture: StoredPicture
  /// Why it was kept.
  public let origin: Origin
  /// When it was replaced, or carried over from last year.
  public let until: Moment

  /// A former picture.
  public init(picture: StoredPicture, origin: Origin, until: Moment) {
    self.picture = picture
    self.origin = origin
    self.until = until
  }
}
