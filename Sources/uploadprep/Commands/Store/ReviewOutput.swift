import ImageKit
import ReviewStore

extension JSON {
  /// A time as ISO 8601 with its offset, or null.
  static func time(_ moment: Moment?) -> JSON { .optional(moment?.iso8601) }
}

extension Status {
  /// The contract's object.
  func json() -> JSON {
    [
      "registration": .string(registration), "state": .string(state.rawValue), "locked": .bool(locked),
      "siteResult": .optional(siteResult?.rawValue), "regionResult": .optional(regionResult?.rawValue),
      "visibleResult": .optional(visibleResult?.rawValue), "version": .integer(version),
      "claimedBy": .optional(claimedBy), "reactBy": .time(reactBy), "overdue": .bool(overdue),
      "activated": .bool(activated), "visibleStage": .optional(visibleStage?.rawValue),
    ]
  }

  /// One line for people.
  func line(in language: Language) -> String {
    var parts = [Printable.name(registration), state.name.text(in: language)]
    if locked { parts.append("🔒") }
    if let claimedBy { parts.append(Bilingual("held by \(claimedBy)", "\(claimedBy) 正在审核").text(in: language)) }
    if let reactBy {
      parts.append(Bilingual("react by \(reactBy.forPeople)", "请在 \(reactBy.forPeople) 前处理").text(in: language))
    }
    if overdue { parts.append(Bilingual("overdue", "已超时").text(in: language)) }
    return parts.joined(separator: "  ")
  }
}

extension MaterialStatus {
  /// The contract's object.
  func json(in language: Language) -> JSON {
    [
      "material": .string(rule.id), "name": .string(rule.name.text(in: language)), "required": .bool(required),
      "minimum": .integer(minimum), "maximum": .integer(maximum),
      "pictures": .list(
        pictures.map { picture in
          [
            "position": .integer(picture.position), "state": .string(picture.state.rawValue),
            "label": .optional(picture.label?.text(in: language)), "bytes": .optional(picture.picture?.bytes),
            "width": .optional(picture.picture?.width), "height": .optional(picture.picture?.height),
            "sha256": .optional(picture.picture?.sha256), "note": .optional(picture.note),
            "acceptedBefore": .bool(picture.acceptedBefore), "carriedOver": .bool(picture.carriedOver),
            "findings": .list(picture.findings.map { $0.json(in: language) }),
            "sameUnder": .list(picture.sameUnder.map { .string($0) }),
          ]
        }),
      "labels": .list(labels.map { .optional($0?.text(in: language)) }),
      "instructions": .optional(rule.instructions?.text(in: language)), "example": .optional(rule.example),
      "open": .list(open.map { .integer($0) }),
      "former": .list(
        former.sorted { $0.key < $1.key }.map { position, former in
          [
            "position": .integer(position), "sha256": .string(former.picture.sha256),
            "bytes": .integer(former.picture.bytes), "width": .integer(former.picture.width),
            "height": .integer(former.picture.height), "origin": .string(former.origin.rawValue),
            "until": .time(former.until),
          ]
        }),
    ]
  }

  /// A few lines for people.
  func lines(in language: Language, marksRequired: Bool) -> String {
    let star = required && marksRequired ? " *" : ""
    let count = pictures.count { $0.picture != nil }
    let head = "\(rule.id)  \(rule.name.text(in: language))\(star)  \(count)/\(maximum)"
    return
      ([head]
      + pictures.map { picture in
        let label = picture.label.map { " " + $0.text(in: language) } ?? ""
        let size = picture.picture.map { "  " + ByteCount.size($0.bytes) } ?? ""
        let note = picture.note.map { "  " + Printable.name($0) } ?? ""
        let before =
          picture.acceptedBefore ? Bilingual("  (accepted before)", "（此前已通过）").text(in: language) : ""
        let line = "  \(picture.position)\(label)  \(picture.state.name.text(in: language))\(size)\(before)\(note)"
        return ([line] + picture.remarks(in: language)).joined(separator: "\n")
      }).joined(separator: "\n")
  }
}

extension PictureStatus {
  /// What was noticed of the picture, a line each, for people.
  fileprivate func remarks(in language: Language) -> [String] {
    let shared = sameUnder.isEmpty ? nil : sameUnder.map(Printable.name).joined(separator: ", ")
    return findings.map { "    ⚠ " + $0.message.text(in: language) }
      + (shared.map { ["    ⚠ " + Bilingual("The same page is under \($0).", "与 \($0) 有相同页面。").text(in: language)] }
        ?? [])
  }
}
