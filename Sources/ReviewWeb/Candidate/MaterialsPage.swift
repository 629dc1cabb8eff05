import ImageKit
import ReviewStore

/// The upload page: messages first, then where things stand, then each material with its places.
///
/// Every candidate looks at it again and again, on a busy day all at once, and it is made anew each time: so it is
/// written as ``HTML`` and not by a template.
struct MaterialsPage {
  let view: CandidateView
  let policy: Policy
  let language: Language
  /// What the page's forms carry.
  let keys: PageKeys

  /// The page.
  var html: HTML {
    """
    <div id="page" data-version="\(view.status.version)" data-registration="\(view.registration.number)">
    \(messages)
    \(standing)
    \(person)
    \(rules)
    \(view.materials.map { MaterialSection($0, on: self).html })
    \(after)
    \(submitBar, if: maySubmit)
    </div>
    \(scriptWords)

    """
  }

  func say(_ english: String, _ chinese: String) -> String { language == .english ? english : chinese }
  func words(_ text: Bilingual) -> String { text.text(in: language) }

  private var maySubmit: Bool { policy.handingIn == .explicit && !view.status.locked }

  /// A line of small print, where there is something to say.
  func hint(_ text: Bilingual?) -> HTML? { text.map { "<p class=\"hint\">\(words($0))</p>\n" } }

  // MARK: At the top

  private var messages: HTML {
    let all = view.messages.map { message -> HTML in
      """
      <div class="message \(message.kind.rawValue)"><time>\(message.time.forPeople)</time><p>\(message.text)</p></div>

      """
    }
    let title = say("Messages", "消息提醒")
    guard !all.isEmpty else { return "<section class=\"messages\" aria-label=\"\(title)\"></section>" }
    let older = Array(all.dropFirst(2))
    return """
      <section class="messages" aria-label="\(title)">
      <h2 class="plain">\(title)</h2>
      \(Array(all.prefix(2)))\
      \("<details><summary>\(say("Earlier messages", "更早的消息"))(\(older.count))</summary>\(older)</details>\n", if: !older.isEmpty)\
      </section>
      """
  }

  private var standing: HTML {
    let standing = Standing(view, under: policy)
    let levels = policy.levels.compactMap { level -> HTML? in
      guard let result = Standing.result(of: level, view.status, under: policy) else { return nil }
      return """
        <span class="chip \(result.tone.rawValue)">\(words(level.name)) · \(words(result.words))</span>
        """
    }
    let sign: HTML = standing.sign == "🔒" ? Self.lock(22) : "\(standing.sign)"
    return """
      <section class="standing \(standing.tone.rawValue)" \
      aria-label="\(say("Where your application stands", "当前状态"))">
      <div class="sign" aria-hidden="true">\(sign)</div>
      <div class="words"><h1>\(words(standing.words))</h1>
      \(standing.explained.map { "<p>\(words($0))</p>\n" })\
      \("<p class=\"levels\">\(levels)</p>\n", if: !levels.isEmpty)\
      </div>
      \(submitLink, if: maySubmit)
      </section>
      """
  }

  /// A lock; not every screen has a font with one.
  static func lock(_ size: Int) -> HTML {
    """
    <svg class="lock" viewBox="0 0 16 16" width="\(size)" height="\(size)" aria-hidden="true">\
    <path d="M4.5 7V5a3.5 3.5 0 0 1 7 0v2h.5a1 1 0 0 1 1 1v5a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V8a1 1 0 0 1 1-1zM6 7h4V5a2 2 0 0 0-4 0z"/>\
    </svg>
    """
  }

  private var submitLink: HTML {
    "<a class=\"button primary\" href=\"/submit\">\(say("Submit for review", "提交审核"))</a>"
  }

  private var person: HTML {
    let record = view.registration
    func item(_ name: String, _ value: HTML) -> HTML { "<div><dt>\(name)</dt><dd>\(value)</dd></div>" }
    var facts: [HTML?] = []
    if record.returning {
      facts.append(
        hint(Bilingual("Returning candidate: papers kept from last year are locked.", "老考生：去年审核通过并已锁定的材料无需重复上传。")))
    }
    if record.practicalPassed { facts.append(hint(policy.practicalPassed)) }
    return """
      <section class="card person"><h2 class="sr">\(say("Your registration", "报名信息"))</h2>
      <dl>\(item(say("Name", "姓名"), "\(record.name ?? "")"))\(item(say("Registration", "报名号"), "\(record.number)"))\
      \(item(say("Category", "类别"), "\(record.category)"))\(item(say("Exam site", "考点"), "\(record.site)"))
      \(item(
        say("Mobile", "手机号码"),
        "\(record.maskedMobile ?? "–") <a href=\"/profile\">\(say("Change", "修改"))</a>"))\
      \(record.address.map { item(say("Address", "联系地址"), "\($0)") })</dl>
      \(facts.compactMap { $0 })\
      </section>
      """
  }

  private var rules: HTML {
    func rule(_ text: String) -> HTML { "<li>\(text)</li>\n" }
    var rules = [
      rule(
        say(
          "Pictures must be true, accurate, complete and valid; upright and clear.",
          "材料照片需保证信息真实、准确、完整、有效，画面保持正向、清晰。")),
      rule(
        say(
          "Photos straight from your phone are welcome (JPEG, PNG, HEIC, AVIF or WebP, up to 50 MB): they are shrunk, turned upright and stamped for you.",
          "可直接上传手机原图（JPG、PNG、HEIC、AVIF、WebP，不超过 50 MB），系统会自动压缩到 200 KB 以内、摆正并加保护水印。")),
    ]
    if policy.list.marksRequired {
      rules.append(
        "<li>\(say("What is marked", "带有")) <b class=\"star\">*</b> \(say("must be uploaded.", "号的为必须上传的项目。"))</li>\n")
    }
    if policy.handingIn == .automatic {
      rules.append(
        rule(
          say(
            "Every upload is handed in at once; there is nothing more to submit. Until a reviewer accepts a picture you may still change it.",
            "图片上传成功后即自动提交，无需再点提交；审核人员审核之前可随时修改。")))
    }
    if let window = policy.uploadWindow {
      let opens = window.opens?.forPeople ?? "…"
      let closes = window.closes?.forPeople ?? "…"
      rules.append(rule(say("Uploads are taken from \(opens) to \(closes).", "上传时间：\(opens) 至 \(closes)。")))
    }
    if let warning = policy.falseMaterial { rules.append("<li class=\"warn\">\(words(warning))</li>\n") }
    return """
      <section class="rules"><h2>\(say("Registration papers", "报名材料附件"))</h2>
      <ul class="rules-list">\(rules)</ul></section>
      """
  }

  // MARK: At the bottom

  private var after: HTML {
    let notice = words(policy.successNotice ?? Bilingual("Notice of registration", "报名成功通知单"))
    return """
      <section class="after">
      \(hint(policy.registrationFault))\(hint(policy.doesNotQualify))\
      <p class="links"><a href="/notice">\(notice)</a> · \
      <a href="/list">\(say("Print the list of your papers", "打印材料清单"))</a></p>
      </section>
      """
  }

  private var submitBar: HTML {
    let missing = view.missing.count
    let told =
      missing == 0
      ? say("Everything required is there.", "必需材料已齐全。")
      : say("Still missing: \(missing) thing\(missing == 1 ? "" : "s")", "还缺 \(missing) 项")
    return "<div class=\"submit-bar\"><span>\(told)</span>\(submitLink)</div>"
  }

  /// What the script shows, in the page's language.
  private var scriptWords: HTML {
    func word(_ name: String, _ english: String, _ chinese: String) -> HTML {
      "<p data-word=\"\(name)\">\(say(english, chinese))</p>"
    }
    let words = [
      word("sending", "Sending", "正在上传"),
      word("preparing", "Shrinking, turning upright and stamping…", "正在压缩、摆正并加水印…"),
      word(
        "offline",
        "The connection was lost. Your photo is still chosen here: try again, it will not be stored twice.",
        "网络中断，所选照片仍保留，请重试，不会重复保存。"),
      word(
        "busy", "Many people are uploading just now. Trying again by itself in a moment…", "当前上传人数较多，稍后将自动重试…"),
      word(
        "signed-out",
        "You were signed out meanwhile; your photo is still chosen here. Sign in again in another tab, then try again.",
        "登录已过期，所选照片仍保留。请在新标签页重新登录后，回到这里点重试。"),
      word("too-big", "This file is larger than 50 MB. Choose a smaller one.", "文件超过 50 MB，请选择较小的文件。"),
      word("ask-remove", "Delete this picture? You can upload another.", "确定删除这张图片吗？删除后可重新上传。"),
      word("delete", "Delete", "删除"), word("keep", "Keep", "保留"), word("pick", "Choose photo", "选择图片"),
      word("drop", "or drop it here", "或拖放到此处"),
    ]
    return """
      <template id="job"><div class="job"><span class="file"></span><progress max="100"></progress>\
      <span class="say"></span><button type="button" class="again" hidden>\(say("Try again", "重试"))</button>\
      <button type="button" class="drop" hidden>\(say("Dismiss", "关闭"))</button></div></template>
      <template id="words">\(words)</template>
      """
  }
}
