/// A second look that waits, without anything of the first verdict.
public struct SecondLookEntry: Sendable, Hashable {
  /// The registration number.
  public let registration: RegistrationNumber
  /// The candidate's name.
  public let name: String
  /// The category.
  public let category: String
  /// The exam site.
  public let site: String
  /// The level of review.
  public let level: Level
  /// Since when it waits.
  public let since: Moment
}
