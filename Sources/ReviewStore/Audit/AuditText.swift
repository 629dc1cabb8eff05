import Crypto

/// The facts that the log records about an application before and after a change. Of written texts it records the
/// hash, so that a text cannot be replaced unnoticed.
enum AuditText {
  /// The application's state and version.
  static func state(_ application: Application) -> [LoggedFact] {
    [.state(application.state), .version(application.version)]
  }

  /// The facts before some events.
  static func before(_ application: Application, _ events: [Event]) -> [LoggedFact] {
    state(application)
      + events.flatMap { event -> [LoggedFact] in
        if case .exchanged(let pictures) = event { return self.pictures(at: pictures.keys, in: application) }
        return [fact(before: event, in: application)].compactMap(\.self)
      }
  }

  /// The fact before an event about one thing.
  private static func fact(before event: Event, in application: Application) -> LoggedFact? {
    switch event {
    case .uploaded(let place, _, let replaced): replaced.map { .picture(place, sha256: $0.sha256) }
    case .removed(let place, let gone): .picture(place, sha256: gone.sha256)
    case .accepted(let place), .wanted(let place, _): mark(place, in: application)
    case .released: application.claim.map { .claim($0.staff) }
    case .helperRevoked: application.helper.map { .helper($0.clerk) }
    case .extended: (application.reactBy ?? application.uploadUntil).map { .reactBy($0) }
    default: nil
    }
  }

  /// The pictures at some places.
  private static func pictures(at places: some Sequence<Place>, in application: Application) -> [LoggedFact] {
    places.sorted().compactMap { place in
      application.slots[place]?.picture.map { .picture(place, sha256: $0.sha256) }
    }
  }

  /// The facts after some events, with the messages and notices that they cause.
  static func after(_ application: Application, _ events: [Event], telling told: Correspondence) -> [LoggedFact] {
    let facts = events.flatMap { event -> [LoggedFact] in
      switch event {
      case .uploaded(let place, let new, _), .carriedOver(let place, let new): [.picture(place, sha256: new.sha256)]
      case .exchanged(let pictures): self.pictures(at: pictures.keys, in: application)
      case .remembered(let place, let old): [.former(place, sha256: old.sha256)]
      case .accepted(let place), .wanted(let place, _): [mark(place, in: application)]
      case .claimed(let claim) where events.count == 1: [.claim(claim.staff)]
      case .published(let level): [.published(level)]
      case .rejected(let level, let note, _): [.level(level), .words(hash: hash(of: note))]
      case .appealed(let words): [.words(hash: hash(of: words))]
      case .appealDecided(let level, let decision): [.level(level), .words(hash: hash(of: decision.note))]
      case .returned(let level, _, let reactBy): [.level(level)] + (reactBy.map { [.reactBy($0)] } ?? [])
      case .passed(let level, _), .withdrawn(let level), .reopened(let level, _): [.level(level)]
      case .activated: [.activated]
      case .conflictDeclared(let name, let conflict):
        [
          .value(.staff, name.rawValue), .value(.conflict, conflict.kind.rawValue),
          .words(hash: hash(of: conflict.reason)),
        ]
      case .lookedAgain(let version, let given):
        [
          .value(.secondLook, "\(version)"), .value(.verdict, given.verdict.result.rawValue),
          .words(hash: given.verdict.hash),
        ]
      case .conflictWithdrawn(let name): [.value(.staff, name.rawValue)]
      case .helperAllowed(let clerk, _): [.helper(clerk)]
      case .extended(let until, let reason): [.reactBy(until), .words(hash: hash(of: reason))]
      default: []
      }
    }
    let notes = events.compactMap { event -> LoggedFact? in
      if case .wanted(let place, let note) = event { .note(place, hash: hash(of: note)) } else { nil }
    }
    return state(application) + facts + notes
      + told.messages.map { .message(kind: $0.kind.rawValue, hash: hash(of: $0.text)) }
      + told.notices.map { .notice(kind: $0.kind.rawValue, hash: hash(of: $0.text)) }
  }

  /// The SHA-256 of a text.
  static func hash(of words: String) -> String { SHA256.hash(data: Array(words.utf8)).hexadecimal }

  private static func mark(_ place: Place, in application: Application) -> LoggedFact {
    switch application.slots[place]?.mark {
    case .accepted: .mark(place, .accepted)
    case .wanted: .mark(place, .wanted)
    case nil: .mark(place, .none)
    }
  }
}

extension SecondLook.Verdict {
  /// The SHA-256 of what was found wrong.
  var hash: String {
    let lines = faults.map { "\($0.material?.rawValue ?? "") \($0.reason) \($0.note)\n" }
    return AuditText.hash(of: lines.joined())
  }
}
