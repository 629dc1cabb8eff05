import Wording

/// The state of a picture. It is computed from marks and the application's state by
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

extension PictureState {
  /// The state's name for people.
  public var name: Bilingual {
    switch self {
    case .unlocked: Bilingual("unlocked", "未锁定")
    case .locked: Bilingual("🔒 locked", "🔒 已锁定")
    case .accepted: Bilingual("✓ accepted", "✓ 已通过")
    case .wanted: Bilingual("✗ another is wanted", "✗ 需更换或补充")
    }
  }
}
