import Foundation
import ImageKit
import Wording

/// What the office does with registrations.
extension ReviewStore {
  /// Enters one registration.
  ///
  /// - Throws: ``Refusal`` `already-exists`; ``InputError``.
  public func addRegistration(_ new: NewRegistration) throws {
    let new = try checked(new)
    let now = clock()
    try database.write { transaction in
      guard try enter(new, by: Actor.office.name, transaction, at: now) else {
        throw Refusal(.alreadyExists, "There is a registration \(new.number) already.", "报名号 \(new.number) 已存在。")
      }
    }
  }

  /// Enters a table of registrations: all, or none when any line cannot be taken. Returns how many.
  ///
  /// - Throws: ``InputError/badTable(_:)`` with every such line.
  ///
  /// - Parameter officer: the admin who does it; nil for whoever runs the store.
  public func importRegistrations(csv bytes: [UInt8], by officer: String? = nil) throws -> Int {
    var table = try RegistrationTable(csv: bytes)
    let now = clock()
    return try database.write { transaction in
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
    _ new: NewRegistration, by actor: String, _ transaction: Transaction, at now: Moment
  ) throws -> Bool {
    guard try transaction.insert(new, at: now) else { return false }
    try transaction.record(
      "register", on: new.number, by: actor, before: "", after: "state=filling version=1", at: now)
    return true
  }

  private func checked(_ new: NewRegistration) throws -> NewRegistration {
    var new = new
    for (value, what) in [
      (new.number, Bilingual("registration number", "报名号")), (new.name, Bilingual("name", "姓名")),
      (new.category, Bilingual("category", "报考类别")), (new.site, Bilingual("site", "考点")),
    ] where value.trimmingCharacters(in: .whitespaces).isEmpty {
      throw InputError.missing(what)
    }
    guard RegistrationNumber.isAcceptable(new.number) else { throw InputError.badNumber }
    if let mobile = new.mobile {
      guard let number = Mobile.normalized(mobile) else { throw InputError.badMobile }
      new.mobile = number
    }
    return new
  }

  /// One registration as it may be shown, erased or not.
  public func registration(_ number: String) throws -> RegistrationRecord {
    guard let record = try database.read({ try $0.registration(number) }) else { throw Refusal.noRegistration(number) }
    return record
  }

  /// Walks registrations in order of entry, one at a time.
  public func eachRegistration(
    in state: Application.State? = nil, at site: String? = nil, _ body: (RegistrationRecord) throws -> Void
  ) throws {
    try database.read { try $0.eachRegistration(in: state, at: site, body) }
  }

  /// A one-time code with which the candidate signs in to the portal. It replaces any before it, and is kept hashed.
  ///
  /// - Parameter name: the member of staff who hands it out, site staff to their own site's candidates; nil for whoever
  ///   runs the store.
  public func makeCode(
    for registration: String, by name: String? = nil
  ) throws -> (code: String, expiresAt: Moment) {
    let code = Secret.code()
    let secret = try Secret.hash(code)
    let now = clock()
    let expiresAt = now.adding(seconds: Guessing.codeLife)
    try database.write { transaction in
      let stored = try load(registration, transaction)
      let staff = try name.map { try self.staff($0, transaction) }
      if let staff, staff.role == .site, staff.site != stored.application.applicant.site {
        throw Refusal.anotherSite
      }
      try transaction.run("INSERT OR REPLACE INTO code VALUES (?, ?, ?, 0)", [stored.id, secret, expiresAt])
      try transaction.record(
        "code", on: registration, by: staff?.name ?? Actor.office.name, before: "", after: "", at: now)
    }
    return (code, expiresAt)
  }
}
