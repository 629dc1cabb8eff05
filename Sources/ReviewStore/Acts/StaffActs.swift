import Foundation
import ImageKit
import Wording

/// Acts of the office on staff.
extension ReviewStore {
  /// Adds a member of staff. Site reviewers belong to a site, clerks to an organisation, others to none.
  ///
  /// - Parameters:
  ///   - password: the password for the portal, to be changed at the first sign-in; nil if it is set later.
  ///   - officer: the acting admin; nil for the office.
  public func addStaff(
    _ name: String, role: Role, site: String? = nil, organisation: String? = nil, password: String? = nil,
    by officer: StaffName? = nil
  ) throws {
    let name = try StaffName(new: name)
    var staff = Staff(name: name, role: role)
    if role == .site {
      guard let site, TextRules.isVisible(site) else {
        throw InputError.missingSite
      }
      staff.site = try TextRules.checked(site, Bilingual("site", "考点"), atMost: TextLimits.name)
    }
    if role == .clerk {
      staff.organisation = try TextRules.checked(
        organisation ?? "", Bilingual("organisation", "工作单位"), atMost: TextLimits.name)
    }
    let secret = try password.map { try Secret.hash(password: $0, of: staff) }
    let now = clock()
    try engine.write { transaction in
      let actor = try self.officer(officer, for: .accounts, on: staff, transaction)
      guard try Role.given(isSeparate: transaction.dutiesAreSeparate()).contains(role) else {
        throw Refusal(
          .wrongState, "There is no \(role.rawValue) here: `store separate-duties` divides what an admin does.",
          role == .admin ? "已实行三员分立，不能添加管理员。" : "未实行三员分立，不能添加\(role.name.chinese)。")
      }
      if let site = staff.site { try checkListed(site, .sites, transaction) }
      var staff = staff
      if role == .clerk { staff.clerkCode = try freeClerkCode(transaction) }
      guard try transaction.insert(staff, at: now) else {
        throw Refusal(.alreadyExists, "There is a member of staff called \(name) already.", "工作人员 \(name) 已存在。")
      }
      try transaction.record(
        "staff-add", on: name.rawValue, by: actor, after: [.role(role)],
        sealing: role == .clerk ? [.staff, .clerk] : [.staff], at: now)
      guard let secret else { return }
      try transaction.setPassword(secret, ofStaff: name, isGiven: true, at: now)
      try transaction.record(
        "staff-password", on: name.rawValue, by: actor, after: [.word(Self.given)], sealing: Self.passwordSeals, at: now
      )
    }
  }

  /// All staff, by name.
  public func staff() throws -> [Staff] { try engine.read { try $0.allStaff() } }

  /// Sets the password of a member of staff for the portal. One that somebody else has set is to be changed at the first
  /// sign-in; one of their own may not be among their last five. Somebody else is not told whether it is, which would let
  /// them guess at what the person has used.
  ///
  /// - Parameters:
  ///   - officer: the acting admin, or the member of staff themselves; nil for the office.
  ///   - isOwn: whether the member of staff has chosen it; nil if it is set in their name.
  /// - Throws: ``InputError/usedPassword`` and others.
  public func setPassword(
    _ password: String, of name: StaffName, by officer: StaffName? = nil, isOwn: Bool? = nil
  ) throws {
    let isOwn = isOwn ?? (officer == name)
    let staff = try engine.read { try $0.staff(name) }
    let secret = try Secret.hash(password: password, of: staff)
    if isOwn {
      let used = try engine.read { try $0.passwordHashes(ofStaff: name) }
      guard try !used.contains(where: { try Secret.matches(password, $0) }) else { throw InputError.usedPassword }
    }
    let now = clock()
    try changeStaff(
      name, "staff-password", for: .credentials, by: officer, after: isOwn ? [] : [.word(Self.given)],
      sealing: Self.passwordSeals
    ) {
      try $0.setPassword(secret, ofStaff: name, isGiven: !isOwn, at: now)
    }
  }

  /// The word in the log for a password that has to be changed.
  private static let given = "given"
  private static let passwordSeals: [Sealed] = [.staffPassword, .passwordHistory]

  /// Disables a member of staff and ends their claims.
  ///
  /// - Parameter officer: the acting admin; nil for the office.
  public func disableStaff(_ name: StaffName, by officer: StaffName? = nil) throws {
    try changeStaff(name, "staff-disable", for: .accounts, by: officer) { try $0.disable(name) }
  }

  /// The actor's name for the log: the office, or somebody who administers such acts.
  ///
  /// - Parameter target: the member of staff whose account is changed. Administrators do not change one another's.
  /// - Throws: ``Refusal`` `not-your-level`.
  func officer(
    _ name: StaffName?, for act: Administration, on target: Staff? = nil, _ transaction: any StoreReading
  ) throws -> String {
    guard let name else { return Actor.office.name }
    guard try account(name, transaction).mayAdminister(act) else { throw Refusal.anotherAdministrator }
    if let target, target.role.isAdministrator { throw Refusal.accountOfAdministrator }
    return name.rawValue
  }

  private func changeStaff(
    _ name: StaffName, _ action: String, for act: Administration, by officer: StaffName?, after: [LoggedFact] = [],
    sealing: [Sealed] = [], _ change: (any StoreWriting) throws -> Void
  ) throws {
    let now = clock()
    try engine.write { transaction in
      guard let staff = try transaction.staff(name) else { throw Refusal.noStaff(name) }
      // All staff may change their own password.
      let isOwn = officer == name && act == .credentials
      let actor = isOwn ? name.rawValue : try self.officer(officer, for: act, on: staff, transaction)
      try change(transaction)
      try transaction.record(action, on: name.rawValue, by: actor, after: after, sealing: sealing, at: now)
    }
  }
}
