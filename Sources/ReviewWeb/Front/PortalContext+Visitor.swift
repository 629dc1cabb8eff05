import Hummingbird
import ReviewStore
import Wording

extension PortalContext {
  /// The registration of the candidate who is signed in.
  func candidate() throws(SignedOut) -> RegistrationNumber {
    guard case .candidate(let registration) = session?.visitor else { throw SignedOut() }
    return registration
  }

  /// The place that a path names.
  func place() throws -> Place {
    guard let material = parameters.get("material"), let position = parameters.get("position", as: Int.self) else {
      throw HTTPError(.notFound)
    }
    return Place(MaterialID(material), position)
  }

  /// The registration number that a path names.
  func number() throws -> RegistrationNumber { RegistrationNumber(try parameters.require("number")) }

  /// The member of staff who is signed in.
  func reviewer() throws(SignedOut) -> Staff {
    guard let staff else { throw SignedOut() }
    return staff
  }

  /// The member of staff who is signed in, if they have one of some roles.
  func reviewer(_ roles: Role...) throws -> Staff {
    let staff = try reviewer()
    guard roles.contains(staff.role) else {
      throw Refusal(.notYourLevel, "This page is for others to use.", "您无权使用此页面。")
    }
    return staff
  }
}
