import Foundation
import ImageKit
import Wording

extension SQLTransaction {
  /// The most pictures compared per hash key, latest first: some layouts are very common.
  private static let mostCompared = 50
  /// The most duplicates recorded for a new picture.
  private static let mostTwins = 20
  /// The most pictures of one layout whose content is compared: each takes some milliseconds, and thousands of
  /// candidates may upload the same form.
  private static let mostExamined = 8

  /// Stores the inspection's results for the picture at a place, and links pictures that look the same.
  func keep(_ seen: SeenPicture, at place: Place, of registration: Int64) throws {
    // The place may have had another picture; its row is replaced.
    try removeLook(at: place, of: registration)
    let id: Int64? = try value(
      """
      INSERT INTO look (registration, material, position, findings, signs, detail, turned, cardNumber)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id
      """,
      [
        registration, place.material, place.position, try StoredFinding.text(of: seen.findings),
        seen.hash.map { Data($0.signs) }, seen.hash?.detail.map { Data($0.bytes) }, seen.turned,
        seen.number?.rawValue,
      ])
    let look = id!
    var touched: Set<Int64> = [registration]
    if let hash = seen.hash {
      for (other, owner) in try lookalikes(of: hash, in: registration, besides: look) {
        try run("INSERT INTO twin (look, other) VALUES (?1, ?2), (?2, ?1)", [look, other])
        touched.insert(owner)
      }
      for key in hash.keys { try run("INSERT INTO lookKey (key, look) VALUES (?, ?)", [key, look]) }
    }
    for registration in touched { try countFindings(of: registration) }
  }

  /// Pictures whose perceptual hash is close to a hash, with their registrations. The application's own pictures are
  /// all compared.
  private func lookalikes(
    of hash: PerceptualHash, in registration: Int64, besides look: Int64
  ) throws -> [(look: Int64, registration: Int64)] {
    var candidates: Set<Int64> = Set(
      try values("SELECT id FROM look WHERE registration = ? AND signs IS NOT NULL", [registration]))
    for key in hash.keysOfLookalikes {
      candidates.formUnion(
        try values("SELECT look FROM lookKey WHERE key = ? ORDER BY look DESC LIMIT \(Self.mostCompared)", [key]))
    }
    var comparison = PageComparison(of: hash)
    var near: [(look: Int64, registration: Int64, hash: PerceptualHash, hasDetail: Bool, distance: Int)] = []
    for candidate in candidates where candidate != look {
      let look = try row(
        "SELECT signs, registration, coalesce(length(detail), 0) > 0 AS hasDetail FROM look WHERE id = ?", [candidate]
      ) { (try PerceptualHash($0), try $0["registration"] as Int64, try $0["hasDetail"] as Bool) }
      guard case (let other?, let owner, let hasDetail)? = look else { continue }
      let distance = comparison.distance(to: other)
      if distance <= PerceptualHash.same { near.append((candidate, owner, other, hasDetail, distance)) }
    }
    // The application's own pictures come first, then the nearest; at the same distance, the latest.
    near.sort {
      let isOwn = ($0.registration == registration, $1.registration == registration)
      return isOwn.0 == isOwn.1 ? ($0.distance, -$0.look) < ($1.distance, -$1.look) : isOwn.0
    }
    var found: [(look: Int64, registration: Int64)] = []
    var examined = 0
    for candidate in near where found.count < Self.mostTwins {
      var other = candidate.hash
      // A detail takes kilobytes, so only those of compared pictures are read.
      if hash.detail != nil, candidate.hasDetail {
        guard examined < Self.mostExamined else { continue }
        examined += 1
        let detail: Data? = try value("SELECT detail FROM look WHERE id = ?", [candidate.look])
        other = other.with(detail.map { PageDetail(bytes: Array($0)) })
      }
      if comparison.showsSame(as: other) { found.append((candidate.look, candidate.registration)) }
    }
    return found
  }

  /// Findings and hashes of a registration's pictures by place, for copying to another store; empty for a store from
  /// before pictures were inspected.
  func seen(of registration: Int64) throws -> [Place: SeenPicture] {
    let columns: [String] = try values(dialect.columnsOfTable, ["look"])
    guard !columns.isEmpty else { return [:] }
    let findings = try findings(of: registration)
    // A store made before page details existed has no column for them; it is read as it is.
    let hasDetails = columns.contains("detail")
    return Dictionary(
      uniqueKeysWithValues: try rows(
        "SELECT material, position, signs\(hasDetails ? ", detail" : "") FROM look WHERE registration = ?",
        [registration]
      ) { row in
        let place = try Place(row)
        return (place, SeenPicture(findings[place] ?? [], hash: try PerceptualHash(row, withDetail: hasDetails)))
      })
  }

  /// Deletes the look of the picture at a place, if there is one.
  func removeLook(at place: Place, of registration: Int64) throws {
    let found = try row(
      "SELECT id, signs FROM look WHERE registration = ? AND material = ? AND position = ?",
      [registration, place.material, place.position]
    ) { (look: try $0["id"] as Int64, hash: try PerceptualHash($0)) }
    guard let (look, hash) = found else { return }
    let others: [Int64] = try values(
      "SELECT DISTINCT registration FROM twin JOIN look ON look.id = twin.other WHERE twin.look = ?", [look])
    if let hash {
      for key in hash.keys { try run("DELETE FROM lookKey WHERE key = ? AND look = ?", [key, look]) }
    }
    try run("DELETE FROM look WHERE id = ?", [look])
    for registration in Set(others + [registration]) { try countFindings(of: registration) }
  }

  /// Deletes the looks of all of a registration's pictures.
  func removeLooks(of registration: Int64) throws {
    for place in try rows("SELECT material, position FROM look WHERE registration = ?", [registration], Place.init) {
      try removeLook(at: place, of: registration)
    }
  }

  /// Moves the findings of two pictures of a material to each other's places.
  func exchangeLooks(_ place: Place, with position: Int, of registration: Int64) throws {
    // A place has one row at most, also in between, so one of the two rows waits at a position that no place has.
    let nowhere = 0
    for (from, to) in [(place.position, nowhere), (position, place.position), (nowhere, position)] {
      try run(
        "UPDATE look SET position = ? WHERE registration = ? AND material = ? AND position = ?",
        [to, registration, place.material, from])
    }
  }

  /// Replaces the findings of one kind of the picture at a place by another, or by none.
  func setFinding(_ code: Finding.Code, to finding: Finding?, at place: Place, of registration: Int64) throws {
    guard let found = try findings(of: registration)[place] else { return }
    try set(found.filter { $0.code != code } + [finding].compactMap(\.self), at: place, of: registration)
    try countFindings(of: registration)
  }

  /// Deletes what was found about numbers from all of a registration's pictures.
  func dropNumbers(of registration: Int64) throws {
    for (place, found) in try findings(of: registration) where found.contains(where: { $0.code == .wrongNumber }) {
      try set(found.filter { $0.code != .wrongNumber }, at: place, of: registration)
    }
    try run("UPDATE look SET cardNumber = NULL WHERE registration = ? AND cardNumber IS NOT NULL", [registration])
    try countFindings(of: registration)
  }

  private func set(_ findings: [Finding], at place: Place, of registration: Int64) throws {
    try run(
      "UPDATE look SET findings = ? WHERE registration = ? AND material = ? AND position = ?",
      [try StoredFinding.text(of: findings), registration, place.material, place.position])
  }

  /// Recounts the findings of a registration's pictures; the queue can be sorted by this number.
  private func countFindings(of registration: Int64) throws {
    try run(
      """
      UPDATE registration SET findings =
        (SELECT coalesce(sum(json_array_length(findings)), 0) FROM look WHERE registration = ?1)
        + (SELECT count(DISTINCT look.id) FROM twin JOIN look ON look.id = twin.look WHERE registration = ?1)
      WHERE id = ?1
      """, [registration])
  }

  /// The findings and duplicates of a registration's pictures, by place.
  func looks(of registration: Int64) throws -> [Place: PictureLook] {
    var looks = try findings(of: registration).mapValues { PictureLook(findings: $0, sameAs: [], sameUnder: []) }
    try each(
      """
      SELECT mine.material AS material, mine.position AS position, other.registration AS owner, number,
        other.material AS otherMaterial, other.position AS otherPosition
      FROM look AS mine JOIN twin ON twin.look = mine.id JOIN look AS other ON other.id = twin.other
      JOIN registration ON registration.id = other.registration WHERE mine.registration = ? ORDER BY other.id
      """, [registration]
    ) { row in
      let place = try Place(row)
      if try row["owner"] == registration {
        looks[place]?.sameAs.append(Place(try row["otherMaterial"], try row["otherPosition"]))
        return
      }
      let number: RegistrationNumber = try row["number"]
      if looks[place]?.sameUnder.contains(number) == false { looks[place]?.sameUnder.append(number) }
    }
    return looks
  }

  /// How pictures were turned by their text, and whether their number is the registration's, by place; only those of
  /// which there is something to say.
  func turnsAndNumbers(of registration: Int64) throws -> [Place: (turned: Int, number: CardNumberAnswer.Kind?)] {
    Dictionary(
      uniqueKeysWithValues: try rows(
        """
        SELECT material, position, turned, cardNumber FROM look
        WHERE registration = ? AND (turned <> 0 OR cardNumber IS NOT NULL)
        """, [registration]
      ) {
        (
          try Place($0),
          (try $0["turned"] as Int, (try $0["cardNumber"] as String?).flatMap(CardNumberAnswer.Kind.init))
        )
      })
  }

  /// The findings of each inspected picture. The engine parses the JSON lists, which is faster; pages of applications with
  /// findings need them. Findings that only a later version knows are skipped.
  private func findings(of registration: Int64) throws -> [Place: [Finding]] {
    var all: [Place: [Finding]] = [:]
    try each(
      """
      SELECT material, position, value ->> 'code' AS code, value ->> 'severity' AS severity,
        value ->> 'score' AS score, value ->> 'en' AS english, value ->> 'zh' AS chinese
      FROM look \(dialect.elements(of: "findings")) WHERE registration = ? ORDER BY look.id, key
      """, [registration]
    ) { row in
      let place = try Place(row)
      all[place, default: []] += []
      guard let code = (try row["code"] as String?).flatMap(Finding.Code.init),
        let severity = (try row["severity"] as String?).flatMap(Finding.Severity.init)
      else { return }
      let message = Bilingual(try row["english"], try row["chinese"])
      all[place]?.append(Finding(code, severity, score: try row["score"], message))
    }
    return all
  }

  /// The numbers of other registrations that have a page of this registration.
  func sameUnder(_ registration: Int64) throws -> [RegistrationNumber] {
    try values(
      """
      SELECT number FROM registration WHERE id IN
        (SELECT other.registration FROM look AS mine JOIN twin ON twin.look = mine.id
          JOIN look AS other ON other.id = twin.other
          WHERE mine.registration = ?1 AND other.registration <> ?1)
      ORDER BY id
      """, [registration])
  }
}

extension PerceptualHash {
  /// Reads the columns `signs` and, if requested, `detail`; nil where `signs` is NULL.
  fileprivate init?(_ row: Columns, withDetail: Bool = false) throws {
    guard let signs: Data = try row["signs"] else { return nil }
    let detail: Data? = withDetail ? try row["detail"] : nil
    self.init(signs: Array(signs), detail: detail.map { PageDetail(bytes: Array($0)) })
  }
}

/// A finding as stored.
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
