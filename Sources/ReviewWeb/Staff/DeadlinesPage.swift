import ReviewStore
import Wording

/// The returned applications with the time by which their candidates should react, and more time for all of them.
struct DeadlinesPage: PageView {
  /// Returned applications, longest in that state first.
  let entries: [ConsoleEntry]
  /// Whether the person may give a candidate more time to upload.
  let mayExtendUploads: Bool
  let isOverdueOnly: Bool
  let limit: Int
  let policy: Policy
  let language: Language
  /// What was typed into the form when it was refused.
  var typed: Form?
  /// The same of the form for one candidate.
  var typedForOne: Form?
  var mistakes: [FieldMistake] = []

  let title = Bilingual("Deadlines", "处理期限")

  func html(_ keys: PageKeys) -> HTML {
    let head = TableHead(
      say("Number", "报名号"), say("Name", "姓名"), say("Site", "考点"), say("Returned", "退回时间"),
      say("React by", "处理期限"))
    let nothing: HTML = "<tr><td colspan=\"5\" class=\"empty\">\(say("Nobody.", "暂无。"))</td></tr>"
    return """
      <h1>\(words(title))</h1><p class="lead">\(words(rule))</p>
      <nav class="tabs" aria-label="\(say("Which", "范围"))">\(tab("", Bilingual("Returned", "已退回"), !isOverdueOnly))\
      \(tab("?overdue=1", Bilingual("Overdue", "逾期未处理"), isOverdueOnly))</nav>
      \(table(words(title), head, entries.isEmpty ? [nothing] : entries.map(row)))
      \(more)
      <section class="card spaced"><h2>\(say("More time for all", "统一延长期限"))</h2>\
      \(hint(
        Bilingual(
          "Every returned candidate of yours whose time ends earlier has until then. Each is told, and each extension is logged.",
          "您有权处理的、期限早于该时间的已退回考生均延长至该时间；逐一告知考生并记录。")))\
      \(keys.form(to: "/staff/deadlines", DeadlineFields(language: language, id: "all", typed: typed, mistakes: mistakes).html))</section>
      \(one(keys))
      """
  }

  /// More time to upload than the window, for one candidate.
  private func one(_ keys: PageKeys) -> HTML? {
    guard mayExtendUploads, let closes = policy.uploadWindow?.closes else { return nil }
    let fields = FormFields(language: language, mistakes: mistakes)
    return """
      <section class="card spaced"><h2>\(say("More time to upload for one candidate", "延长个别考生的上传时间"))</h2>\
      \(hint(
        Bilingual(
          "Uploads end at \(closes.forPeople). This candidate may upload and submit until the time below, and is told.",
          "上传时间截止于 \(closes.forPeople)；该考生可在下列时间前继续上传并提交，系统将告知考生并记录。")))\
      \(keys.form(
        to: "/staff/deadlines/one",
        """
        \(fields.input(
          "number-one", "\(say("Registration number", "报名号"))",
          #"name="number" autocomplete="off" required maxlength="128" value="\#(typedForOne?["number"] ?? "")""#))\
        \(DeadlineFields(language: language, id: "one", typed: typedForOne, mistakes: mistakes).html)
        """))</section>
      """
  }

  /// How the clock runs, in words.
  private var rule: Bilingual {
    guard let hours = policy.reactionHours else {
      return Bilingual("This policy names no time to react.", "本考区规则未规定处理期限。")
    }
    let grace = policy.graceHours
    return Bilingual(
      "A candidate has \(hours) hours after a return"
        + (grace > 0 ? ", and counts as overdue \(grace) hours later" : "")
        + ". The clock stands still while it is the office's turn.",
      "退回后 \(hours) 小时内处理" + (grace > 0 ? "，再宽限 \(grace) 小时后计为逾期" : "") + "；轮到审核人员处理时不计时。")
  }

  private func tab(_ query: String, _ name: Bilingual, _ isHere: Bool) -> HTML {
    "<a href=\"/staff/deadlines\(query)\"\(" aria-current=\"page\"", if: isHere)>\(words(name))</a>"
  }

  private func row(_ line: ConsoleEntry) -> HTML {
    let overdue: HTML = " <span class=\"chip act\">\(say("overdue", "逾期"))</span>"
    return """
      <tr><td><a href="\(Address.application(line.entry.registration))">\(line.entry.registration)</a></td>\
      <td>\(line.entry.name)</td><td>\(line.entry.site)</td><td><time>\(line.entry.since.forPeople)</time></td>\
      <td><time>\(line.reactBy?.forPeople ?? "–")</time>\(overdue, if: line.overdue)</td></tr>
      """
  }

  private var more: HTML? {
    guard entries.count == limit, let last = entries.last else { return nil }
    let next =
      "/staff/deadlines?after=\(last.entry.registration.rawValue.percentEncoded)" + (isOverdueOnly ? "&overdue=1" : "")
    return "<p><a class=\"button\" href=\"\(next)\">\(say("Further ones", "下一页"))</a></p>"
  }
}

/// The fields of an extension: until when, and why.
struct DeadlineFields: Speaking {
  let language: Language
  /// Tells the fields of several forms on a page apart.
  let id: String
  /// What was typed when the form was refused.
  var typed: Form?
  var mistakes: [FieldMistake] = []

  /// The fields with their button.
  var html: HTML {
    let fields = FormFields(language: language, mistakes: mistakes)
    return """
      \(fields.input(
        "until-\(id)", "\(say("Until", "延长至"))",
        #"name="until" type="datetime-local" required value="\#(typed?["until"] ?? "")""#))\
      \(fields.input(
        "reason-\(id)", "\(say("Reason, for the candidate", "延长理由（考生可见）"))",
        #"name="note" maxlength="500" required autocomplete="off" value="\#(typed?["note"] ?? "")""#))\
      <button class="wide">\(say("Extend", "延长"))</button>
      """
  }
}
