import Wording

/// Rebuilds an application from the audit log: converts each entry back into events and applies them with the
/// workflow. A stored row that differs from the result was not changed through the workflow.
///
/// The log holds hashes of texts (the oldest entries lack them) and no picture sizes. Only what the log holds is
/// compared.
struct AuditReplay {
  private let policy: Policy
  private let isWhole: Bool
  /// Whether the decision that led to a version is drawn for a second look.
  private let isDrawn: (AuditEntry, _ version: Int) -> Bool
  /// The application after all entries.
  private(set) var application: Application
  /// Whether the log records the registration.
  private(set) var isRegistered = false
  /// Whether the log records its erasure.
  private(set) var isErased = false
  /// The messages that must exist, oldest first.
  private var messages: [Told] = []
  /// The notices that must exist, oldest first.
  private var notices: [Told] = []
  /// The times at which notices were delivered, by id.
  private var deliveries: [String: Moment] = [:]

  /// One message or notice, with the hash of its text where the log has it.
  private struct Told {
    let kind: Message.Kind
    let hash: String?
    /// The time at which the candidate saw it; nil until then, and for notices.
    var seenAt: Moment?
  }

  /// The application after all entries about its registration, oldest first.
  ///
  /// - Parameters:
  ///   - start: entries up to this sequence number may have been made under an earlier version of the rules.
  ///     If there are such entries, only the state and the version are compared, with the values in the last entry.
  ///   - isDrawn: whether the decision of an entry, which led to a version, is drawn for a second look.
  init(
    of applicant: Applicant, _ entries: [AuditEntry], after start: Int, under policy: Policy,
    isDrawn: @escaping (AuditEntry, _ version: Int) -> Bool = { _, _ in false }
  ) {
    self.policy = policy
    self.isDrawn = isDrawn
    isWhole = entries.first.map { $0.sequence > start } ?? true
    application = Application(applicant: applicant, since: entries.first?.time ?? Moment(milliseconds: 0))
    for entry in entries { add(entry) }
    guard !isWhole, let last = entries.last(where: { $0.after.facts.version != nil }) else { return }
    let facts = last.after.facts
    application.state = facts.state ?? application.state
    application.version = facts.version ?? application.version
  }

  private mutating func add(_ entry: AuditEntry) {
    if entry.action == "register" {
      isRegistered = true
      application.since = entry.time
    }
    isErased = isErased || entry.action == "erase"
    let after = entry.after.facts
    if entry.action == "messages-seen" {
      for index in messages.indices where messages[index].seenAt == nil { messages[index].seenAt = entry.time }
    }
    if let id = after.delivered { deliveries[id] = entry.time }
    // The log holds no hash of a notice with a code, which could be found by trying all codes.
    if entry.action == "code" { notices += after.notices.map { _ in Told(kind: .code, hash: nil) } }
    let events = events(of: entry, after) + draw(entry, after)
    guard !events.isEmpty else { return }
    application = Workflow.apply(events, to: application, under: policy, at: entry.time)
    let told = Correspondence(about: events, application: application, policy: policy, region: "")
    messages += Self.told(told.messages.map(\.kind), after.messages)
    notices += Self.told(told.notices.map(\.kind), after.notices)
  }

  private static func told(_ kinds: [Message.Kind], _ hashes: [String]) -> [Told] {
    kinds.enumerated().map { Told(kind: $1, hash: hashes.count == kinds.count ? hashes[$0] : nil) }
  }

  private func events(of entry: AuditEntry, _ after: [LoggedFact]) -> [Event] {
    switch entry.action {
    case "activate": return after.isActivated ? [.activated] : []
    case "upload", "adjust":
      let isHandedIn = entry.before.facts.state != .submitted && after.state == .submitted
      return after.pictures.map { .uploaded($0.place, $0.picture, replaced: nil) } + (isHandedIn ? [.submitted] : [])
        + help(in: entry, at: after.pictures.map(\.place))
    case "exchange":
      let isHandedIn = entry.before.facts.state != .submitted && after.state == .submitted
      let pictures = Dictionary(after.pictures.map { ($0.place, $0.picture) }, uniquingKeysWith: { $1 })
      return [.exchanged(pictures)] + (isHandedIn ? [.submitted] : [])
        + help(in: entry, at: after.pictures.map(\.place))
    case "remove":
      let before = entry.before.facts
      let isEmptied = before.state == .submitted && after.state == .filling
      return before.pictures.map { .removed($0.place, $0.picture) } + (isEmptied ? [.emptied] : [])
        + help(in: entry, at: before.pictures.map(\.place))
    case "submit": return [.submitted]
    case "carry-over":
      return after.pictures.map { .carriedOver($0.place, $0.picture) }
        + after.former.map { .remembered($0.place, $0.picture) }
    case "accept", "accept-all": return after.marked.map { .accepted($0) }
    // The log has only the note's hash.
    case "want": return after.marked.map { .wanted($0, note: after.notes[$0] ?? "") }
    case "publish": return after.published.map { .published($0) }
    case "stage": return after.state.map { [.staged($0)] } ?? []
    case "extend": return after.reactBy.map { [.extended(until: $0, reason: after.words)] } ?? []
    case "appeal": return [.appealed(after.words)]
    case "second-look":
      guard let version = after.value(.secondLook).flatMap({ Int($0) }),
        let result = after.value(.verdict).flatMap({ Application.Result(rawValue: $0) })
      else { return [] }
      // The log has the hash of what was found wrong.
      let verdict = SecondLook.Verdict(result, [SecondLook.Fault(material: nil, note: after.words, under: policy)])
      return [
        .lookedAgain(
          version, SecondLook.Given(reviewer: StaffName(entry.actor), verdict: verdict, time: entry.time))
      ]
    case "conflict-declare":
      guard let name = after.person, let kind = after.conflict else { return [] }
      return [
        .conflictDeclared(
          name, Conflict(kind: kind, reason: after.words, declaredBy: entry.actor, declaredAt: entry.time))
      ]
    case "conflict-withdraw": return after.person.map { [.conflictWithdrawn($0)] } ?? []
    case "helper-allow": return after.helper.map { [.helperAllowed($0, organisation: "")] } ?? []
    case "helper-revoke": return [.helperRevoked]
    case "correct":
      let wanted = after.marked.map { Event.wanted($0, note: after.notes[$0] ?? "") }
      let returned = after.level.map { [Event.returned($0, note: "", reactBy: after.reactBy)] } ?? []
      // The registration's values are held against their seal, so no field is named here.
      return [.corrected([], application.applicant)] + wanted + returned
    default: return after.level.map { decision(entry, at: $0, after) } ?? []
    }
  }

  /// That a clerk, and not the candidate, changed the pictures at some places.
  private func help(in entry: AuditEntry, at places: [Place]) -> [Event] {
    guard entry.actor != Actor.candidate.name else { return [] }
    let isTold = entry.after.facts.tells(.helped)
    return places.map {
      .helped($0, by: StaffName(entry.actor), organisation: "", isTold: isTold && $0 == places.first)
    }
  }

  /// The event that draws a decision for a second look. The log does not tell of it, because the reviewer must not know;
  /// the key does.
  private func draw(_ entry: AuditEntry, _ after: [LoggedFact]) -> [Event] {
    guard let level = after.level, let version = after.version, isDrawn(entry, version) else { return [] }
    let results: [String: Application.Result] = ["pass": .passed, "return": .returned, "reject": .rejected]
    return results[entry.action].map { [.drawn(level, $0, note: after.words, by: StaffName(entry.actor))] } ?? []
  }

  private func decision(_ entry: AuditEntry, at level: Level, _ after: [LoggedFact]) -> [Event] {
    switch entry.action {
    case "return":
      // A return may ask for pictures in the same act. Old entries do not name the time to react.
      after.marked.map { .wanted($0, note: after.notes[$0] ?? "") } + [
        .returned(
          level, note: "",
          reactBy: after.reactBy ?? policy.reactionHours.map { entry.time.adding(seconds: $0 * 3600) })
      ]
    case "withdraw": [.withdrawn(level)]
    // The log has only the note's hash; old entries have none.
    case "reject": [.rejected(level, note: after.words, by: StaffName(entry.actor))]
    case "appeal-uphold", "appeal-grant":
      [
        .appealDecided(
          level,
          Appeal.Decision(
            outcome: entry.action == "appeal-grant" ? .granted : .upheld, decider: StaffName(entry.actor),
            note: after.words, time: entry.time))
      ]
    case "reopen": [.reopened(level, wasVisible: application.isVisible(level, under: policy))]
    case "pass": [.passed(level, final: after.state == .regionPassed)]
    default: []
    }
  }

  /// The differences between the stored messages and notices and those in the log, as sentences.
  func differences(inMessages found: [KeptWords], notices: [KeptWords]) -> [Bilingual] {
    guard isWhole else { return [] }
    var differences: [Bilingual] = []
    if zip(found, messages).contains(where: { $0.reachedAt != $1.seenAt })
      || notices.contains(where: { $0.reachedAt != deliveries["\($0.id)"] })
    {
      differences.append(
        Bilingual("when its candidate was reached is not what the log tells", "告知考生的时间与操作日志不一致"))
    }
    let kinds = [("messages", "消息", found, messages), ("notices", "短信", notices, self.notices)]
    return differences
      + kinds.compactMap { english, chinese, found, told in
        guard found.map(\.kind) == told.map(\.kind.rawValue) else {
          return Bilingual(
            "it has \(found.count) \(english), but the log tells of \(told.count), or of others",
            "有 \(found.count) 条\(chinese)，操作日志记录为 \(told.count) 条或内容不同")
        }
        let isAsTold = zip(found, told).allSatisfy { found, told in
          told.hash.map { $0 == AuditText.hash(of: found.text) } ?? true
        }
        return isAsTold
          ? nil : Bilingual("its \(english) have other words than the log tells of", "\(chinese)文字与操作日志不一致")
      }
  }

  /// The differences between a stored application and the log, as sentences.
  func differences(to found: Application) -> [Bilingual] {
    var differences: [Bilingual] = []
    func compare(_ english: String, _ chinese: String, _ found: Bilingual, _ told: Bilingual) {
      guard found != told else { return }
      differences.append(
        Bilingual(
          "\(english) is \(found.english), but the log tells of \(told.english)",
          "\(chinese)为“\(found.chinese)”，操作日志记录为“\(told.chinese)”"))
    }
    func same(_ text: String?) -> Bilingual { text.map { Bilingual($0, $0) } ?? Bilingual("none", "无") }
    func flag(_ value: Bool) -> Bilingual { Bilingual("\(value)", value ? "是" : "否") }
    compare("its state", "状态", state(found.state), state(application.state))
    compare("its version", "版本", same("\(found.version)"), same("\(application.version)"))
    guard isWhole else { return differences }
    compare("its coming in", "激活标记", flag(found.activated), flag(application.activated))
    for level in Level.allCases {
      compare("the \(level.rawValue)'s result", "\(level.name.chinese)结果", text(found[level]), text(application[level]))
    }
    compare(
      "that the second level has acted", "考区是否已审核", flag(found.nextLevelActed), flag(application.nextLevelActed))
    compare(
      "since when it has been in its state", "进入该状态的时间", same(found.since.iso8601), same(application.since.iso8601))
    compare("until when to react", "处理期限", same(found.reactBy?.iso8601), same(application.reactBy?.iso8601))
    compare(
      "until when to upload", "上传截止时间", same(found.uploadUntil?.iso8601), same(application.uploadUntil?.iso8601))
    compare(
      "who rejected it", "拒绝人", same(found.rejectedBy?.rawValue), same(application.rejectedBy?.rawValue))
    compare("until when to appeal", "复核申请期限", same(found.appealBy?.iso8601), same(application.appealBy?.iso8601))
    compare("its clerk", "经办人授权", text(found.helper), text(application.helper))
    compare("its appeal", "复核", text(found.appeal, isHashed: false), text(application.appeal, isHashed: true))
    compare(
      "its second looks", "二次审核", text(found.secondLooks, isHashed: false),
      text(application.secondLooks, isHashed: true))
    compare(
      "who keeps away from it", "回避人员", text(found.conflicts, isHashed: false),
      text(application.conflicts, isHashed: true))
    if let note = found.rejectionNote, let told = application.rejectionNote, !told.isEmpty {
      compare("the hash of the rejection's words", "拒绝意见的校验值", same(AuditText.hash(of: note)), same(told))
    }
    for place in Set(found.former.keys).union(application.former.keys).sorted() {
      compare(
        "what was at \(place.material)/\(place.position)", "原\(policy.name(of: place).chinese)",
        same(found.former[place]?.picture.sha256.rawValue),
        same(application.former[place]?.picture.sha256.rawValue))
    }
    for place in Set(found.slots.keys).union(application.slots.keys).sorted() {
      let name = policy.name(of: place).chinese
      compare("\(place.material)/\(place.position)", name, text(found.slots[place]), text(application.slots[place]))
      if let note = found.slots[place]?.note, let told = application.slots[place]?.note, !told.isEmpty {
        compare(
          "the hash of the words at \(place.material)/\(place.position)", "\(name)审核意见的校验值",
          same(AuditText.hash(of: note)), same(told))
      }
    }
    return differences
  }

  private func state(_ state: Application.State) -> Bilingual { Bilingual(state.rawValue, state.name.chinese) }

  private func text(_ verdict: Application.Verdict) -> Bilingual {
    let chinese =
      switch verdict.result {
      case .passed: "通过"
      case .returned: "退回"
      case .rejected: "拒绝"
      case nil: "无"
      }
    return Bilingual(
      (verdict.result?.rawValue ?? "none") + (verdict.published ? ", published" : ""),
      chinese + (verdict.published ? "，已公布" : ""))
  }

  private func text(_ helper: Helper?) -> Bilingual {
    guard let helper else { return Bilingual("none", "无") }
    let text = "\(helper.clerk) \(helper.since.iso8601) \(helper.toldAt?.iso8601 ?? "-")"
    return Bilingual(text, text)
  }

  /// A slot's picture and flags, without notes.
  private func text(_ slot: Slot?) -> Bilingual {
    guard let slot else { return Bilingual("empty", "空") }
    let traits = [
      (Bilingual("accepted", "已通过"), slot.mark == .accepted), (Bilingual("wanted", "需更换或补充"), slot.isWanted),
      (Bilingual("kept", "沿用"), slot.kept), (Bilingual("accepted before", "此前已通过"), slot.acceptedBefore),
      (Bilingual("told", "已告知"), slot.told), (Bilingual("opened", "已开放修改"), slot.opened),
      (Bilingual("fresh", "新上传"), slot.fresh),
    ]
    let picture =
      slot.picture.map { Bilingual($0.sha256.rawValue, $0.sha256.rawValue) } ?? Bilingual("no picture", "无图片")
    let clerk = slot.broughtBy.map { [Bilingual("by \($0)", "由 \($0) 代传")] } ?? []
    let parts = [picture] + traits.filter(\.1).map(\.0) + clerk
    return .list(parts)
  }
}
