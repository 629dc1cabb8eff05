import ImageKit
import ReviewStore
import Wording

/// What stands beside the gallery of the review page: the person's data, the claim, the decision, and what the candidate
/// was told.
struct ReviewSide: Speaking {
  let page: ReviewPage
  let forms: ReviewForms

  var language: Language { page.language }
  private var view: StaffView { page.view }
  private var status: Status { page.view.status }

  /// The side.
  var html: HTML {
    """
    <aside id="side" tabindex="-1">
    \(answers(at: "side", forms.keys))\(person)
    \(decision, if: page.isReviewing)
    \(withdraw, if: view.offered.contains(.withdraw))
    \(reopen, if: view.offered.contains(.reopen))
    \(stages, if: view.offered.contains(.stage))
    \(extend, if: view.offered.contains(.extend))
    \(view.appeal.map(appeal))
    \(messages)
    \(rare)
    </aside>
    """
  }

  // MARK: Whose it is

  private var person: HTML {
    let record = view.registration
    let facts: [HTML] = [
      .fact(say("Number", "报名号"), "\(record.number)"),
      .fact(say("Category", "类别"), "\(record.category)"),
      .fact(say("Site", "考点"), "\(record.site)"),
      .fact(say("Identity number", "证件号码"), identity),
      .fact(say("Mobile", "手机"), "\(record.maskedMobile ?? "–")"),
      .fact(say("Kind", "类型"), "\(kind)"),
    ]
    let reactBy = status.reactBy.map { moment -> HTML in
      .fact(say("React by", "处理期限"), "\(moment.forPeople)\(status.overdue ? say(" (overdue)", "（已逾期）") : "")")
    }
    let missing = view.missing.map { reason -> HTML in "<li>\(words(reason.message))</li>" }
    return """
      <section class="card"><h2>\(record.name ?? "") \
      <span class="chip \(status.state.tone)">\(words(status.state.name))</span>\
      \(incompleteMark, if: !missing.isEmpty)</h2>
      \("<ul class=\"hint\">\(missing)</ul>", if: !missing.isEmpty)
      <dl class="facts">\(facts)\(reactBy)</dl>
      \(claimWords.map { "<p class=\"hint\">\($0)</p>" })
      \(correct, if: view.offered.contains(.correct))
      \(claim, if: page.isReviewing && status.claimedBy == nil)\(release, if: status.claimedBy == page.staff.name)
      </section>
      """
  }

  /// The masked identity number, and for whoever holds the claim the way to the whole one. It is never part of the page.
  private var identity: HTML {
    guard let masked = view.registration.maskedIDNumber else { return "–" }
    guard status.claimedBy == page.staff.name else { return "\(masked)" }
    let form = forms.form(
      to: "identity", with: #"class="inline" data-identity"#,
      "<button title=\"\(say("Each showing is logged", "每次查看均有记录"))\">\(say("Show", "查看完整号码")) <kbd>i</kbd></button>")
    return "<output data-id-number>\(masked)</output> \(form)"
  }

  private var kind: String {
    var kinds: [Bilingual] = []
    if view.registration.returning { kinds.append(Bilingual("returning", "老考生")) }
    if view.registration.identity == .foreignPassport { kinds.append(Bilingual("foreign passport", "外国护照")) }
    if view.registration.practicalPassed { kinds.append(Bilingual("practical passed", "实践技能已通过")) }
    return kinds.isEmpty ? "–" : kinds.map(words).joined(separator: "、")
  }

  private var claimWords: String? {
    switch status.claimedBy {
    case nil where !page.isReviewing: nil
    case nil: say("Nobody holds it. Your first act claims it.", "尚无人领取，您的首个操作将自动领取。")
    case page.staff.name:
      say(
        "You hold it for \(page.policy.claimMinutes) minutes from your last act.",
        "由您领取，最后一次操作后保留 \(page.policy.claimMinutes) 分钟。")
    case let other?:
      say(
        "\(other) is reviewing it, until \(status.claimedUntil?.forPeople ?? "") at the latest.",
        "\(other) 正在审核，最迟至 \(status.claimedUntil?.forPeople ?? "")。")
    }
  }

  /// What is wanted now and then. It stands last, so that the decision is seen beside the picture.
  private var rare: HTML {
    """
    <section class="card">
    \(dossier, if: view.materials.contains { $0.pictures.contains { $0.picture != nil } })\(conflict)
    </section>
    """
  }

  private var dossier: HTML {
    forms.keys.form(
      to: forms.here + "/dossier", with: #"class="inline""#,
      """
      <button title="\(say("Each download is logged", "每次下载均有记录"))">\(
        say("All papers as PDF", "下载全部材料 PDF"))</button>
      """)
  }

  private var correct: HTML {
    """
    <p class="hint"><a href="\(Address.correction(view.registration.number))">\(
      say("Correct the registration's data", "更正报名信息"))</a></p>
    """
  }

  private var conflict: HTML {
    let address = "/staff/conflicts?number=\(view.registration.number.rawValue.percentEncoded)"
    return "<p class=\"hint\"><a href=\"\(address)\">\(say("I have a conflict of interest", "申报回避"))</a></p>"
  }

  private var claim: HTML {
    forms.keys.form(
      to: forms.here + "/claim", with: #"class="inline""#, "<button>\(say("Claim", "领取"))</button>")
  }

  private var release: HTML {
    forms.keys.form(
      to: forms.here + "/release", with: #"class="inline""#, "<button>\(say("Hand back", "归还队列"))</button>")
  }

  // MARK: Deciding

  private var decision: HTML {
    let pass = forms.form(
      to: "pass", "<button class=\"good wide\" data-key=\"p\">\(say("Pass", "审核通过")) <kbd>p</kbd></button>")
    let giveBack = forms.form(
      to: "return",
      """
      <label for="return-note">\(say("Words for the candidate", "给考生的审核意见"))</label>\
      <textarea id="return-note" name="note" rows="2" required maxlength="500">\(typed("return") ?? suggestion)</textarea>\
      <button class="act wide" data-key="r">\(say("Return", "退回修改")) <kbd>r</kbd></button>
      """)
    let reject = forms.form(
      to: "reject",
      """
      <label for="reject-note">\(say("Why", "理由"))</label>\
      <textarea id="reject-note" name="note" rows="2" required maxlength="500">\(typed("reject") ?? "")</textarea>\
      <button class="danger wide">\(say("Reject", "审核拒绝"))</button>
      """)
    return """
      <section class="card decision" id="decision" tabindex="-1">\(answers(at: "decision", forms.keys))<h2>\(say("Decision", "审核结论"))</h2><p class="hint">\(progress)</p>
      <fieldset class="bare"\(" disabled", if: page.isHeldByOther)>
      \(acceptAll)
      \(pass)
      \(giveBack)
      <details\(" open", if: typed("reject") != nil)><summary>\(say("Does not qualify…", "确实不符合……"))</summary>\(reject)</details></fieldset></section>
      """
  }

  /// What was typed for an act that was refused.
  private func typed(_ act: String) -> String? { page.typed.flatMap { $0.form == act ? $0.text : nil } }

  /// One act for all pictures that are not decided yet. The script lets it be pressed once each of them was shown.
  private var acceptAll: HTML? {
    let left = view.materials.flatMap { material in
      material.pictures.filter { $0.picture != nil && $0.state != .accepted && $0.state != .wanted }.map {
        picture -> HTML in
        let (id, position) = (material.rule.id, picture.position)
        return "<input type=\"hidden\" name=\"looked[]\" value=\"\(id)/\(position)\" data-seen=\"\(id)-\(position)\">"
      }
    }
    guard left.count > 1 else { return nil }
    return forms.form(
      to: "accept-all", with: #"data-act="accept-all""#,
      """
      \(left)<button class="wide" data-key="A">✓ \(say("Accept all that is left", "其余全部通过")) · \(left.count) <kbd>A</kbd></button>
      """)
  }

  private var places: [PictureStatus] { view.materials.flatMap(\.pictures) }

  private var progress: String {
    let filled = places.filter { $0.picture != nil }
    let accepted = filled.count { $0.state == .accepted }
    let wanted = places.count { $0.state == .wanted }
    return say(
      "\(accepted) of \(filled.count) accepted, \(wanted) wanted.",
      "共 \(filled.count) 张：已通过 \(accepted) 张，需更换或补充 \(wanted) 张。")
  }

  /// A proposed text for the return, when pictures are asked for. Messages to candidates are always in Chinese.
  private var suggestion: String {
    places.contains { $0.state == .wanted } ? "请按以下意见修改或补充材料后重新提交。" : ""
  }

  private var withdraw: HTML {
    let form = forms.form(to: "withdraw", "<button class=\"wide\">\(say("Withdraw", "撤销退回"))</button>")
    return """
      <section class="card"><h2>\(say("Take the return back", "撤销退回"))</h2>\
      \(hint(Bilingual("Possible while the candidate has changed nothing.", "考生尚未修改时可以撤销。")))\(form)</section>
      """
  }

  private var reopen: HTML {
    let form = forms.form(to: "reopen", "<button class=\"wide\">\(say("Reopen", "重新审核"))</button>")
    return "<section class=\"card\"><h2>\(say("Decided by mistake?", "结论有误？"))</h2>\(form)</section>"
  }

  private var stages: HTML {
    let stages = page.policy.stages.map { stage -> HTML in
      let button: HTML = "<button name=\"stage\" value=\"\(stage.rawValue)\">\(words(stage.name))</button>"
      return "\(forms.form(to: "stage", with: #"class="inline""#, button)) "
    }
    return "<section class=\"card\"><h2>\(say("What follows", "后续阶段"))</h2>\(stages)</section>"
  }

  private var extend: HTML {
    let form = forms.form(to: "extend", DeadlineFields(language: language, id: "extend").html)
    return "<section class=\"card\"><h2>\(say("More time", "延长处理期限"))</h2>\(form)</section>"
  }

  /// The candidate's appeal with both decisions, and the form for the second one.
  private func appeal(_ appeal: Appeal) -> HTML {
    let second = appeal.decision.map { decision -> HTML in
      let outcome =
        decision.outcome == .upheld ? say("stands", "维持拒绝") : say("taken back", "撤销拒绝")
      return .fact(
        say("Second decision", "复核结论"),
        "\(outcome) · \(decision.decider) · <time>\(decision.time.forPeople)</time><br>\(decision.note)")
    }
    let note = say("Words for the candidate", "给考生的复核意见")
    let form = forms.form(
      to: "uphold",
      """
      <label for="appeal-note">\(note)</label>\
      <textarea id="appeal-note" name="note" rows="2" required maxlength="500"></textarea>\
      <button class="danger wide">\(say("The rejection stands", "维持审核拒绝"))</button>\
      <button class="good wide" formaction="\(forms.here)/grant">\(say("Take it back, review again", "撤销拒绝，重新审核"))</button>
      """)
    let waits: HTML = """
      <p class="hint">\(say("Somebody else than \(appeal.firstDecider) decides it.", "须由 \(appeal.firstDecider) 以外的人员处理。"))</p>
      """
    return """
      <section class="card" id="appeal"><h2>\(say("Appeal", "复核申请"))</h2>\
      <p class="told"><time>\(appeal.filedAt.forPeople)</time><br>\(appeal.words)</p>\
      <dl class="facts wide-facts">\(
        HTML.fact(say("First decision", "初审结论"), "\(say("rejected", "审核拒绝")) · \(appeal.firstDecider)<br>\(appeal.firstNote)"))\
      \(second)</dl>
      \(form, if: view.offered.contains(.appeal))
      \(waits, if: appeal.decision == nil && !view.offered.contains(.appeal))</section>
      """
  }

  // MARK: What happened

  private var messages: HTML {
    let told = InformedList(messages: view.messages, notices: view.notices, language: language)
    let unreachable = hint(
      page.policy.notices == nil || view.registration.maskedMobile != nil
        ? nil
        : Bilingual(
          "The candidate has given no mobile number: no SMS will reach them. Tell them in another way.",
          "考生未填写手机号码，短信无法送达，请通过其他方式通知。"))
    return """
      <section class="card"><h2>\(say("Told to the candidate", "已告知考生"))</h2>\(unreachable)\(told.html)\
      <p><a href="\(forms.here)/timeline">\(say("Everything that happened", "全部操作记录"))</a></p></section>
      """
  }
}
