/// A candidate's personal details as they may be shown.
public struct Profile: Sendable, Hashable {
  /// The mobile number, masked as `139*****88`.
  public let maskedMobile: String?
  /// The address.
  public let address: String?
  /// Whether both are known.
  public var complete: Bool { maskedMobile != nil && address != nil }
}
