import ReviewStore
import Wording

/// The candidate's appeal against a rejection: the form while one is possible, then what was written and decided.
struct AppealSection: Speaking {
  let status: CandidateStatus
  let language: Language

  /// The section; nothing where there is neither a form nor an appeal.
  func html(_ keys: PageKeys) -> HTML? {
    if let appeal = status.appeal { return made(appeal) }
    guard status.visibleResult == .rejected, let end = status.appealBy else { return nil }
    let fields: HTML = """
      <label for="appeal">\(say("Why the decision should be looked at again", "复核理由"))</label>\
      <textarea id="appeal" name="words" rows="4" maxlength="1000" required></textarea>\
      \(hint(
        Bilingual(
          "Possible once, until \(end.forPeople). Somebody else than the first reviewer decides.",
          "仅限一次，请在 \(end.forPeople) 之前提交；由初审之外的人员复核。")))\
      <button class="wide">\(say("Appeal", "申请复核"))</button>
      """
    let form = keys.form(to: "/appeal", hidden: ["version": "\(status.version)", "key": keys.showing], fields)
    return "<section class=\"card form\" id=\"appeal-section\"><h2>\(say("Appeal", "申请复核"))</h2>\(form)</section>"
  }

  private func made(_ appeal: Appeal) -> HTML {
    let outcome: Bilingual =
      switch appeal.decision?.outcome {
      case .upheld: Bilingual("The rejection stands.", "维持审核拒绝。")
      case .granted: Bilingual("The rejection was taken back.", "已撤销审核拒绝。")
      case nil: Bilingual("Not decided yet.", "等待复核。")
      }
    let note = appeal.decision.map { decision -> HTML in
      "<p class=\"told\"><time>\(decision.time.forPeople)</time><br>\(decision.note)</p>"
    }
    return """
      <section class="card" id="appeal-section"><h2>\(say("Your appeal", "复核申请"))</h2>\
      <p class="told"><time>\(appeal.filedAt.forPeople)</time><br>\(appeal.words)</p>\
      <p>\(words(outcome))</p>\(note)</section>
      """
  }
}
