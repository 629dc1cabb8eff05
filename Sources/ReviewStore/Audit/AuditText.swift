import Crypto

/// What the log says of an application before and after a change: identifiers and hashes, no personal values. Of what people
/// wrote it keeps the hash, so that nobody can put other words in their mouths afterwards.
enum AuditText {
  /// Where an application stands.
  static func state(_ application: Application) -> String {
    "state=\(application.state.rawValue) version=\(application.version)"
  }

  /// What some events took away.
  static func before(_ application: Application, _ events: [Event]) -> String {
    ([state(application)]
      + events.compactMap { event in
        switch event {
        case .uploaded(let place, _, let replaced): replaced.map { picture(place, $0.sha256) }
        case .removed(let place, let gone): picture(place, gone.sha256)
        case .accepted(let place), .wanted(let place, _):
          "\(place.material)/\(place.position):\(mark(application.slots[place]?.mark))"
        case .released: application.claim.map { "claim=\($0.staff)" }
        default: nil
        }
      }).joined(separator: " ")
  }

  /// What some events brought, and what is told of it.
  static func after(_ application: Application, _ events: [Event], telling told: Correspondence) -> String {
    let messages = told.messages.map { "message=\($0.kind.rawValue):\(hash(of: $0.text))" }
    let notices = told.notices.map { "notice=\($0.kind.rawValue):\(hash(of: $0.text))" }
    let notes = events.compactMap { event in
      if case .wanted(let place, let note) = event {
        "note=\(place.material)/\(place.position):\(hash(of: note))"
      } else {
        nil as String?
      }
    }
    return
      ([state(application)]
      + events.compactMap { event in
        switch event {
        case .uploaded(let place, let new, _), .carriedOver(let place, let new): picture(place, new.sha256)
        case .remembered(let place, let old): "former=" + picture(place, old.sha256)
        case .accepted(let place), .wanted(let place, _):
          "\(place.material)/\(place.position):\(mark(application.slots[place]?.mark))"
        case .claimed(let claim) where events.count == 1: "claim=\(claim.staff)"
        case .published(let level): "published=\(level.rawValue)"
        case .rejected(let level, let note): "level=\(level.rawValue) words=\(hash(of: note))"
        case .passed(let level, _), .returned(let level, _, _), .withdrawn(let level),
          .reopened(let level, _):
          "level=\(level.rawValue)"
        case .activated: "activated"
        default: nil
        }
      } + notes + messages + notices).joined(separator: " ")
  }

  /// The SHA-256 of somebody's words.
  static func hash(of words: String) -> String { SHA256.hash(data: Array(words.utf8)).hexadecimal }

  private static func picture(_ place: Place, _ sha256: String) -> String {
    "\(place.material)/\(place.position)=\(sha256)"
  }

  private static func mark(_ mark: Slot.Mark?) -> String {
    switch mark {
    case .accepted: "accepted"
    case .wanted: "wanted"
    case nil: "none"
    }
  }
}
