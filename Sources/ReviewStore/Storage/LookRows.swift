import Foundation
import GRDB
import ImageKit
import Wording

extension Transaction {
  /// The most pictures compared for one hash key, the latest first: some layouts are very common.
  private static let mostCompared = 50
  /// The most duplicates recorded for a new picture, the latest first.
  private static let mostTwins = 20

  /// Stores what the inspection saw of the picture at a place, and which pictures look the same.
  func keep(_ seen: SeenPicture, at place: Place, of registration: Int64) throws {
    // The same picture may have been uploaded again; its old look is replaced.
    try removeLook(at: place, of: registration)
    try run(
      "INSERT INTO look (registration, material, position, findings, signs) VALUES (?, ?, ?, ?, ?)",
      [
        registration, place.material, place.position, try StoredFinding.text(of: seen.findings),
        seen.hash.map { Data($0.signs) },
      ])
    let look = database.lastInsertedRowID
    var touched: Set<Int64> = [registration]
    if let hash = seen.hash {
      for (other, owner) in try lookalikes(of: hash, in: registration, besides: look) {
        try run("INSERT INTO twin VALUES (?1, ?2), (?2, ?1)", [look, other])
        touched.insert(owner)
      }
      for key in hash.keys { try run("INSERT INTO lookKey VALUES (?, ?)", [key, look]) }
    }
    for registration in touched { try countFindings(of: registration) }
  }

  /// Pictures that look the same as a hash, with their registrations; the application's own are all compared.
  private func lookalikes(
    of hash: PerceptualHash, in registration: Int64, besides look: Int64
  ) throws -> [(look: Int64, registration: Int64)] {
    var candidates = Set(
      try rows("SELECT id FROM look WHERE registration = ? AND signs IS NOT NULL", [registration]).map {
        $0[0] as Int64
      })
    for key in hash.keysOfLookalikes {
      for row in try rows(
        "SELECT look FROM lookKey WHERE key = ? ORDER BY look DESC LIMIT \(Self.mostCompared)", [key])
      {
        candidates.insert(row[0])
      }
    }
    let states = hash.turned
    var found: [(look: Int64, registration: Int64)] = []
    for candidate in candidates.sorted(by: >) where candidate != look && found.count < Self.mostTwins {
      guard let row = try row("SELECT signs, registration FROM look WHERE id = ?", [candidate]),
        let other = (row[0] as Data?).flatMap({ PerceptualHash(signs: Array($0)) }),
        states.contains(where: { $0.distance(to: other) <= PerceptualHash.same })
      else { continue }
      found.append((candidate, row[1]))
    }
    return found
  }

  /// What was seen of a registration's pictures as it was kept, by place, to be kept elsewhere too; nothing of a store of a
  /// make that did not look yet.
  func seen(of registration: Int64) throws -> [Place: SeenPicture] {
    guard try database.tableExists("look") else { return [:] }
    let findings = try findings(of: registration)
    return Dictionary(
      uniqueKeysWithValues: try rows(
        "SELECT material, position, signs FROM look WHERE registration = ?", [registration]
      ).map { row in
        let place = Place(row[0], row[1])
        let hash = (row[2] as Data?).flatMap { PerceptualHash(signs: Array($0)) }
        return (place, SeenPicture(findings[place] ?? [], hash: hash))
      })
  }

  /// Deletes the look of the picture at a place, if there is one.
  func removeLook(at place: Place, of registration: Int64) throws {
    let row = try row(
      "SELECT id, signs FROM look WHERE registration = ? AND material = ? AND position = ?",
      [registration, place.material, place.position])
    guard let row else { return }
    let look: Int64 = row[0]
    let others = try rows(
      "SELECT DISTINCT registration FROM twin JOIN look ON look.id = twin.other WHERE twin.look = ?", [look]
    ).map { $0[0] as Int64 }
    if let hash = (row[1] as Data?).flatMap({ PerceptualHash(signs: Array($0)) }) {
      for key in hash.keys { try run("DELETE FROM lookKey WHERE key = ? AND look = ?", [key, look]) }
    }
    try run("DELETE FROM look WHERE id = ?", [look])
    for registration in Set(others + [registration]) { try countFindings(of: registration) }
  }

  /// Deletes the looks of all of a registration's pictures.
  func removeLooks(of registration: Int64) throws {
    for row in try rows("SELECT material, position FROM look WHERE registration = ?", [registration]) {
      try removeLook(at: Place(row[0], row[1]), of: registration)
    }
  }

  /// Recounts the findings of a registration's pictures, by which the queue can be ordered.
  private func countFindings(of registration: Int64) throws {
    try run(
      """
      UPDATE registration SET findings =
        (SELECT coalesce(sum(json_array_length(findings)), 0) FROM look WHERE registration = ?1)
        + (SELECT count(DISTINCT look.id) FROM twin JOIN look ON look.id = twin.look WHERE registration = ?1)
      WHERE id = ?1
      """, [registration])
  }

  /// What was seen of a registration's pictures, by place.
  func looks(of registration: Int64) throws -> [Place: PictureLook] {
    var looks = try findings(of: registration).mapValues { PictureLook(findings: $0, sameAs: [], sameUnder: []) }
    try each(
      """
      SELECT mine.material, mine.position, other.registration, number, other.material, other.position
      FROM look AS mine JOIN twin ON twin.look = mine.id JOIN look AS other ON other.id = twin.other
      JOIN registration ON registration.id = other.registration WHERE mine.registration = ? ORDER BY other.id
      """, [registration]
    ) { row in
      let place = Place(row[0], row[1])
      if row[2] as Int64 == registration {
        looks[place]?.sameAs.append(Place(row[4], row[5]))
      } else if looks[place]?.sameUnder.contains(row[3]) == false {
        looks[place]?.sameUnder.append(row[3])
      }
    }
    return looks
  }

  /// What was noticed of each picture that was looked at. SQLite takes the lists apart, as this is asked for every page;
  /// findings such as a later version may know and this one does not are passed over.
  private func findings(of registration: Int64) throws -> [Place: [Finding]] {
    var all: [Place: [Finding]] = [:]
    try each(
      """
      SELECT material, position, value ->> 'code', value ->> 'severity', value ->> 'score', value ->> 'en', value ->> 'zh'
      FROM look LEFT JOIN json_each(findings) WHERE registration = ? ORDER BY look.id, key
      """, [registration]
    ) { row in
      let place = Place(row[0], row[1])
      all[place, default: []] += []
      guard let code = (row[2] as String?).flatMap(Finding.Code.init),
        let severity = (row[3] as String?).flatMap(Finding.Severity.init)
      else { return }
      all[place]?.append(Finding(code, severity, score: row[4], Bilingual(row[5], row[6])))
    }
    return all
  }

  /// The numbers of other registrations that hold the same page as one of a registration's pictures.
  func sameUnder(_ registration: Int64) throws -> [String] {
    try rows(
      """
      SELECT DISTINCT number FROM look AS mine JOIN twin ON twin.look = mine.id JOIN look AS other ON other.id = twin.other
      JOIN registration ON registration.id = other.registration
      WHERE mine.registration = ?1 AND other.registration <> ?1 ORDER BY registration.id
      """, [registration]
    ).map { $0[0] }
  }
}

/// A finding as a row keeps it.
private struct StoredFinding: Encodable {
  var code: String
  var severity: String
  var score: Int?
  var en: String
  var zh: String

  static func text(of findings: [Finding]) throws -> String {
    let kept = findings.map {
      StoredFinding(
        code: $0.code.rawValue, severity: $0.severity.rawValue, score: $0.score, en: $0.message.english,
        zh: $0.message.chinese)
    }
    return String(decoding: try JSONEncoder().encode(kept), as: UTF8.self)
  }
}
