/// The name under which a member of staff signs in and acts.
public struct StaffName: TypedName {
  /// The name.
  public let rawValue: String

  /// A name, which is not checked: there may be no such member of staff.
  public init(rawValue: String) { self.rawValue = rawValue }
}
