import Wording

/// How much one member of staff works.
public struct StaffLoad: Sendable, Hashable {
  /// The member of staff, with their cap of the day.
  public let staff: Staff
  /// How many applications they have decided today, with second looks.
  public let decidedToday: Int
  /// How many they hold.
  public let openClaims: Int
  /// The last day of their absence, if they are absent today, as `2024-01-26`.
  public let absentUntil: String?
  /// Their absences of today and later, in order.
  public let absences: [Absence]
}

extension ReviewStore {
  /// How much each member of staff works, by name; without disabled ones. For the region's staff, admins and the office.
  ///
  /// - Throws: ``Refusal`` `not-your-level` for site staff.
  public func loads(for viewer: StaffName? = nil) throws -> [StaffLoad] {
    let now = clock()
    return try engine.read { transaction in
      if let staff = try viewer.map({ try account($0, transaction) }),
        staff.role != .region, !staff.mayAdminister(.duties)
      {
        throw Refusal(.notYourLevel, "The region's staff and admins see everybody's work.", "工作量由考区工作人员和管理员查看。")
      }
      let claims = try transaction.openClaims(under: policy, at: now)
      let absences = Dictionary(grouping: try transaction.absences(endingFrom: now.date), by: \.staff)
      return try transaction.allStaff().filter { !$0.disabled && $0.role.reviews }.map { staff in
        let duty = try transaction.duty(of: staff, at: now)
        return StaffLoad(
          staff: staff, decidedToday: duty.decidedToday, openClaims: claims[staff.name] ?? 0,
          absentUntil: duty.absentUntil, absences: absences[staff.name] ?? [])
      }
    }
  }
}

extension StaffLoad {
  /// The load for programs.
  public var json: JSON {
    [
      "name": .string(staff.name.rawValue), "role": .string(staff.role.rawValue), "site": .optional(staff.site),
      "decidedToday": .integer(decidedToday), "openClaims": .integer(openClaims), "dailyCap": .optional(staff.dailyCap),
      "absentUntil": .optional(absentUntil),
      "absences": .list(absences.map { ["from": .string($0.firstDay), "to": .string($0.lastDay)] }),
    ]
  }
}
