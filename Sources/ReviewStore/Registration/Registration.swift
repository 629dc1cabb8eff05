/// One person's entry for one exam (报名信息), as it comes in.
public struct NewRegistration: Sendable, Hashable {
  /// The registration number.
  public var number: String
  /// The person's name.
  public var name: String
  /// The category, such as 临床执业医师.
  public var category: String
  /// The exam site, by name.
  public var site: String
  /// The identity document's number, by which last year's papers are found.
  public var idNumber: String?
  /// The identity document's kind.
  public var identity: Applicant.Identity
  /// Whether the person's papers passed review last year.
  public var returning: Bool
  /// Whether the practical test was passed before; information only.
  public var practicalPassed: Bool
  /// The mobile number, if it is known already.
  public var mobile: String?
  /// The address, if it is known already.
  public var address: String?

  /// An entry.
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

/// One person's entry, as it may be shown: numbers masked. After `erase` only the registration number is left.
public struct RegistrationRecord: Sendable, Hashable {
  /// The registration number.
  public let number: String
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
  /// Whether the person's papers passed review last year.
  public let returning: Bool
  /// Whether the practical test was passed before.
  public let practicalPassed: Bool
  /// The mobile number, masked as `139*****88`.
  public let maskedMobile: String?
  /// The address.
  public let address: String?
  /// When it was entered.
  public let createdAt: Moment
  /// When it was erased.
  public let erasedAt: Moment?
  /// Whether the candidate has come in.
  public let activated: Bool
  /// Where the application stands.
  public let state: Application.State
  /// The application's version.
  public let version: Int
  /// The one-time code that was handed out last and has not been used; nil when there is none.
  public let code: OneTimeCode?
}

/// What the office may know of a one-time code.
public struct OneTimeCode: Sendable, Hashable {
  /// Until when it can be used.
  public let expiresAt: Moment
  /// How many wrong codes were tried by somebody who knew the registration number and the last six characters.
  public let wrongGuesses: Int
  /// Whether it opens nothing any more because of them. The candidate needs a new one.
  public var isVoid: Bool { wrongGuesses >= Guessing.codes }
}
