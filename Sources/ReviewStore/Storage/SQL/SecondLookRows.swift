import Foundation
import Wording

extension SQLTransaction {
  private static let columns = """
    version, level, firstDecider, firstResult, firstFaults, drawnAt, reviewer, result, faults, givenAt, lapsedAt
    """
  private static let replaceLook = replacing(
    "secondLook", key: "registration, version",
    "level, firstDecider, firstResult, firstFaults, drawnAt, reviewer, result, faults, givenAt, lapsedAt")

  /// The second looks at a registration, in order.
  func secondLooks(of registration: Int64) throws -> [SecondLook] {
    try rows(
      "SELECT \(Self.columns) FROM secondLook WHERE registration = ? ORDER BY version", [registration],
      secondLook(from:))
  }

  /// Writes the second looks that differ.
  func save(_ next: [SecondLook], over previous: [SecondLook], of registration: Int64) throws {
    for look in next where !previous.contains(look) {
      try run(
        Self.replaceLook,
        [
          registration, look.version, look.level.rawValue, look.firstDecider, look.first.result.rawValue,
          try StoredFault.text(of: look.first.faults), look.drawnAt, look.second?.reviewer,
          look.second?.verdict.result.rawValue, try look.second.map { try StoredFault.text(of: $0.verdict.faults) },
          look.second?.time, look.lapsedAt,
        ])
    }
  }

  private func secondLook(from row: Columns) throws -> SecondLook {
    var look = SecondLook(
      level: try row["level"], version: try row["version"], firstDecider: try row["firstDecider"],
      first: SecondLook.Verdict(try row["firstResult"], try StoredFault.faults(in: row["firstFaults"])),
      drawnAt: try row["drawnAt"])
    if let reviewer: StaffName = try row["reviewer"] {
      look.second = SecondLook.Given(
        reviewer: reviewer, verdict: SecondLook.Verdict(try row["result"], try StoredFault.faults(in: row["faults"])),
        time: try row["givenAt"])
    }
    look.lapsedAt = try row["lapsedAt"]
    return look
  }

  func isDrawn(_ registration: RegistrationNumber, version: Int, share: Int) throws -> Bool {
    // A store that has lost its key can still be reviewed; verifying it says that the key is gone.
    guard share > 0, let key else { return false }
    let digits = key.seal("second look", [registration.rawValue, "\(version)"]).prefix(12)
    return (Int(digits, radix: 16) ?? 0) % 10_000 < share
  }

  func drawnFrom() throws -> Int { try count("SELECT drawnFrom FROM store") }

  func openLooks(at levels: [Level], site: String?, for staff: StaffName) throws -> [SecondLookEntry] {
    try rows(
      """
      SELECT number, name, category, site, level, drawnAt FROM secondLook
      JOIN registration ON registration.id = secondLook.registration
      WHERE reviewer IS NULL AND lapsedAt IS NULL AND level IN (?1, ?2) AND firstDecider <> ?3
        AND (?4 IS NULL OR site = ?4) AND erasedAt IS NULL AND \(Self.withoutConflict(of: "?3"))
      ORDER BY drawnAt, registration.id
      """, [levels.first?.rawValue, levels.last?.rawValue, staff, site]
    ) {
      SecondLookEntry(
        registration: try $0["number"], name: try $0["name"] ?? "", category: try $0["category"],
        site: try $0["site"], level: try $0["level"], since: try $0["drawnAt"])
    }
  }

  func eachSecondLook(
    for staff: StaffName?, _ body: (RegistrationNumber, _ site: String, SecondLook) throws -> Void
  ) throws {
    try stream(
      """
      SELECT number, site, \(Self.columns.replacing("version", with: "secondLook.version AS version")) FROM secondLook
      JOIN registration ON registration.id = secondLook.registration
      WHERE \(Self.withoutConflict()) ORDER BY drawnAt, registration.id
      """, [staff]
    ) { try body($0["number"], $0["site"], secondLook(from: $0)) }
  }
}

/// A fault as stored: JSON.
private struct StoredFault: Codable {
  var material: String?
  var reason: String
  var note: String

  static func text(of faults: [SecondLook.Fault]) throws -> String {
    let kept = faults.map { StoredFault(material: $0.material?.rawValue, reason: $0.reason, note: $0.note) }
    return String(decoding: try JSONEncoder().encode(kept), as: UTF8.self)
  }

  static func faults(in text: String) throws -> [SecondLook.Fault] {
    guard let kept = try? JSONDecoder().decode([StoredFault].self, from: Data(text.utf8)) else {
      throw StoreError.damaged(Bilingual("secondLook has faults that cannot be read", "secondLook 中的问题记录无法读取"))
    }
    return kept.map {
      SecondLook.Fault(material: $0.material.map { MaterialID($0) }, reason: $0.reason, note: $0.note)
    }
  }
}
