import ReviewStore
import Wording

/// The sessions of a member of staff, whoever began them.
struct SessionsPage: PageView {
  let language: Language
  let sessions: [PortalVisit]
  /// The one that shows the page.
  let current: String

  let title = Bilingual("Your sessions", "登录设备管理")

  func html(_ keys: PageKeys) -> HTML {
    let head = TableHead(
      say("Browser", "浏览器"), say("Signed in", "登录时间"), say("Last used", "最近使用"), say("Set", "操作"))
    let others = keys.form(
      to: "/staff/sessions/others", "<button class=\"primary\">\(say("End all others", "结束其他全部会话"))</button>")
    return """
      <h1>\(words(title))</h1>
      <p class="lead">\(say(
        "Wherever your account is signed in. If one of these is not yours, end it and change your password.",
        "您的账号当前登录的全部设备。如有非本人登录，请立即结束该会话并修改密码。"))</p>
      \(table(words(title), head, sessions.map { row($0, keys) }))
      \(others, if: sessions.count > 1)
      <p class="hint aside"><a href="/staff/password">\(say("Change the password", "修改密码"))</a></p>
      """
  }

  private func row(_ session: PortalVisit, _ keys: PageKeys) -> HTML {
    let browser = session.browser?.name ?? Bilingual("not known", "未知")
    let isThis = session.id == current
    let end = keys.form(
      to: "/staff/sessions/end", with: #"class="inline""#, hidden: ["id": session.id],
      "<button>\(say("End", "结束"))</button>")
    return """
      <tr><td>\(words(browser))</td><td>\(session.began.forPeople)</td><td>\(session.used.forPeople)</td><td>\
      \("\(say("this one", "当前会话"))", if: isThis)\(end, if: !isThis)</td></tr>
      """
  }
}
