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

  /// Whose pictures a request is about: those of the candidate who is signed in, or, on a path that names a
  /// registration, those of a candidate of the clerk who is. The store checks that the candidate has allowed it.
  func hand() throws -> Hand {
    guard let number = parameters.get("number") else { return Hand(registration: try candidate()) }
    return Hand(registration: RegistrationNumber(number), clerk: try clerk().name)
  }

  /// Whoever is signed in with a staff account, clerks too.
  ///
  /// - Throws: ``SignedOut``; ``SecondFactorMissing``; ``PasswordToChange``.
  func account() throws -> Staff {
    let staff = try accountToChangePassword()
    guard passwordDue == nil else { throw PasswordToChange() }
    return staff
  }

  /// Whoever is signed in with a staff account, for the page on which they change their password.
  func accountToChangePassword() throws -> Staff {
    let staff = try accountToSetUp()
    guard !mustSetUpSecondFactor else { throw SecondFactorMissing() }
    return staff
  }

  /// Whoever is signed in with a staff account, for the page on which they set up their second factor.
  func accountToSetUp() throws(SignedOut) -> Staff {
    guard let staff else { throw SignedOut() }
    return staff
  }

  /// The clerk who is signed in.
  func clerk() throws -> Staff {
    let staff = try account()
    guard staff.role == .clerk else { throw Self.forOthers }
    return staff
  }

  /// The member of staff who is signed in, if they review. Clerks and administrators use no page of reviewers.
  func reviewer() throws -> Staff {
    let staff = try account()
    guard staff.role.reviews else { throw Self.forOthers }
    return staff
  }

  /// The member of staff who is signed in, if they administer something or have one of some roles.
  func administrator(_ act: Administration, or roles: Role...) throws -> Staff {
    let staff = try account()
    guard staff.mayAdminister(act) || roles.contains(staff.role) else { throw Self.forOthers }
    return staff
  }

  private static let forOthers = Refusal(.notYourLevel, "This page is for others to use.", "您无权使用此页面。")

  /// The member of staff who is signed in, if they have one of some roles.
  func reviewer(_ roles: Role...) throws -> Staff {
    let staff = try reviewer()
    guard roles.contains(staff.role) else { throw Self.forOthers }
    return staff
  }
}
