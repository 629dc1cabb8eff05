import Wording

/// What the rules ask about a registration; nothing here names the person.
public struct Applicant: Sendable, Hashable {
  /// What kind of identity document the person has.
  public enum Identity: String, Sendable, Hashable, CaseIterable {
    /// A Chinese identity card or another two-sided document.
    case domestic
    /// A foreign passport: information page and cover.
    case foreignPassport = "foreign-passport"
  }

  /// The registration number.
  public var registration: String
  /// The exam site, by name.
  public var site: String
  /// The category, such as 临床执业医师.
  public var category: String
  /// The identity document's kind.
  public var identity: Identity
  /// A returning candidate (老考生), whose papers passed review last year.
  public var returning: Bool
  /// Whether mobile and address are known.
  public var profileComplete: Bool

  /// A registration's facts.
  public init(
    registration: String, site: String, category: String, identity: Identity = .domestic, returning: Bool = false,
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
