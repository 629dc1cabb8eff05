import ReviewStore
import Wording

/// A signed-in candidate or member of staff.
enum Visitor: Sendable, Hashable {
  /// The candidate of a registration.
  case candidate(RegistrationNumber)
  /// A member of staff, by name.
  case staff(StaffName)

  /// Identifies the person in queues and ledgers.
  var key: String {
    switch self {
    case .candidate(let registration): "candidate \(registration)"
    case .staff(let name): PortalVisit.visitor(of: name)
    }
  }

  /// The visitor with a ``key``; nil when it is none.
  init?(key: String) {
    let parts = key.split(separator: " ", maxSplits: 1).map(String.init)
    switch (parts.first, parts.count) {
    case ("candidate", 2): self = .candidate(RegistrationNumber(parts[1]))
    case ("staff", 2): self = .staff(StaffName(parts[1]))
    default: return nil
    }
  }

  /// What they are called: a registration number or a member of staff's name.
  var name: String {
    switch self {
    case .candidate(let registration): registration.rawValue
    case .staff(let name): name.rawValue
    }
  }
}

/// A signed-in visit.
struct Session: Sendable {
  /// Who is signed in.
  let visitor: Visitor
  /// When it began.
  let began: Moment
  /// When it was last used, or up to a minute earlier.
  var used: Moment
  /// The credentials' stamp when the visit began. The visit ends when the stamp changes.
  let stamp: String
  /// The news that the next page shows, once.
  var news: [News] = []
  /// How many further news were dropped because of the limit.
  var untold = 0
}

/// A message at the top of a page, shown once.
struct News: Sendable {
  /// The kind, which is also the style's class.
  enum Kind: String, Sendable { case good, bad, plain }
  /// The kind.
  var kind: Kind
  /// The words.
  var text: Bilingual
  /// Details, a line each.
  var details: [Bilingual] = []
  /// The id of the place on the page where it stands; nil for the page's top.
  var place: String?
}

/// How long a visit lasts.
public struct SessionLifetimes: Sendable, Hashable {
  /// Seconds without use after which a candidate's visit ends.
  public var candidateIdle = 30 * 60
  /// Seconds without use after which a staff visit ends.
  public var staffIdle = 2 * 3600
  /// The same for roles that have a time of their own.
  public var idleByRole: [Role: Int] = [:]
  /// Seconds after which any visit ends.
  let longest = PortalVisit.longest

  /// The usual times.
  public init() {}

  /// Seconds without use after which the visit of a member of staff ends.
  public func idle(_ role: Role) -> Int { idleByRole[role] ?? staffIdle }

  /// The longest of them.
  var longestIdle: Int { Role.allCases.map(idle).max() ?? staffIdle }
}
