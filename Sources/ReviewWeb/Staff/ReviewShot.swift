import ImageKit
import ReviewStore
import Wording

/// One place in the gallery of the review page: its picture with what is known of it, and the forms to judge it.
struct ReviewShot: Speaking {
  let page: ReviewPage
  let forms: ReviewForms
  let material: MaterialStatus
  let position: Int
  /// The place's status; nil for an empty place for which nobody has asked.
  let status: PictureStatus?

  var language: Language { page.language }

  /// Whether the place is empty and need not be filled.
  var isOptional: Bool { status == nil && position > material.minimum }

  /// The place in the film strip above the gallery.
  var frame: HTML {
    let warning: HTML = """
       <span class="minds" title="\(say("something was noticed", "有需留意之处"))">⚠</span>
      """
    return """
      <a class="frame \(style)" href="#\(id)" data-shot="\(key)">\(thumbnail)<span class="dot" aria-hidden="true">\(sign)</span>\
      \(name) \(label)\(warning, if: hasWarnings)</a>
      """
  }

  private var thumbnail: HTML? {
    status?.picture.map { picture in
      """
      <img class="thumb" src="\(picture.address(at: address + "/thumb"))" alt="" width="\(picture.width)" \
      height="\(picture.height)" loading="lazy">
      """
    }
  }

  /// The place in the gallery.
  var figure: HTML {
    """
    <figure class="shot \(style)" id="\(id)" data-shot="\(key)">
    \(caption)
    \(answers(at: id, forms.keys))<div data-answer role="alert"></div>
    \(warnings, if: hasWarnings)
    \(stage)
    \(former)
    \(status?.note.map { "<p class=\"note\">\($0)</p>" })
    \(decision, if: page.isReviewing)
    </figure>
    """
  }

  // MARK: What it shows

  private var name: String { words(material.rule.name) }
  private var label: String { words(material.name(of: position)) }
  private var id: String { Address.shotID(material.rule.id, position) }
  private var key: String { "\(material.rule.id)-\(position)" }
  private var address: String { "\(forms.here)/pictures/\(material.rule.id)/\(position)" }

  /// The style's name for the state. Whether the candidate may change the picture makes no difference to a reviewer.
  private var style: String {
    switch status?.state {
    case nil: "missing"
    case .unlocked: PictureState.locked.rawValue
    case let state?: state.rawValue
    }
  }

  private var sign: String {
    switch status?.state {
    case .accepted: "✓"
    case .wanted: "✗"
    case .locked, .unlocked: "·"
    case nil: "∅"
    }
  }

  private var stateName: Bilingual {
    switch status?.state {
    case .accepted: PictureState.accepted.name
    case .wanted: PictureState.wanted.name
    case .locked, .unlocked: Bilingual("not yet decided", "待审核")
    case nil: Bilingual("empty", "未上传")
    }
  }

  private var caption: HTML {
    let isAcceptedBefore = status?.acceptedBefore ?? false
    let isKept = status?.carriedOver ?? false
    let helper = status?.broughtBy.map { helper -> HTML in
      " <span class=\"chip\">\(say("uploaded by \(helper.text)", "由\(helper.text) 代传"))</span>"
    }
    let number = (status?.number?.words).map { told -> HTML in
      " <span class=\"chip\(" good", if: status?.number == .same)\">\(words(told))</span>"
    }
    let size = status?.picture.map { "\($0.width) × \($0.height) · \(ByteCount.size($0.bytes))" }
    return """
      <figcaption><b>\(name)</b> · \(label) <span class="state \(style)">\(words(stateName))</span>\
      \(" <span class=\"chip good\">\(say("accepted before", "此前已通过"))</span>", if: isAcceptedBefore)\
      \(" <span class=\"chip\">\(say("kept from last year", "沿用去年"))</span>", if: isKept)\(helper)\(number) \
      <span class="hint">\(size ?? "")</span></figcaption>
      """
  }

  private var hasWarnings: Bool { status.map { !$0.findings.isEmpty || !$0.sameUnder.isEmpty } ?? false }

  private var warnings: HTML {
    let all = status?.findings ?? []
    let shown = all.prefix(3).map { finding -> HTML in "<li>⚠ \(words(finding.message))</li>" }
    let more = all.count - shown.count
    let findings = shown + (more > 0 ? ["<li>\(say("and \(more) more", "另有 \(more) 项"))</li>"] : [])
    let same = status?.sameUnder.map { number -> HTML in
      let told = say("The same page is under another registration:", "与其他报名号有相同页面：")
      // A site's staff see only their own site's applications.
      let link: HTML =
        page.staff.role == .site ? "\(number)" : "<a href=\"\(Address.application(number))\">\(number)</a>"
      return "<li>⚠ \(told) \(link)</li>"
    }
    return "<ul class=\"findings\">\(findings)\(same ?? [])</ul>"
  }

  private var stage: HTML {
    guard let picture = status?.picture else {
      return "<p class=\"blank\">\(say("No picture here yet.", "此处尚无图片。"))</p>"
    }
    return """
      <div class="stage" tabindex="-1"><div class="pane"><img src="\(picture.address(at: address))" \
      alt="\(name) \(label)" width="\(picture.width)" height="\(picture.height)" loading="lazy" draggable="false">\
      </div></div>
      """
  }

  /// The picture that was here before, to compare.
  private var former: HTML? {
    guard let former = material.former[position] else { return nil }
    let isLastYear = former.origin == .lastYear
    let origin =
      isLastYear
      ? say("Last year's picture", "去年的图片")
      : say("The picture before, until \(former.until.forPeople)", "上一次的图片（\(former.until.forPeople) 前）")
    let tag = isLastYear ? say("last year", "去年") : say("before", "上一次")
    return """
      <details class="former" data-former><summary>\(say("Compare: ", "对比："))\(origin) <kbd>c</kbd></summary>\
      <div class="pane"><span class="tag">\(tag)</span>\
      <img src="\(former.picture.address(at: address + "/former"))" alt="\(origin)" width="\(former.picture.width)" \
      height="\(former.picture.height)" loading="lazy" draggable="false"></div></details>
      """
  }

  // MARK: Judging it

  private var decision: HTML {
    let isThere = status?.picture != nil
    let accept = forms.form(
      to: "accept", at: address, with: #"data-act="accept""#,
      "<button class=\"good\">✓ \(say("Accept", "通过")) <kbd>a</kbd></button>")
    let wish = isThere ? say("Want another", "要求更换") : say("Ask for it", "要求补充")
    let want = forms.form(
      to: "want", at: address, with: #"data-act="want" class="want""#,
      """
      <label class="sr" for="note-\(key)">\(say("What is wrong", "原因"))</label>\
      <input id="note-\(key)" name="note" list="reasons" required maxlength="500" \
      value="\(page.typed?.form == id ? page.typed?.text ?? "" : "")" placeholder="\(say("Reason: choose or write", "原因：选择或填写"))">\
      <button class="bad">✗ \(wish) <kbd>w</kbd></button>
      """)
    return """
      <div class="decide"><fieldset class="bare"\(" disabled", if: page.isHeldByOther)>
      \(accept, if: isThere)
      \(want)
      </fieldset></div>
      """
  }
}
