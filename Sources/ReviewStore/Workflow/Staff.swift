import Wording

/// What a member of staff may do.
public enum Role: String, Sendable, Hashable, CaseIterable {
  /// Reviews one exam site's applications.
  case site
  /// Reviews what the sites have passed.
  case region
  /// May act at either level, and manages registrations and staff.
  case admin
}

/// A member of staff.
public struct Staff: Sendable, Hashable {
  /// The name they act under.
  public var name: String
  /// What they may do.
  public var role: Role
  /// The exam site of a site reviewer; nil for others.
  public var site: String?
  /// Whether they may act no longer.
  public var disabled = false
  /// Whether they have a password for the portal.
  public var hasPassword = false

  /// A member of staff.
  public init(name: String, role: Role, site: String? = nil) {
    self.name = name
    self.role = role
    self.site = site
  }

  /// Whether decisions of a level are theirs.
  public func mayAct(at level: Level) -> Bool {
    switch role {
    case .admin: true
    case .site: level == .site
    case .region: level == .region
    }
  }
}

/// Who does something.
public enum Actor: Sendable, Hashable {
  /// The candidate whose registration it is.
  case candidate
  /// A member of staff.
  case staff(Staff)
  /// Whoever runs the store: imports, carry-over.
  case office

  /// How the audit names them.
  public var name: String {
    switch self {
    case .candidate: "candidate"
    case .staff(let staff): staff.name
    case .office: "office"
    }
  }

  /// Names that the log uses for somebody or something else; no member of staff can have one of them.
  static let reservedNames: Set<String> = [Actor.candidate.name, Actor.office.name, "store", stranger]

  /// Somebody who is not signed in.
  static let stranger = "stranger"
}

extension Role {
  /// The role's name for people.
  public var name: Bilingual {
    switch self {
    case .site: Bilingual("site review", "考点审核")
    case .region: Bilingual("region review", "考区复审")
    case .admin: Bilingual("admin", "管理员")
    }
  }
}
