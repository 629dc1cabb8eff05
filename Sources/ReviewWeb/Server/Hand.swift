import ReviewStore
import Wording

/// Who works on one application's pictures: its candidate, or a clerk whom the candidate has allowed.
struct Hand: Hashable, Sendable {
  /// The application's registration.
  let registration: RegistrationNumber
  /// The clerk; nil for the candidate.
  var clerk: StaffName?

  /// Who is signed in.
  var visitor: Visitor { clerk.map { .staff($0) } ?? .candidate(registration) }

  /// Identifies the person and the application in ledgers of acts: one clerk may send the same key for two candidates.
  var key: String { clerk == nil ? visitor.key : "\(visitor.key) for \(registration)" }

  /// What the addresses of the application's pages begin with. A clerk's name the registration, because two candidates'
  /// pages may be open at once.
  var base: String { clerk == nil ? "" : Self.clerkBase + "/" + registration.rawValue.pathPart }

  /// The address of the page on which a page of a held document is chosen.
  func address(ofDocument id: String) -> String { "\(base)/documents/\(id)" }

  /// What the addresses of all pages of clerks begin with.
  static let clerkBase = "/helping"
}
