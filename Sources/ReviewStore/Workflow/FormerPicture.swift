/// The picture that was at a place before the current one, for reviewers to compare. One is kept for each place, until
/// the registration is erased.
public struct FormerPicture: Sendable, Hashable {
  /// Where it comes from.
  public enum Origin: String, Sendable, Hashable, CaseIterable {
    /// A reviewer saw it when returning the application.
    case attempt
    /// It passed last year, and the material must be brought anew this year.
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
