/// The name under which a member of staff signs in and acts.
public struct StaffName: TypedName {
  /// The name.
  public let rawValue: String

  /// A name, whether or not anybody has it.
  public init(rawValue: String) { self.rawValue = rawValue }
}
