import ReviewStore
import Wording

/// A page of the log, the latest entries first.
struct AuditPage: PageView {
  let entries: [AuditEntry]
  /// Whose entries only; empty for all.
  let subject: String
  /// Whether there may be earlier ones.
  let hasMore: Bool
  let policy: Policy
  let language: Language

  let title = Bilingual("Log", "操作日志")

  func html(_ keys: PageKeys) -> HTML {
    let head = TableHead(
      "#", say("Time", "时间"), say("Who", "操作人"), say("Act", "操作"), say("On", "对象"), say("Changes", "变更内容"))
    let none: HTML = "<p class=\"card empty\">\(say("There is no entry.", "没有记录。"))</p>"
    return """
      <h1>\(words(title))</h1>
      <form class="filters" method="get" action="/staff/audit">\
      <label>\(say("Registration number, name or store", "报名号、账号或 store")) \
      <input name="subject" autocomplete="off" maxlength="64" value="\(subject)"></label>\
      <button class="primary">\(say("Show", "查询"))</button></form>
      \(table(words(title), head, entries.map(row)), if: !entries.isEmpty)\(none, if: entries.isEmpty)
      \(earlier, if: hasMore)
      """
  }

  private func row(_ entry: AuditEntry) -> HTML {
    let changes = entry.changes(under: policy).map(words).joined(separator: say("; ", "；"))
    return """
      <tr><td>\(entry.sequence)</td><td><time>\(entry.time.forPeople)</time></td><td>\(words(entry.actorName))</td>\
      <td>\(words(entry.actionName))</td><td>\(words(entry.subjectName))</td><td>\(changes)</td></tr>
      """
  }

  private var earlier: HTML {
    let last = entries.last?.sequence ?? 1
    let only = subject.isEmpty ? "" : "&subject=\(subject.percentEncoded)"
    return "<p><a href=\"/staff/audit?before=\(last)\(only)\">\(say("Earlier entries", "更早的记录"))</a></p>"
  }
}
