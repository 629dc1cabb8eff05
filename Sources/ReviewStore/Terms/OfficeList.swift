import Wording

/// A list of names that the office keeps and that registrations refer to.
public enum OfficeList: String, Sendable, Hashable, CaseIterable {
  /// The exam sites (考点).
  case sites
  /// The categories (报考类别), such as 临床执业医师.
  case categories

  /// What one of its names is.
  public var item: Bilingual {
    switch self {
    case .sites: Bilingual("exam site", "考点")
    case .categories: Bilingual("category", "报考类别")
    }
  }
}
