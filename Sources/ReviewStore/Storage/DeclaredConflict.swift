/// A conflict of interest, with the registration and the member of staff.
public struct DeclaredConflict: Sendable, Hashable {
  /// The registration.
  public let registration: RegistrationNumber
  /// The member of staff who keeps away from it.
  public let staff: StaffName
  /// The declaration.
  public let conflict: Conflict
}
