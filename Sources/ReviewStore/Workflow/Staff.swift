import Wording

/// The role of a member of staff.
public enum Role: String, Sendable, Hashable, CaseIterable {
  /// Reviews one exam site's applications.
  case site
  /// Reviews applications that the sites have passed.
  case region
  /// May act at both levels, and manages registrations and staff.
  case admin
  /// Uploads for candidates who have allowed it (经办人), and does nothing else.
  case clerk
  /// Where duties are separate (三员): administers what the office works with, and neither accounts nor the log.
  case system
  /// Where duties are separate: administers who may do what.
  case security
  /// Where duties are separate: reads the log, and changes nothing.
  case audit
}

/// A member of staff.
public struct Staff: Sendable, Hashable {
  /// The name under which they act.
  public var name: StaffName
  /// Their role.
  public var role: Role
  /// The exam site of a site reviewer; nil for others.
  public var site: String?
  /// The workplace of a clerk; nil for others.
  public var organisation: String?
  /// The code that a clerk gives to candidates, eight digits; nil for others.
  public var clerkCode: String?
  /// Whether the account is disabled.
  public var disabled = false
  /// Whether they have a password for the portal.
  public var hasPassword = false
  /// Whether the office's duties are separate.
  public var dutiesAreSeparate = false
  /// Whether somebody else has set the password, so that they have to change it.
  public var passwordIsGiven = false
  /// When the password was set; nil where there is none.
  public var passwordSince: Moment?
  /// Whether they can sign in with a code of an authenticator app besides.
  public var hasAuthenticatorApp = false
  /// How many passkeys they can sign in with besides.
  public var passkeyCount = 0
  /// Whether the password alone does not sign them in.
  public var hasSecondFactor: Bool { hasAuthenticatorApp || passkeyCount > 0 }
  /// How many applications they decide a day at most by "next"; nil for any number.
  public var dailyCap: Int?

  /// A member of staff.
  public init(name: StaffName, role: Role, site: String? = nil) {
    self.name = name
    self.role = role
    self.site = site
  }

  /// Why they have to change their password before anything else; nil when they need not.
  ///
  /// - Parameter days: after how many days a password is too old; nil for never.
  public func passwordDue(afterDays days: Int?, at now: Moment) -> PasswordDue? {
    if passwordIsGiven { return .given }
    guard let days, let passwordSince, passwordSince.adding(seconds: days * 86_400) <= now else { return nil }
    return .old
  }

  /// Whether they may decide at a level.
  public func mayAct(at level: Level) -> Bool {
    switch role {
    case .admin: true
    case .site: level == .site
    case .region: level == .region
    case .clerk, .system, .security, .audit: false
    }
  }
}

/// Why a password has to be changed.
public enum PasswordDue: Sendable, Hashable {
  /// Somebody else has set it, and knows it.
  case given
  /// It is too old.
  case old
}

/// The person who acts.
public enum Actor: Sendable, Hashable {
  /// The candidate whose registration it is.
  case candidate
  /// A member of staff.
  case staff(Staff)
  /// A clerk who acts for the candidate.
  case clerk(Staff)
  /// The person who runs the store: imports, carry-over.
  case office

  /// The actor's name in the audit log.
  public var name: String {
    switch self {
    case .candidate: "candidate"
    case .staff(let staff), .clerk(let staff): staff.name.rawValue
    case .office: "office"
    }
  }

  /// Names that the log uses for other actors or subjects. No member of staff may have one of them.
  static let reservedNames: Set<String> = [Actor.candidate.name, Actor.office.name, "store", stranger]

  /// A person who is not signed in.
  static let stranger = "stranger"
}

extension Role {
  /// The role's name for people.
  public var name: Bilingual {
    switch self {
    case .site: Bilingual("site review", "考点审核")
    case .region: Bilingual("region review", "考区复审")
    case .admin: Bilingual("admin", "管理员")
    case .clerk: Bilingual("clerk", "经办人")
    case .system: Bilingual("system administrator", "系统管理员")
    case .security: Bilingual("security administrator", "安全管理员")
    case .audit: Bilingual("audit administrator", "审计管理员")
    }
  }
}
