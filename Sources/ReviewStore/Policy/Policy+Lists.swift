extension OfficeList {
  /// The names that a policy has.
  func names(in policy: Policy) -> [String] {
    switch self {
    case .sites: policy.sites
    case .categories: policy.categories
    }
  }
}
