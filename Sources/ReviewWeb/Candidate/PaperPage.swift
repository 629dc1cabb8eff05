import ImageKit
import ReviewStore
import Wording

/// What a candidate prints: the notice of registration, or the list of what was handed in.
struct PaperPage: PageView {
  let view: CandidateView
  let policy: Policy
  let region: Bilingual
  let language: Language
  let isList: Bool
  let now: Moment

  var title: Bilingual {
    isList
      ? Bilingual("List of papers", "报名材料清单")
      : policy.successNotice ?? Bilingual("Notice of registration", "报名成功通知单")
  }

  func html(_ keys: PageKeys) -> HTML {
    """
    <article class="paper"><h1>\(words(title))</h1>
    <p class="sub">\(words(policy.exam)) · \(words(region))</p>
    \(isList ? list : notice)
    <p class="hint">\(say("Printed:", "打印时间：")) \(now.forPeople)</p></article>
    <p class="no-print tools"><button type="button" class="primary" data-print hidden>\(say("Print", "打印"))</button> \
    <a class="button" href="/materials">\(say("Back", "返回"))</a></p>
    """
  }

  private var facts: [HTML] {
    func fact(_ name: String, _ value: String) -> HTML { "<tr><th scope=\"row\">\(name)</th><td>\(value)</td></tr>" }
    let record = view.registration
    return [
      fact(say("Registration number", "报名号"), record.number.rawValue),
      fact(say("Name", "姓名"), record.name ?? ""),
      fact(say("Identity document", "证件类型"), words(record.identity.name)),
      fact(say("Identity number", "证件号码"), record.maskedIDNumber ?? "–"),
      fact(say("Category", "报考类别"), record.category),
      fact(say("Exam region", "考区"), words(region)),
      fact(say("Exam site", "考点"), record.site),
      fact(say("Mobile", "手机号码"), record.maskedMobile ?? "–"),
      fact(say("Address", "联系地址"), record.address ?? "–"),
      fact(say("Kind of candidate", "考生类型"), kind),
      fact(say("Registered", "录入时间"), record.createdAt.forPeople),
      fact(say("Where it stands", "当前状态"), words(standing.words)),
    ]
  }

  private var standing: Standing {
    Standing(view, for: Hand(registration: view.registration.number), under: policy)
  }

  private var kind: String {
    let record = view.registration
    let kind = record.returning ? say("returning", "老考生") : say("new", "新考生")
    return record.practicalPassed ? kind + say(", practical test passed", "，实践技能已通过") : kind
  }

  private var list: HTML {
    let rows = view.materials.flatMap { material in
      material.pictures.compactMap { status -> HTML? in
        guard let picture = status.picture else { return nil }
        return """
          <tr><td>\(words(material.rule.name))</td><td>\(words(material.name(of: status.position)))</td>\
          <td>\(ByteCount.size(picture.bytes))</td><td>\(words(status.state.plainName))</td></tr>
          """
      }
    }
    return """
      <table class="facts"><tbody>\(facts)</tbody></table>
      <h2>\(say("Papers handed in", "已上传材料清单"))</h2><table class="list"><thead><tr>\
      \(TableHead(say("Paper", "材料"), say("Picture", "图片"), say("Size", "大小"), say("State", "状态")).cells)\
      </tr></thead><tbody>\(rows)</tbody></table>
      """
  }

  private var notice: HTML {
    let told = say(
      "Your registration has been received. Please keep this notice, follow the messages on your page and act on them in time.",
      "您的报名信息已收到。请妥善保管本通知单，及时登录查看消息反馈，并按要求处理。")
    return """
      <div class="form-head"><table class="facts"><tbody>\(facts)</tbody></table>
      <div class="portrait">\(say("Portrait: one inch, bareheaded", "一寸免冠照片处"))</div></div>
      <p>\(told)</p><p class="signature"><span>\(say("Candidate's signature:", "考生签名："))</span>\
      <span>\(say("Date:", "日期："))</span></p>
      <div class="seal"><p>\(say("Seal of the employer or school", "单位盖章处"))</p>\
      <p class="signature"><span>\(say("Signed for it:", "经办人签名："))</span>\
      <span>\(say("Date:", "日期："))</span></p></div>
      """
  }
}
