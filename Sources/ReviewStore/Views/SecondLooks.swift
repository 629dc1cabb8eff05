import ImageKit
import Wording

/// What the page of a second look shows: nothing of the first verdict.
public struct SecondLookView: Sendable {
  /// The registration number.
  public let registration: RegistrationNumber
  /// The candidate's name.
  public let name: String
  /// The category.
  public let category: String
  /// The exam site.
  public let site: String
  /// The masked identity number; nil when none is registered.
  public let maskedIDNumber: String?
  /// The level of review.
  public let level: Level
  /// For the parameter `version` of the verdict.
  public let version: Int
  /// The materials with their pictures, without marks and notes.
  public let materials: [MaterialStatus]

  init(_ record: RegistrationRecord, _ look: SecondLook, _ materials: [MaterialStatus]) {
    registration = record.number
    name = record.name ?? ""
    category = record.category
    site = record.site
    maskedIDNumber = record.maskedIDNumber
    level = look.level
    version = look.version
    self.materials = materials
  }
}

extension ReviewStore {
  /// The second looks that wait for a member of staff: at their level, of their site, not their own decisions, and
  /// without a conflict of interest.
  ///
  /// - Throws: ``Refusal`` `not-found` for an unknown member of staff, `not-your-level` for a clerk.
  public func secondLooks(for name: StaffName) throws -> [SecondLookEntry] {
    try engine.read { try openLooks(for: name, $0) }
  }

  func openLooks(for name: StaffName, _ transaction: any StoreReading) throws -> [SecondLookEntry] {
    let staff = try self.staff(name, transaction)
    let levels = policy.levels.filter(staff.mayAct)
    return levels.isEmpty ? [] : try transaction.openLooks(at: levels, site: staff.site, for: name)
  }
}

extension SecondLookEntry {
  /// The entry for programs.
  public var json: JSON {
    [
      "registration": .string(registration.rawValue), "name": .string(name), "category": .string(category),
      "site": .string(site), "level": .string(level.rawValue), "since": .time(since),
    ]
  }
}

extension SecondLookView {
  /// The second look for programs.
  public func json(in language: Language) -> JSON {
    [
      "registration": .string(registration.rawValue), "name": .string(name), "category": .string(category),
      "site": .string(site), "idNumber": .optional(maskedIDNumber), "level": .string(level.rawValue),
      "version": .integer(version), "materials": .list(materials.map { $0.json(in: language) }),
    ]
  }
}
