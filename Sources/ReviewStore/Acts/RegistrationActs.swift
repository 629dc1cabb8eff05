import Foundation
import ImageKit
import Wording

/// Acts of the office on registrations.
extension ReviewStore {
  /// Adds a registration.
  ///
  /// - Throws: ``Refusal`` `already-exists`; ``InputError``.
  public func addRegistration(_ new: NewRegistration) throws {
    let new = try checked(new)
    let now = clock()
    try engine.write { transaction in
      guard try enter(new, by: Actor.office.name, transaction, at: now) else {
        throw Refusal(.alreadyExists, "There is a registration \(new.number) already.", "报名号 \(new.number) 已存在。")
      }
    }
  }

  /// Imports a table of registrations in one transaction: all of them, or none if any line has a mistake. Returns
  /// their number.
  ///
  /// - Throws: ``InputError/badTable(_:lines:)``.
  ///
  /// - Parameter officer: the acting admin; nil for the office.
  public func importRegistrations(csv bytes: [UInt8], by officer: StaffName? = nil) throws -> Int {
    var table = try RegistrationTable(csv: bytes)
    let now = clock()
    return try engine.write { transaction in
      let actor = try self.officer(officer, transaction)
      for (line, new) in table.entries where try !enter(new, by: actor, transaction, at: now) {
        table.add(
          line, "already-exists", "the registration number \(new.number) is there already", "报名号 \(new.number) 已存在")
      }
      if let error = table.error { throw error }
      return table.entries.count
    }
  }

  private func enter(
    _ new: NewRegistration, by actor: String, _ transaction: any StoreWriting, at now: Moment
  ) throws -> Bool {
    guard try transaction.insert(new, at: now) else { return false }
    try transaction.record(
      "register", on: new.number, by: actor, after: [.state(.filling), .version(1)], sealing: [.person],
      at: now)
    return true
  }

  func checked(_ new: NewRegistration) throws -> NewRegistration {
    var new = new
    _ = try RegistrationNumber(new: new.number)
    new.name = try TextRules.checked(new.name, Bilingual("name", "姓名"), atMost: TextLimits.name)
    new.category = try TextRules.checked(
      new.category, Bilingual("category", "报考类别"), atMost: TextLimits.name)
    new.site = try TextRules.checked(new.site, Bilingual("site", "考点"), atMost: TextLimits.name)
    if let number = IdentityNumber.normalized(new.idNumber) {
      new.idNumber = try TextRules.checked(
        number, Bilingual("identity number", "证件号码"), atMost: TextLimits.idNumber)
    }
    if let address = new.address, TextRules.isVisible(address) {
      new.address = try TextRules.checked(address, Bilingual("address", "联系地址"), atMost: TextLimits.address)
    } else {
      new.address = nil
    }
    if let mobile = new.mobile {
      guard let number = Mobile.normalized(mobile) else { throw InputError.badMobile }
      new.mobile = number
    }
    return new
  }

  /// One registration for display, erased or not.
  public func registration(_ number: RegistrationNumber) throws -> RegistrationRecord {
    guard let record = try engine.read({ try $0.registration(number) }) else { throw Refusal.noRegistration(number) }
    return record
  }

  /// Calls a closure for each registration in order of entry.
  public func eachRegistration(
    in state: Application.State? = nil, at site: String? = nil, _ body: (RegistrationRecord) throws -> Void
  ) throws {
    try engine.read { try $0.eachRegistration(in: state, at: site, body) }
  }

  /// Creates a one-time code with which the candidate signs in to the portal. It replaces the previous code; only its
  /// hash is stored.
  ///
  /// - Parameter name: the member of staff who hands it out (site staff only to candidates of their site); nil for the
  ///   office.
  public func makeCode(
    for registration: RegistrationNumber, by name: StaffName? = nil
  ) throws -> (code: String, expiresAt: Moment) {
    let code = Secret.code()
    let secret = try Secret.hash(code)
    let now = clock()
    let expiresAt = now.adding(seconds: Guessing.codeLife)
    try engine.write { transaction in
      let stored = try load(registration, transaction)
      let staff = try name.map { try self.staff($0, transaction) }
      if let staff, staff.role == .site, staff.site != stored.application.applicant.site {
        throw Refusal.anotherSite
      }
      try transaction.setCode(secret, of: stored.id, until: expiresAt)
      try transaction.record(
        "code", on: registration.rawValue, by: staff?.name.rawValue ?? Actor.office.name, sealing: [.code], at: now
      )
    }
    return (code, expiresAt)
  }
}
