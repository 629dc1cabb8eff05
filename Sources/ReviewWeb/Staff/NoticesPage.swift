import ImageKit
import ReviewStore
import Wording

/// The notices to candidates: the latest ones, and how many there are in each state.
struct NoticesPage: PageView {
  /// Newest first.
  let latest: [Notice]
  let counts: [Notice.State: Int]
  /// How many of the waiting ones have no number to be sent to.
  let withoutMobile: Int
  let language: Language

  let title = Bilingual("Notices", "短信通知")

  func html(_ keys: PageKeys) -> HTML {
    let retry = counts[.dead].map { dead in
      keys.form(
        to: "/staff/notices/revive",
        "<button>\(say("Try those given up again", "重新发送失败的通知")) · \(dead)</button>")
    }
    let head = TableHead(
      "#", say("Number", "报名号"), say("Mobile", "手机"), say("Words", "内容"), say("State", "状态"),
      say("Written", "生成时间"))
    let nothing: HTML = "<tr><td colspan=\"6\" class=\"empty\">\(say("No notices.", "暂无通知。"))</td></tr>"
    let command: HTML = "<code>uploadprep notices send</code>"
    return """
      <div class="bar"><h1>\(words(title))</h1>\(retry)</div>
      <p class="lead">\(Notice.State.allCases.map(count(of:)))</p>
      \(unreachable, if: withoutMobile > 0)
      \(table(words(title), head, latest.isEmpty ? [nothing] : latest.map(row)))
      <p class="hint">\(say("They go out by the command", "通知由命令")) \(command)\(say(".", " 发送。"))</p>
      """
  }

  private var unreachable: HTML {
    """
    <div class="news bad"><p>\(say(
      "Without a mobile number, and so not sent: \(withoutMobile). Tell these candidates in another way.",
      "因考生未填写手机号码而无法发送：\(withoutMobile) 条，请通过其他方式通知。"))</p></div>
    """
  }

  private func count(of state: Notice.State) -> HTML {
    guard let count = counts[state] else { return "" }
    return "<span class=\"chip \(state.tone)\">\(words(state.name)) \(count)</span> "
  }

  private func row(_ notice: Notice) -> HTML {
    let problem = notice.problem.map { problem -> HTML in
      "<br><small>\(words(NoticeProblem.words(problem)))</small>"
    }
    let delivered = notice.deliveredAt.map { moment -> HTML in
      "<br><small>\(say("delivered", "送达")) <time>\(moment.forPeople)</time></small>"
    }
    return """
      <tr><td>\(notice.id)</td><td>\(notice.registration)</td>\
      <td>\(notice.maskedMobile ?? say("none given", "未填写"))</td><td class="words">\(notice.text)</td>\
      <td><span class="chip \(notice.state.tone)">\(words(notice.state.name))</span>\(problem)\(delivered)</td>\
      <td><time>\(notice.createdAt.forPeople)</time></td></tr>
      """
  }
}

extension Notice.State {
  /// The style's name for it.
  var tone: String {
    switch self {
    case .sent: "good"
    case .dead: "bad"
    case .sending: "act"
    case .queued, .cancelled: ""
    }
  }
}
