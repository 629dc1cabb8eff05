import Wording

/// The facts about a registration that the rules need. They do not identify the person.
public struct Applicant: Sendable, Hashable {
  /// What kind of identity document the person has.
  public enum Identity: String, Sendable, Hashable, CaseIterable {
    /// A Chinese identity card or another two-sided document.
    case domestic
    /// A foreign passport: information page and cover.
    case foreignPassport = "foreign-passport"
  }

  /// The registration number.
  public var registration: RegistrationNumber
  /// The exam site, by name.
  public var site: String
  /// The category, such as 临床执业医师.
  public var category: String
  /// The identity document's kind.
  public var identity: Identity
  /// Whether the candidate is a returning one (老考生), who passed review last year.
  public var returning: Bool
  /// Whether mobile number and address are known.
  public var profileComplete: Bool

  /// The facts about a registration.
  public init(
    registration: RegistrationNumber, site: String, category: String, identity: Identity = .domestic,
    returning: Bool = false,
    profileComplete: Bool = false
  ) {
    self.registration = registration
    self.site = site
    self.category = category
    self.identity = identity
    self.returning = returning
    self.profileComplete = profileComplete
  }
}

extension Applicant.Identity {
  /// The kind of document, for people.
  public var name: Bilingual {
    switch self {
    case .domestic: Bilingual("identity card or another two-sided document", "居民身份证或其他双面证件")
    case .foreignPassport: Bilingual("foreign passport", "外国护照")
    }
  }
}
