import Wording

/// A conflict of interest (回避): a member of staff who must keep away from an application.
public struct Conflict: Sendable, Hashable {
  /// What kind of conflict it is.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// It is the member of staff's own registration.
    case own
    /// It was declared for another reason, such as kinship.
    case declared
  }

  /// What kind of conflict it is.
  public let kind: Kind
  /// Why, in words.
  public let reason: String
  /// Who declared it: the member of staff, an admin, or the office.
  public let declaredBy: String
  /// When it was declared.
  public let declaredAt: Moment

  /// A conflict of interest.
  public init(kind: Kind, reason: String, declaredBy: String, declaredAt: Moment) {
    self.kind = kind
    self.reason = reason
    self.declaredBy = declaredBy
    self.declaredAt = declaredAt
  }
}

extension Conflict.Kind {
  /// The kind for people.
  public var name: Bilingual {
    switch self {
    case .own: Bilingual("own registration", "本人报名")
    case .declared: Bilingual("declared", "申报回避")
    }
  }
}
