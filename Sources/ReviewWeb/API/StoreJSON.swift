import ImageKit
import ReviewStore

// What the store tells, to programs: the keys are those of the command's output.

extension Status {
  /// For staff's programs: the state is in it.
  var json: JSONText {
    [
      "registration": .string(registration), "state": .string(state.rawValue), "locked": .bool(locked),
      "siteResult": .optional(siteResult?.rawValue), "regionResult": .optional(regionResult?.rawValue),
      "visibleResult": .optional(visibleResult?.rawValue), "version": .integer(version),
      "claimedBy": .optional(claimedBy), "reactBy": .optional(reactBy?.iso8601), "overdue": .bool(overdue),
    ]
  }
}

extension MaterialStatus {
  func json(in language: Language) -> JSONText {
    [
      "material": .string(rule.id), "name": .string(rule.name.text(in: language)), "required": .bool(required),
      "minimum": .integer(minimum), "maximum": .integer(maximum), "open": .array(open.map(JSONText.integer)),
      "pictures": .array(pictures.map { $0.json(in: language) }),
      "former": .array(
        former.sorted { $0.key < $1.key }.map { position, former in
          [
            "position": .integer(position), "origin": .string(former.origin.rawValue),
            "until": .string(former.until.iso8601), "sha256": .string(former.picture.sha256),
          ]
        }),
    ]
  }
}

extension PictureStatus {
  func json(in language: Language) -> JSONText {
    [
      "position": .integer(position), "state": .string(state.rawValue),
      "label": .optional(label?.text(in: language)), "bytes": picture.map { .integer($0.bytes) } ?? .null,
      "width": picture.map { .integer($0.width) } ?? .null, "height": picture.map { .integer($0.height) } ?? .null,
      "sha256": .optional(picture?.sha256), "note": .optional(note), "acceptedBefore": .bool(acceptedBefore),
      "findings": .array(findings.map { .string($0.code.rawValue) }),
      "sameUnder": .array(sameUnder.map(JSONText.string)),
    ]
  }
}

extension Message {
  var json: JSONText {
    ["time": .string(time.iso8601), "kind": .string(kind.rawValue), "text": .string(text)]
  }
}

extension Profile {
  var json: JSONText {
    ["mobile": .optional(maskedMobile), "address": .optional(address), "complete": .bool(complete)]
  }
}

extension QueueEntry {
  var json: JSONText {
    [
      "registration": .string(registration), "name": .string(name), "category": .string(category),
      "site": .string(site), "state": .string(state.rawValue), "since": .string(since.iso8601),
      "claimedBy": .optional(claimedBy), "version": .integer(version), "findings": .integer(findings),
      "sameUnder": .array(sameUnder.map(JSONText.string)),
    ]
  }
}

extension AuditEntry {
  var json: JSONText {
    [
      "sequence": .integer(sequence), "time": .string(time.iso8601), "actor": .string(actor),
      "action": .string(action), "subject": .string(subject), "before": .string(before), "after": .string(after),
      "hash": .string(hash),
    ]
  }
}
