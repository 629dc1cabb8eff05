import ReviewStore
import Wording

extension PortalContext {
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
