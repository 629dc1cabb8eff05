import ImageKit
import ReviewStore
import Wording

/// The policy in words, for staff to read.
struct PolicyPage: PageView {
  let policy: Policy
  let region: Bilingual
  let language: Language

  let title = Bilingual("Policy", "考区规则")

  func html(_ keys: PageKeys) -> HTML {
    let rules = rules.map { name, value -> HTML in
      "<tr><th scope=\"row\">\(words(name))</th><td>\(words(value))</td></tr>"
    }
    let materials = say("Materials", "材料项目")
    let head = TableHead(
      say("Name", "名称"), say("Required", "必须"), say("Pictures", "张数"), say("Requirements", "要求"))
    let reasons = policy.reasons.map { reason -> HTML in "<li>\(reason.text)</li>" }
    return """
      <h1>\(say("Policy: ", "考区规则："))\(words(policy.name))</h1><p class="hint">\(policy.id) · \(policy.source)</p>
      <section class="card"><table><tbody>\(rules)</tbody></table></section>
      <section class="card"><h2>\(materials)</h2>\(table(materials, head, policy.materials.map(row)))</section>
      <section class="card"><h2>\(say("Canned reasons", "常用理由"))</h2><ul>\(reasons)</ul></section>
      """
  }

  private var rules: [(Bilingual, Bilingual)] {
    let limit = policy.pictures.bytes.maximum ?? 0
    let levels = policy.levels.map(\.name)
    let (whole, part) = policy.secondLookShare.quotientAndRemainder(dividingBy: 100)
    let share = part == 0 ? "\(whole)" : part < 10 ? "\(whole).0\(part)" : "\(whole).\(part)"
    return [
      (Bilingual("Region", "考区"), region),
      (Bilingual("Way in", "进入方式"), policy.wayIn.guidance),
      (
        Bilingual("Handing in", "提交方式"),
        policy.handingIn == .explicit
          ? Bilingual("the candidate submits for review", "考生点击提交审核")
          : Bilingual("by itself, with every upload", "上传后自动提交")
      ),
      (
        Bilingual("Locked by", "锁定时机"),
        policy.lockedBy == .submission ? Bilingual("submission", "提交后锁定") : Bilingual("review", "审核后锁定")
      ),
      (
        Bilingual("A return unlocks", "退回解锁"),
        policy.returnUnlocks == .application
          ? Bilingual("the whole application", "全部材料") : Bilingual("only what is asked for", "仅要求更换或补充的图片")
      ),
      (
        Bilingual("Levels", "审核级别"),
        Bilingual(levels.map(\.english).joined(separator: ", "), levels.map(\.chinese).joined(separator: "、"))
      ),
      (
        Bilingual("Time to react", "处理时限"),
        policy.reactionHours.map { Bilingual("\($0) hours", "\($0) 小时") } ?? Bilingual("none named", "未规定")
      ),
      (Bilingual("A claim holds", "领取时长"), Bilingual("\(policy.claimMinutes) minutes", "\(policy.claimMinutes) 分钟")),
      (Bilingual("Second looks", "二次审核比例"), Bilingual("\(share)% of the decisions", "审核结论的 \(share)%")),
      (Bilingual("A picture has at most", "单张上限"), Bilingual("\(limit) bytes", "\(limit) 字节")),
    ]
  }

  private func row(_ material: MaterialRule) -> HTML {
    let required =
      switch material.required {
      case .always(true): say("yes", "是")
      case .always(false): say("no", "否")
      case .when: say("for some", "部分考生")
      }
    let number =
      material.minimum == material.maximum ? "\(material.maximum)" : "\(material.minimum)–\(material.maximum)"
    return """
      <tr><td class="words">\(words(material.name))</td><td>\(required)</td><td>\(number)</td>\
      <td class="words">\(material.instructions.map(words) ?? "")</td></tr>
      """
  }
}
