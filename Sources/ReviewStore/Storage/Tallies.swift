/// What there is of one material in the whole store.
public struct MaterialTally: Sendable, Hashable {
  /// The material's id.
  public let material: MaterialID
  /// Registrations with pictures of it.
  public let registrations: Int
  /// Pictures of it.
  public let pictures: Int
  /// Places where reviewers have asked for a picture.
  public let wanted: Int
}

/// How many applications one exam site has.
public struct SiteTally: Sendable, Hashable {
  /// The site.
  public let site: String
  /// All its registrations.
  public let registrations: Int
  /// Those waiting for the site's review.
  public let submitted: Int
  /// Those passed by the site and waiting for the region's review.
  public let sitePassed: Int
  /// Those returned to the candidate.
  public let returned: Int
}
