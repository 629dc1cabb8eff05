/// What the log says of an application before and after a change: identifiers and hashes, no personal values.
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

  /// What some events brought.
  static func after(_ application: Application, _ events: [Event]) -> String {
    ([state(application)]
      + events.compactMap { event in
        switch event {
        case .uploaded(let place, let new, _), .carriedOver(let place, let new): picture(place, new.sha256)
        case .remembered(let place, let old): "former=" + picture(place, old.sha256)
        case .accepted(let place), .wanted(let place, _):
          "\(place.material)/\(place.position):\(mark(application.slots[place]?.mark))"
        case .claimed(let claim) where events.count == 1: "claim=\(claim.staff)"
        case .published(let level): "published=\(level.rawValue)"
        case .passed(let level, _), .returned(let level, _, _), .rejected(let level, _), .withdrawn(let level),
          .reopened(let level, _):
          "level=\(level.rawValue)"
        case .activated: "activated"
        default: nil
        }
      }).joined(separator: " ")
  }

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
