import ImageKit
import Wording

// The store's types as JSON, for the command's `--json` and the portal's API. The keys are a public contract: keys may
// be added, but not renamed or removed.

extension JSON {
  /// A time in ISO 8601 with its offset, or null.
  public static func time(_ moment: Moment?) -> JSON { .optional(moment?.iso8601) }
}

extension Refusal.Reason {
  /// `{"code":…,"message":…}`, with `material` where the reason concerns one.
  public func json(in language: Language) -> JSON {
    let json: JSON = ["code": .string(code), "message": .string(message.text(in: language))]
    return material.map { json.adding(["material": .string($0.rawValue)]) } ?? json
  }
}

extension Status {
  /// For staff and their programs only: it contains the actual state.
  public var json: JSON {
    [
      "registration": .string(registration.rawValue), "state": .string(state.rawValue), "locked": .bool(locked),
      "siteResult": .optional(siteResult?.rawValue), "regionResult": .optional(regionResult?.rawValue),
      "visibleResult": .optional(visibleResult?.rawValue), "version": .integer(version),
      "claimedBy": .optional(claimedBy?.rawValue), "claimedUntil": .time(claimedUntil),
      "reactBy": .time(reactBy), "uploadUntil": .time(uploadUntil), "overdue": .bool(overdue),
      "activated": .bool(activated), "visibleStage": .optional(visibleStage?.rawValue),
    ]
  }
}

extension MaterialStatus {
  /// A material with its pictures, with names in a language.
  public func json(in language: Language) -> JSON {
    [
      "material": .string(rule.id.rawValue), "name": .string(rule.name.text(in: language)), "required": .bool(required),
      "minimum": .integer(minimum), "maximum": .integer(maximum),
      "pictures": .list(pictures.map { $0.json(in: language) }),
      "labels": .list(labels.map { .optional($0?.text(in: language)) }),
      "instructions": .optional(rule.instructions?.text(in: language)), "example": .optional(rule.example),
      "open": .list(open.map { .integer($0) }),
      "former": .list(former.sorted { $0.key < $1.key }.map { position, former in former.json(at: position) }),
    ]
  }
}

extension PictureStatus {
  /// A picture, or an empty place where one is asked for.
  public func json(in language: Language) -> JSON {
    [
      "position": .integer(position), "state": .string(state.rawValue), "label": .optional(label?.text(in: language)),
      "bytes": .optional(picture?.bytes), "width": .optional(picture?.width), "height": .optional(picture?.height),
      "sha256": .optional(picture?.sha256.rawValue), "note": .optional(note), "acceptedBefore": .bool(acceptedBefore),
      "carriedOver": .bool(carriedOver), "findings": .list(findings.map { $0.json(in: language) }),
      "sameUnder": .list(sameUnder.map(\.rawValue)), "turned": .integer(turned),
      "number": .optional(number?.rawValue), "broughtBy": broughtBy?.json ?? .null,
    ]
  }
}

extension FormerPicture {
  /// The former picture at a position.
  func json(at position: Int) -> JSON {
    [
      "position": .integer(position), "sha256": .string(picture.sha256.rawValue), "bytes": .integer(picture.bytes),
      "width": .integer(picture.width), "height": .integer(picture.height), "origin": .string(origin.rawValue),
      "until": .time(until),
    ]
  }
}

extension Message {
  /// A message to a candidate.
  public var json: JSON {
    ["time": .time(time), "text": .string(text), "kind": .string(kind.rawValue), "seenAt": .time(seenAt)]
  }
}

extension Profile {
  /// Personal details for display.
  public func json(of registration: RegistrationNumber) -> JSON {
    [
      "registration": .string(registration.rawValue), "mobile": .optional(maskedMobile), "address": .optional(address),
      "complete": .bool(complete),
    ]
  }
}

extension RegistrationRecord {
  /// The registration for display.
  public var json: JSON {
    [
      "registration": .string(number.rawValue), "name": .optional(name), "category": .string(category),
      "site": .string(site),
      "idNumber": .optional(maskedIDNumber), "identity": .string(identity.rawValue), "returning": .bool(returning),
      "practicalPassed": .bool(practicalPassed), "mobile": .optional(maskedMobile), "address": .optional(address),
      "activated": .bool(activated), "state": .string(state.rawValue), "version": .integer(version),
      "createdAt": .time(createdAt), "erased": .bool(erasedAt != nil), "erasedAt": .time(erasedAt),
      "code": code.map { code in
        [
          "expiresAt": .time(code.expiresAt), "wrongGuesses": .integer(code.wrongGuesses), "void": .bool(code.isVoid),
        ]
      } ?? .null,
    ]
  }
}

extension QueueEntry {
  /// An entry of the review queue.
  public var json: JSON {
    [
      "registration": .string(registration.rawValue), "name": .string(name), "category": .string(category),
      "site": .string(site), "state": .string(state.rawValue), "since": .time(since),
      "claimedBy": .optional(claimedBy?.rawValue), "version": .integer(version), "complete": .bool(complete),
      "findings": .integer(findings), "sameUnder": .list(sameUnder.map(\.rawValue)),
    ]
  }
}

extension Appeal {
  /// The appeal for staff, with both decisions.
  public var json: JSON {
    [
      "level": .string(level.rawValue), "words": .string(words), "filedAt": .time(filedAt),
      "first": ["decider": .string(firstDecider.rawValue), "note": .string(firstNote)],
      "decision": decision.map {
        [
          "outcome": .string($0.outcome.rawValue), "decider": .string($0.decider.rawValue), "note": .string($0.note),
          "time": .time($0.time),
        ]
      } ?? .null,
    ]
  }

  /// The appeal for the candidate, who is not told names of staff.
  public var jsonForCandidate: JSON {
    [
      "words": .string(words), "filedAt": .time(filedAt), "outcome": .optional(decision?.outcome.rawValue),
      "note": .optional(decision?.note),
    ]
  }
}

extension HelperName {
  /// A clerk with the workplace.
  public var json: JSON { ["clerk": .string(clerk.rawValue), "organisation": .string(organisation)] }
}

extension HelpedCandidate {
  /// A candidate who has allowed a clerk.
  public var json: JSON {
    [
      "registration": .string(registration.rawValue), "name": .optional(name), "locked": .bool(locked),
      "visibleResult": .optional(visibleResult?.rawValue), "open": .integer(open), "since": .time(since),
    ]
  }
}

extension ConsoleEntry {
  /// An entry of a list, with the time to react.
  public var json: JSON { entry.json.adding(["reactBy": .time(reactBy), "overdue": .bool(overdue)]) }
}

extension ReviewNumbers {
  /// The numbers, with `sites` as in the first version: a site's applications by state.
  public var json: JSON {
    [
      "sites": .object(
        states.map { tally in
          let counts = tally.states.sorted { $0.key.rawValue < $1.key.rawValue }
          let others: [JSON.Member] = [
            .init("empty", .integer(tally.empty)), .init("incomplete", .integer(tally.incomplete)),
            .init("erased", .integer(tally.erased)),
            .init("total", .integer(tally.total)),
          ]
          return .init(tally.site, .object(counts.map { .init($0.key.rawValue, .integer($0.value)) } + others))
        }),
      "days": .list(
        days.map { day in
          .object(
            [.init("day", .string(day.day.date))] + Self.acts.map { .init($0, .integer(day.acts[$0] ?? 0)) })
        }),
      "workBySite": .list(sites.map(\.json)), "workByReviewer": .list(reviewers.map(\.json)),
    ]
  }
}

extension Workload {
  fileprivate var json: JSON {
    [
      "name": .string(name), "submit": .integer(handedIn), "pass": .integer(passed), "return": .integer(returned),
      "reject": .integer(rejected), "undone": .integer(undone), "waiting": waiting.json, "reviewing": reviewing.json,
    ]
  }
}

extension Durations {
  /// Seconds.
  fileprivate var json: JSON {
    ["count": .integer(count), "median": .optional(median), "ninetieth": .optional(ninetieth)]
  }
}

extension Staff {
  /// A member of staff.
  public var json: JSON {
    [
      "name": .string(name.rawValue), "role": .string(role.rawValue), "site": .optional(site),
      "organisation": .optional(organisation), "clerkCode": .optional(clerkCode),
      "disabled": .bool(disabled),
      "hasPassword": .bool(hasPassword), "hasSecondFactor": .bool(hasSecondFactor),
      "hasAuthenticatorApp": .bool(hasAuthenticatorApp), "passkeys": .integer(passkeyCount),
      "dailyCap": .optional(dailyCap),
      "mustChangePassword": .bool(passwordIsGiven), "passwordSince": .time(passwordSince),
    ]
  }
}

extension Notice {
  /// A notice for display.
  public var json: JSON {
    [
      "id": .integer(Int(id)), "registration": .string(registration.rawValue), "kind": .string(kind.rawValue),
      "text": .string(text), "state": .string(state.rawValue), "mobile": .optional(maskedMobile),
      "attempts": .integer(attempts), "createdAt": .time(createdAt), "nextAttempt": .time(nextAttempt),
      "sentAt": .time(sentAt), "deliveredAt": .time(deliveredAt), "problem": .optional(problem),
    ]
  }
}

extension AuditEntry {
  /// An entry of the audit log.
  public var json: JSON {
    [
      "sequence": .integer(sequence), "time": .time(time), "actor": .string(actor), "action": .string(action),
      "subject": .string(subject), "before": .string(before.text), "after": .string(after.text), "hash": .string(hash),
    ]
  }
}
