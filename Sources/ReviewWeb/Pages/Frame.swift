import ImageKit
import ReviewStore
import Wording

/// The frame of all pages: head, account, menu and news, around the page's own content.
struct Frame: Speaking {
  /// Who is signed in.
  enum Who {
    case nobody
    case candidate(RegistrationNumber)
    case staff(StaffName, menu: [StaffMenu.Entry])
    /// A clerk, who works on candidates' pages.
    case clerk(StaffName)
  }

  let language: Language
  let title: Bilingual
  let exam: Bilingual
  let region: Bilingual
  let assets: Assets
  /// The path of the page, for the link to the other language.
  let path: String
  /// What the page's forms carry.
  let keys: PageKeys
  let who: Who
  let news: [News]
  /// What was wrong with the page's form when it was sent.
  let mistakes: [FieldMistake]

  /// The whole page.
  func html(around content: HTML) -> HTML {
    """
    <!doctype html>
    <html lang="\(say("en", "zh-CN"))">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="referrer" content="same-origin">
    <meta name="robots" content="noindex">
    <title>\("\(say("Error: ", "错误："))", if: isRefused)\(words(title)) · \(name)</title>
    <link rel="stylesheet" href="\(assets.stylesheet)">
    <link rel="icon" href="\(assets.icon)" type="image/svg+xml">
    <script src="\(assets.script)" defer></script>
    </head>
    <body class="\(look)">
    <a class="skip" href="#main">\(say("Skip to the page's content", "跳到正文"))</a>
    <header class="top">
    <a class="brand" href="\(home)"><img src="\(assets.icon)" alt="" width="28" height="28"><span><b>\(name)</b>\
    <small>\(words(exam)) · \(words(region))</small></span></a>
    <nav class="who" aria-label="\(say("Account", "账号"))">
    \(account)
    <a class="quiet" href="/language?to=\(say("zh", "en"))&amp;back=\(path)" lang="\(say("zh-CN", "en"))" \
    hreflang="\(say("zh-CN", "en"))">\(say("中文", "English"))</a>
    \(signOut)
    </nav>
    </header>
    \(menu)
    <main id="main" tabindex="-1">
    <div id="news" role="\(isRefused ? "alert" : "status")" tabindex="-1"\(" autofocus", if: isRefused)>\
    \(summary(of: mistakes))\(news.map(item))</div>
    \(content)
    </main>
    <footer class="foot"><p>\(
      say(
        "Your papers are used for this examination only. Every picture carries a protective watermark.",
        "您的材料仅用于本次考试报名审核，所有图片均加有保护水印。"))</p></footer>
    </body>
    </html>

    """
  }

  /// Whether something that was sent was refused: the title says so, and reading begins with the reasons.
  private var isRefused: Bool { !mistakes.isEmpty || news.contains { $0.kind == .bad } }

  private var name: String { say("Registration papers", "报名材料") }

  private var look: String {
    switch who {
    case .nobody: "public"
    case .candidate, .clerk: "candidate"
    case .staff: "staff"
    }
  }

  private var home: String {
    switch who {
    case .staff: "/staff"
    case .clerk: Hand.clerkBase
    case .nobody, .candidate: "/"
    }
  }

  private var account: HTML? {
    switch who {
    case .nobody: nil
    case .candidate(let registration): ownName("\(registration)", "/password")
    case .staff(let name, _), .clerk(let name): ownName("\(name)", "/staff/password")
    }
  }

  private func ownName(_ name: HTML, _ passwordPath: String) -> HTML {
    "<a class=\"name\" href=\"\(passwordPath)\" title=\"\(say("Change your password", "修改密码"))\">\(name)</a>"
  }

  private var signOut: HTML? {
    if case .nobody = who { return nil }
    return keys.form(to: "/sign-out", "<button class=\"quiet\">\(say("Sign out", "退出"))</button>")
  }

  private var menu: HTML? {
    guard case .staff(_, let entries) = who else { return nil }
    return """
      <nav class="menu" aria-label="\(say("Sections", "栏目"))">\(
        entries.map { entry -> HTML in
          "<a href=\"\(entry.href)\"\(" aria-current=\"page\"", if: entry.isHere)>\(entry.name)</a>"
        })</nav>
      """
  }
}
