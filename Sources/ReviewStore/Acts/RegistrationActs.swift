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
      try checkListed(new.site, .sites, transaction)
      try checkListed(new.category, .categories, transaction)
      guard try enter(new, by: Actor.office.name, transaction, at: now) else {
        throw Refusal(.alreadyExists, "There is a registration \(new.number) already.", "报名号 \(new.number) 已存在。")
      }
    }
  }

  /// Enters a registration and logs it; false when the number is taken.
  func enter(
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
}
