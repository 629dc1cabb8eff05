/// A material's name for programs, as the policy gives it: Latin letters, digits and hyphens.
public struct MaterialID: TypedName {
  /// The name.
  public let rawValue: String

  /// A name, whether or not the policy has such a material.
  public init(rawValue: String) { self.rawValue = rawValue }
}
