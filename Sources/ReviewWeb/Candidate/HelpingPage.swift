import ReviewStore
import Wording

/// A clerk's first page: the code to tell candidates, and the candidates who have allowed this clerk to upload.
struct HelpingPage: PageView {
  let clerk: Staff
  let candidates: [HelpedCandidate]
  let language: Language

  let title = Bilingual("Candidates", "代传考生")

  func html(_ keys: PageKeys) -> HTML {
    """
    <h1>\(words(title))</h1>
    <section class="card"><p>\(say("Your code: ", "您的经办人代码："))<b>\(clerk.clerkCodeForPeople ?? "")</b> \
    <span class="hint">\(clerk.organisation ?? "") · \(clerk.name)</span></p>\
    \(hint(
      Bilingual(
        "Candidates of your workplace allow you with this code on their own page. You see nobody before that.",
        "请将代码告知本单位考生，由考生登录后在“经办人代传”中授权；授权前您看不到任何考生。")))</section>
    \(list)
    """
  }

  private var list: HTML {
    guard !candidates.isEmpty else { return "<p class=\"hint\">\(say("Nobody has allowed you yet.", "暂无考生授权。"))</p>" }
    let head = TableHead(
      say("Registration", "报名号"), say("Name", "姓名"), say("To do", "待完成"), say("Allowed", "授权时间"))
    let rows = candidates.map { candidate -> HTML in
      let hand = Hand(registration: candidate.registration, clerk: clerk.name)
      return """
        <tr><td><a href="\(hand.base)/materials">\(candidate.registration)</a></td><td>\(candidate.name ?? "")</td>\
        <td>\(state(of: candidate))</td><td>\(candidate.since.forPeople)</td></tr>
        """
    }
    return table(words(title), head, rows)
  }

  private func state(of candidate: HelpedCandidate) -> String {
    if candidate.locked { return say("locked", "已锁定") }
    guard candidate.open > 0 else { return say("complete", "已齐全") }
    return candidate.visibleResult == .returned
      ? say("returned, \(candidate.open) open", "已退回，待处理 \(candidate.open) 张")
      : say("\(candidate.open) open", "还缺 \(candidate.open) 张")
  }
}
