import Wording

/// The two review levels, in their order.
public enum Level: String, Sendable, Hashable, CaseIterable {
  /// The exam site (考点审核).
  case site
  /// The exam region (考区复审).
  case region
}

extension Level {
  /// The level's name for people.
  public var name: Bilingual {
    switch self {
    case .site: Bilingual("site review", "考点审核")
    case .region: Bilingual("region review", "考区复审")
    }
  }
}
