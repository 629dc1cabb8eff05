import ImageKit
import ReviewStore
import Wording

/// The log of one application, in words.
struct Timeline: Speaking {
  let entries: [AuditEntry]
  /// Gives the materials' names.
  let policy: Policy
  let language: Language
  /// Whether each entry's hash is shown.
  var hasHashes = false

  /// The list, an item an entry.
  var html: HTML { "<ol class=\"timeline\">\(entries.map(item))</ol>" }

  private func item(_ entry: AuditEntry) -> HTML {
    let story = entry.story(under: policy).map(words).joined(separator: say("; ", "；"))
    let values = Self.changes(entry).map { change -> HTML in "<code>\(change)</code>" }
    let folded: HTML = """
      <details class="values"><summary>\(say("values", "记录值"))</summary>\(values)\(hash(entry), if: hasHashes)</details>
      """
    return """
      <li class="\(entry.action)"><time>\(entry.time.forPeople)</time><b>\(words(entry.actionName))</b> \
      <span class="hint">\(words(entry.actorName))</span>\("<p>\(story)</p>", if: !story.isEmpty)\(folded)</li>
      """
  }

  private func hash(_ entry: AuditEntry) -> HTML {
    """
    <small class="hash" title="\(say("Hash of this entry", "本条记录的哈希"))">#\(entry.sequence) \
    \(String(entry.hash.prefix(12)))</small>
    """
  }

  /// What is there after and was not before, shortened to be read.
  private static func changes(_ entry: AuditEntry) -> [String] {
    entry.news.map(\.text).map { part in
      // A hash, after the picture's place or the message's kind.
      guard let sign = part.lastIndex(where: { $0 == "=" || $0 == ":" }), part[sign...].count == 65 else {
        return part
      }
      return String(part[...sign]) + String(part[sign...].dropFirst().prefix(12)) + "…"
    }
  }
}

/// Everything that happened to an application.
struct TimelinePage: PageView {
  let view: StaffView
  let policy: Policy
  let language: Language

  let title = Bilingual("Timeline", "操作记录")

  func html(_ keys: PageKeys) -> HTML {
    let number = view.registration.number
    return """
      <p class="crumbs"><a href="/staff">\(say("Queue", "队列"))</a> › \
      <a href="\(Address.application(number))">\(number)</a></p>\
      <h1>\(say("Everything that happened", "操作记录"))</h1>
      <section class="card"><h2>\(say("Told to the candidate", "已告知考生"))</h2>\
      \(InformedList(messages: view.messages, notices: view.notices, language: language).html)</section>
      \(Timeline(entries: view.log.reversed(), policy: policy, language: language, hasHashes: true).html)
      """
  }
}

/// An act was refused because the application has changed since the reviewer opened it.
struct StalePage: PageView {
  let refusal: Refusal
  let view: StaffView
  /// The last log entry that the reviewer saw, by number.
  let seen: Int
  let policy: Policy
  let language: Language

  let title = Bilingual("Changed", "已有变化")

  func html(_ keys: PageKeys) -> HTML {
    let changes = Timeline(entries: view.log.filter { $0.sequence > seen }, policy: policy, language: language)
    return """
      <div class="narrow"><h1>\(say("This application has changed", "材料已有变化"))</h1>\
      <p class="lead">\(words(refusal.explanation))</p>\
      <section class="card"><h2>\(say("What happened since you opened it", "您打开之后发生的变化"))</h2>\
      \(changes.html)</section>\
      <p><a class="button primary" href="\(Address.application(view.registration.number))">\
      \(say("Look again", "重新查看"))</a></p></div>
      """
  }
}
