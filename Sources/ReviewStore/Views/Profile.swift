/// A candidate's personal details for display.
public struct Profile: Sendable, Hashable {
  /// The mobile number, masked as `139*****88`.
  public let maskedMobile: String?
  /// The address.
  public let address: String?
  /// Whether both are known.
  public var complete: Bool { maskedMobile != nil && address != nil }
}
