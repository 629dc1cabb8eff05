/// An application as the log tells of it: each entry is turned back into the events it tells of, and the workflow applies
/// them again. What a row says otherwise was written past the workflow.
///
/// The log holds no sizes, and of words their hashes, from when it began to; what it does not hold is not compared.
struct AuditReplay {
  private let policy: Policy
  private let isWhole: Bool
  /// What came of it.
  private(set) var application: Application
  /// Whether the log tells of the registration's entry.
  private(set) var isRegistered = false
  /// Whether the log tells that it was erased.
  private(set) var isErased = false
  /// The messages that must have been written, oldest first.
  private var messages: [Told] = []
  /// The notices that must have been written, oldest first.
  private var notices: [Told] = []

  /// One message or notice, with the hash of its words where the log has it.
  private struct Told {
    let kind: Message.Kind
    let hash: String?
  }

  /// The application after all entries about its registration, oldest first.
  ///
  /// - Parameter start: entries up to this one may have been written under other rules. Where there are such, only the
  ///   state and the version are compared, as the last entry has them.
  init(of applicant: Applicant, _ entries: [AuditEntry], after start: Int, under policy: Policy) {
    self.policy = policy
    isWhole = entries.first.map { $0.sequence > start } ?? true
    application = Application(applicant: applicant, since: entries.first?.time ?? Moment(milliseconds: 0))
    for entry in entries { add(entry) }
    guard !isWhole, let last = entries.last(where: { AuditText.Facts($0.after).version != nil }) else { return }
    let facts = AuditText.Facts(last.after)
    application.state = facts.state ?? application.state
    application.version = facts.version ?? application.version
  }

  private mutating func add(_ entry: AuditEntry) {
    if entry.action == "register" {
      isRegistered = true
      application.since = entry.time
    }
    isErased = isErased || entry.action == "erase"
    let events = events(of: entry)
    guard !events.isEmpty else { return }
    application = Workflow.apply(events, to: application, under: policy, at: entry.time)
    let told = Correspondence(about: events, application: application, policy: policy, region: "")
    let after = AuditText.Facts(entry.after)
    messages += Self.told(told.messages.map(\.kind), after.messages)
    notices += Self.told(told.notices.map(\.kind), after.notices)
  }

  private static func told(_ kinds: [Message.Kind], _ hashes: [String]) -> [Told] {
    kinds.enumerated().map { Told(kind: $1, hash: hashes.count == kinds.count ? hashes[$0] : nil) }
  }

  private func events(of entry: AuditEntry) -> [Event] {
    let before = AuditText.Facts(entry.before)
    let after = AuditText.Facts(entry.after)
    switch entry.action {
    case "activate": return after.activated ? [.activated] : []
    case "upload":
      let isHandedIn = before.state != .submitted && after.state == .submitted
      return after.pictures.map { .uploaded($0.place, $0.picture, replaced: nil) } + (isHandedIn ? [.submitted] : [])
    case "remove":
      let isEmptied = before.state == .submitted && after.state == .filling
      return before.pictures.map { .removed($0.place, $0.picture) } + (isEmptied ? [.emptied] : [])
    case "submit": return [.submitted]
    case "carry-over":
      return after.pictures.map { .carriedOver($0.place, $0.picture) }
        + after.former.map { .remembered($0.place, $0.picture) }
    case "accept": return after.marked.map { .accepted($0) }
    // The hash stands for the words.
    case "want": return after.marked.map { .wanted($0, note: after.notes[$0] ?? "") }
    case "publish": return after.published.map { .published($0) }
    case "stage": return after.state.map { [.staged($0)] } ?? []
    default: return after.level.map { decision(entry, at: $0, after) } ?? []
    }
  }

  private func decision(_ entry: AuditEntry, at level: Level, _ after: AuditText.Facts) -> [Event] {
    switch entry.action {
    case "return":
      [.returned(level, note: "", reactBy: policy.reactionHours.map { entry.time.adding(seconds: $0 * 3600) })]
    case "withdraw": [.withdrawn(level)]
    // The hash stands for the words, where the log has it.
    case "reject": [.rejected(level, note: after.words)]
    case "reopen": [.reopened(level, wasVisible: application.isVisible(level, under: policy))]
    case "pass": [.passed(level, final: after.state == .regionPassed)]
    default: []
    }
  }

  /// In what its messages and notices differ from those that the log tells of, in words; empty when in nothing.
  func differences(
    inMessages found: [(kind: String, text: String)], notices: [(kind: String, text: String)]
  ) -> [String] {
    guard isWhole else { return [] }
    return [("messages", found, messages), ("notices", notices, self.notices)].compactMap { what, found, told in
      guard found.map(\.kind) == told.map(\.kind.rawValue) else {
        return "it has \(found.count) \(what), but the log tells of \(told.count), or of others"
      }
      let isAsTold = zip(found, told).allSatisfy { found, told in
        told.hash.map { $0 == AuditText.hash(of: found.text) } ?? true
      }
      return isAsTold ? nil : "its \(what) have other words than the log tells of"
    }
  }

  /// In what an application differs from what the log tells, in words; empty when in nothing.
  func differences(to found: Application) -> [String] {
    var differences: [String] = []
    func compare<Value: Equatable>(_ what: String, _ found: Value, _ told: Value) {
      if found != told { differences.append("\(what) is \(found), but the log tells of \(told)") }
    }
    compare("its state", found.state.rawValue, application.state.rawValue)
    compare("its version", found.version, application.version)
    guard isWhole else { return differences }
    compare("its coming in", found.activated, application.activated)
    for level in Level.allCases {
      compare("the \(level.rawValue)'s result", text(found[level]), text(application[level]))
    }
    compare("that the second level has acted", found.nextLevelActed, application.nextLevelActed)
    compare("since when it has been in its state", found.since.iso8601, application.since.iso8601)
    compare("until when to react", found.reactBy?.iso8601 ?? "none", application.reactBy?.iso8601 ?? "none")
    if let note = found.rejectionNote, let told = application.rejectionNote, !told.isEmpty {
      compare("the hash of the rejection's words", AuditText.hash(of: note), told)
    }
    for place in Set(found.former.keys).union(application.former.keys).sorted() {
      compare(
        "what was at \(place.material)/\(place.position)", found.former[place]?.picture.sha256 ?? "nothing",
        application.former[place]?.picture.sha256 ?? "nothing")
    }
    for place in Set(found.slots.keys).union(application.slots.keys).sorted() {
      compare("\(place.material)/\(place.position)", text(found.slots[place]), text(application.slots[place]))
      if let note = found.slots[place]?.note, let told = application.slots[place]?.note, !told.isEmpty {
        compare("the hash of the words at \(place.material)/\(place.position)", AuditText.hash(of: note), told)
      }
    }
    return differences
  }

  private func text(_ verdict: Application.Verdict) -> String {
    (verdict.result?.rawValue ?? "none") + (verdict.published ? ", published" : "")
  }

  /// A slot's picture and what was done to it, without anybody's words.
  private func text(_ slot: Slot?) -> String {
    guard let slot else { return "empty" }
    let traits = [
      ("accepted", slot.mark == .accepted), ("wanted", slot.isWanted), ("kept", slot.kept),
      ("accepted before", slot.acceptedBefore), ("told", slot.told), ("opened", slot.opened), ("fresh", slot.fresh),
    ]
    return ([slot.picture?.sha256 ?? "no picture"] + traits.filter(\.1).map(\.0)).joined(separator: ", ")
  }
}

extension AuditText {
  /// What one side of an entry says, read again.
  struct Facts {
    var state: Application.State?
    var version: Int?
    var level: Level?
    var published: [Level] = []
    var pictures: [(place: Place, picture: StoredPicture)] = []
    var former: [(place: Place, picture: StoredPicture)] = []
    var marked: [Place] = []
    /// The hash of the words of a rejection; empty where the log has none.
    var words = ""
    /// Hashes of the words with which pictures were asked for.
    var notes: [Place: String] = [:]
    /// Hashes of the messages' words, in their order.
    var messages: [String] = []
    /// Hashes of the notices' words, in their order.
    var notices: [String] = []
    var activated = false

    init(_ text: String) {
      for word in text.split(separator: " ") {
        if word == "activated" {
          activated = true
        } else if word.hasPrefix("former="), let (name, value) = Self.halves(word.dropFirst(7), "=") {
          if let place = Self.place(name) { former.append((place, Self.picture(value))) }
        } else if let (name, value) = Self.halves(word, "=") {
          add(name, value)
        } else if let (name, _) = Self.halves(word, ":"), let place = Self.place(name) {
          marked.append(place)
        }
      }
    }

    private mutating func add(_ name: Substring, _ value: Substring) {
      switch name {
      case "state": state = Application.State(rawValue: String(value))
      case "version": version = Int(value)
      case "words": words = String(value)
      case "level": level = Level(rawValue: String(value))
      case "message": messages += Self.halves(value, ":").map { [String($0.1)] } ?? []
      case "notice": notices += Self.halves(value, ":").map { [String($0.1)] } ?? []
      case "note":
        if let (name, hash) = Self.halves(value, ":"), let place = Self.place(name) { notes[place] = String(hash) }
      case "published": published += [Level(rawValue: String(value))].compactMap(\.self)
      default:
        guard let place = Self.place(name) else { return }
        pictures.append((place, Self.picture(value)))
      }
    }

    private static func picture(_ sha256: Substring) -> StoredPicture {
      StoredPicture(sha256: String(sha256), bytes: 0, width: 0, height: 0)
    }

    private static func halves(_ word: Substring, _ separator: Character) -> (Substring, Substring)? {
      word.lastIndex(of: separator).map { (word[..<$0], word[$0...].dropFirst()) }
    }

    private static func place(_ text: Substring) -> Place? {
      halves(text, "/").flatMap { material, position in Int(position).map { Place(String(material), $0) } }
    }
  }
}
