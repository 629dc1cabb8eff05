/// A material's identifier in the policy: Latin letters, digits and hyphens.
public struct MaterialID: TypedName {
  /// The identifier.
  public let rawValue: String

  /// An identifier, which is not checked: the policy may have no such material.
  public init(rawValue: String) { self.rawValue = rawValue }
}
