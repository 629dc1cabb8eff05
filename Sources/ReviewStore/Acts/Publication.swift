import Crypto
import Foundation

/// The result of publishing a level's decisions.
public struct Publication: Sendable, Hashable {
  /// Registrations whose decision was published now.
  public let published: [RegistrationNumber]
  /// Registrations that are submitted and not decided at this level. They do not prevent the publication.
  public let undecided: [RegistrationNumber]
  /// Registrations whose decision was not published because their version is not the one that was seen.
  public var refused: [RegistrationNumber: Refusal] = [:]
}

/// What publishing a level's decisions would publish.
public struct Unpublished: Sendable, Hashable {
  /// Registrations whose decision is not published yet.
  public let waiting: [RegistrationNumber]
  /// Registrations that are submitted and not decided at this level.
  public let undecided: [RegistrationNumber]
  /// A digest of the waiting decisions. It changes with every decision, reopening and publication.
  public let mark: String
}

extension ReviewStore {
  /// What publishing a level's decisions would publish now; for review before publishing.
  ///
  /// - Throws: ``Refusal`` `not-your-level`, as ``publish(_:as:site:version:seen:)``.
  public func unpublished(_ level: Level, as name: StaffName) throws -> Unpublished {
    try engine.read { transaction in
      let staff = try self.staff(name, transaction)
      try requirePublisher(staff, of: level)
      let waiting = try decided(at: level, of: staff.site, transaction)
      return Unpublished(
        waiting: waiting.map(\.number), undecided: try transaction.undecidedRegistrations(at: level, of: staff.site),
        mark: Self.mark(of: waiting))
    }
  }

  /// The decisions to publish; none for a level whose results become visible only with the final one.
  private func decided(
    at level: Level, of site: String?, _ transaction: any StoreReading
  ) throws -> [(number: RegistrationNumber, version: Int)] {
    guard policy.declares(level) else { return [] }
    return try transaction.decidedRegistrations(at: level, of: site)
  }

  private static func mark(of waiting: [(number: RegistrationNumber, version: Int)]) -> String {
    SHA256.hash(data: Data(waiting.map { "\($0.number)\t\($0.version)\n" }.joined().utf8)).hexadecimal
  }

  private func requirePublisher(_ staff: Staff, of level: Level) throws(Refusal) {
    guard policy.levels.contains(level), staff.mayAct(at: level) else {
      throw Refusal(
        .notYourLevel, "Publishing this level's results is for its own staff to do.", "该级审核结果应由该级工作人员公布。")
    }
  }

  /// Publishes a level's decisions: candidates may see them from now on, where the policy hid them. Site staff publish
  /// their own site's decisions. Later decisions need another publication.
  ///
  /// - Parameters:
  ///   - site: only this exam site's decisions; nil for all that the person may publish.
  ///   - version: the version that the person saw; an application with another version is refused and stays
  /// unpublished.
  ///   - seen: the ``Unpublished/mark`` that the person saw; if it has changed, nothing is published.
  public func publish(
    _ level: Level, as name: StaffName, site: String? = nil, version: Int? = nil, seen: String? = nil
  ) throws -> Publication {
    let now = clock()
    return try engine.write { transaction in
      let staff = try self.staff(name, transaction)
      if let site, let own = staff.site, own != site {
        throw Refusal(.notYourSite, "You may publish your own exam site's results only.", "只能公布本考点的审核结果。")
      }
      try requirePublisher(staff, of: level)
      var published: [RegistrationNumber] = []
      var refused: [RegistrationNumber: Refusal] = [:]
      let candidates = try decided(at: level, of: staff.site ?? site, transaction)
      if let seen, seen != Self.mark(of: candidates) {
        throw Refusal(
          .staleVersion, "What waits to be published has changed since you looked. Nothing was published; look again.",
          "待公布的结论在您查看之后有变动，未公布任何结果，请核对后重新公布。")
      }
      for (number, _) in candidates {
        let command = Command(.publish(level), by: .staff(staff), version: version)
        do {
          let outcome = try perform(command, on: load(number, transaction), transaction, at: now)
          if !outcome.events.isEmpty { published.append(number) }
        } catch let refusal as Refusal {
          refused[number] = refusal
        }
      }
      return Publication(
        published: published, undecided: try transaction.undecidedRegistrations(at: level, of: staff.site ?? site),
        refused: refused)
    }
  }
}
