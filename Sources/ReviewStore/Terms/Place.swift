/// A place for a picture: a material and a position in it, counted from 1.
public struct Place: Sendable, Hashable, Comparable {
  /// The material's id in the policy.
  public var material: MaterialID
  /// The position, from 1 to the material's maximum. Removing a picture does not shift the others.
  public var position: Int

  /// A place.
  public init(_ material: MaterialID, _ position: Int) {
    self.material = material
    self.position = position
  }

  /// A place as people type it, `material/position`; nil for any other text.
  public init?(typed text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let position = Int(parts[1]) else { return nil }
    self.init(MaterialID(String(parts[0])), position)
  }

  /// Compares by material, then by position.
  public static func < (left: Place, right: Place) -> Bool {
    (left.material, left.position) < (right.material, right.position)
  }
}
