/// A correction of a registration's data. A nil value stays as it is.
public struct Correction: Sendable, Hashable {
  /// The person's name.
  public var name: String?
  /// The category.
  public var category: String?
  /// The number of the identity document.
  public var idNumber: String?
  /// The kind of the identity document.
  public var identity: Applicant.Identity?
  /// The mobile number.
  public var mobile: String?
  /// Whether the candidate is a returning one.
  public var returning: Bool?
  /// Whether the practical test was passed before.
  public var practicalPassed: Bool?

  /// A correction that changes nothing yet.
  public init() {}

  /// The registration with the corrected values.
  func applied(to registration: NewRegistration) -> NewRegistration {
    var corrected = registration
    corrected.name = name ?? registration.name
    corrected.category = category ?? registration.category
    corrected.idNumber = IdentityNumber.normalized(idNumber) ?? registration.idNumber
    corrected.identity = identity ?? registration.identity
    corrected.mobile = mobile ?? registration.mobile
    corrected.returning = returning ?? registration.returning
    corrected.practicalPassed = practicalPassed ?? registration.practicalPassed
    return corrected
  }
}

extension NewRegistration {
  /// The value of a field, as the log's hashes cover it; nil where there is none.
  func value(of field: RegistrationField) -> String? {
    switch field {
    case .name: name
    case .category: category
    case .idNumber: idNumber
    case .identity: identity.rawValue
    case .mobile: mobile
    case .returning: "\(returning)"
    case .practicalPassed: "\(practicalPassed)"
    }
  }

  /// The fields whose values differ, in their usual order.
  func differences(to other: NewRegistration) -> [RegistrationField] {
    RegistrationField.allCases.filter { value(of: $0) != other.value(of: $0) }
  }
}
