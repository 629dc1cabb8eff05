/// One person's registration for one exam (报名信息), as it is imported.
public struct NewRegistration: Sendable, Hashable {
  /// The registration number.
  public var number: String
  /// The person's name.
  public var name: String
  /// The category, such as 临床执业医师.
  public var category: String
  /// The exam site, by name.
  public var site: String
  /// The identity document's number. It finds the pictures to carry over from last year.
  public var idNumber: String?
  /// The identity document's kind.
  public var identity: Applicant.Identity
  /// Whether the person passed review last year.
  public var returning: Bool
  /// Whether the person has passed the practical test before; for display only.
  public var practicalPassed: Bool
  /// The mobile number, if it is known.
  public var mobile: String?
  /// The address, if it is known.
  public var address: String?

  /// A registration.
  public init(
    number: String, name: String, category: String, site: String, idNumber: String? = nil,
    identity: Applicant.Identity = .domestic, returning: Bool = false, practicalPassed: Bool = false,
    mobile: String? = nil, address: String? = nil
  ) {
    self.number = number
    self.name = name
    self.category = category
    self.site = site
    self.idNumber = idNumber
    self.identity = identity
    self.returning = returning
    self.practicalPassed = practicalPassed
    self.mobile = mobile
    self.address = address
  }
}

/// One person's registration for display, with masked numbers. After `erase` only the registration number is left.
public struct RegistrationRecord: Sendable, Hashable {
  /// The registration number.
  public let number: RegistrationNumber
  /// The person's name; nil once erased.
  public let name: String?
  /// The category.
  public let category: String
  /// The exam site.
  public let site: String
  /// The identity number, masked.
  public let maskedIDNumber: String?
  /// The identity document's kind.
  public let identity: Applicant.Identity
  /// Whether the person passed review last year.
  public let returning: Bool
  /// Whether the practical test was passed before.
  public let practicalPassed: Bool
  /// The mobile number, masked as `139*****88`.
  public let maskedMobile: String?
  /// The address.
  public let address: String?
  /// The time of registration.
  public let createdAt: Moment
  /// The time of erasure.
  public let erasedAt: Moment?
  /// Whether the application is activated.
  public let activated: Bool
  /// The application's state.
  public let state: Application.State
  /// The application's version.
  public let version: Int
  /// The latest unused one-time code; nil when there is none.
  public let code: OneTimeCode?
}

/// What the office may know about a one-time code.
public struct OneTimeCode: Sendable, Hashable {
  /// The time at which it expires.
  public let expiresAt: Moment
  /// The number of wrong codes entered with the right registration number and last six characters.
  public let wrongGuesses: Int
  /// Whether it is void because of them. The candidate then needs a new one.
  public var isVoid: Bool { wrongGuesses >= Guessing.codes }
}
