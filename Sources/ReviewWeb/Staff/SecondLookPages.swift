import ImageKit
import ReviewStore
import Wording

/// The second looks that wait for a member of staff.
struct SecondLooksPage: PageView {
  let entries: [SecondLookEntry]
  let staff: Staff
  let language: Language

  let title = Bilingual("Second looks", "二次审核")

  func html(_ keys: PageKeys) -> HTML {
    let explained = Bilingual(
      "A share of all decisions is judged again by somebody else who does not know the first verdict. Your verdict changes "
        + "nothing for the candidate.",
      "系统按比例抽取审核结论，由其他人员在不知初审结论的情况下再次审核；您的结论不影响考生。")
    let head = TableHead(
      say("Number", "报名号"), say("Name", "姓名"), say("Category", "类别"), say("Site", "考点"), say("Level", "级别"),
      say("Since", "时间"))
    let rows = entries.map { entry -> HTML in
      """
      <tr><td><a href="\(Address.secondLook(entry.registration))">\(entry.registration)</a></td><td>\(entry.name)</td>\
      <td>\(entry.category)</td><td>\(entry.site)</td><td>\(words(entry.level.name))</td>\
      <td><time>\(entry.since.forPeople)</time></td></tr>
      """
    }
    let none: HTML = "<p class=\"card empty\">\(say("None waits for you.", "暂无等待您的二次审核。"))</p>"
    let agreement: HTML = """
      <p class="links"><a href="/staff/agreement">\(say("How far reviewers agree", "审核一致性"))</a></p>
      """
    return """
      <h1>\(words(title))</h1>\(hint(explained))
      \(table(words(title), head, rows), if: !entries.isEmpty)\(none, if: entries.isEmpty)
      \(agreement, if: staff.role != .site)
      """
  }
}

/// One second look: all pictures as at a first review, and the form for the verdict.
struct SecondLookPage: PageView {
  let view: SecondLookView
  let policy: Policy
  let language: Language
  /// The form that was refused.
  var typed: Form?

  let title = Bilingual("Second look", "二次审核")

  func html(_ keys: PageKeys) -> HTML {
    let facts: [HTML] = [
      .fact(say("Number", "报名号"), "\(view.registration)"), .fact(say("Category", "类别"), "\(view.category)"),
      .fact(say("Site", "考点"), "\(view.site)"),
      .fact(say("Identity number", "证件号码"), "\(view.maskedIDNumber ?? "–")"),
    ]
    let form: HTML = """
      \(view.materials.filter { !$0.pictures.isEmpty || $0.required }.map(section))
      <section class="card spaced"><p><button class="good" name="act" value="pass" formnovalidate>\
      \(say("Nothing is wrong: pass", "没有问题：通过"))</button> \
      <button class="act" name="act" value="return">\(say("Something is wrong: as written", "有问题：按所填意见"))</button></p>\
      </section>
      """
    return """
      <p class="crumbs"><a href="/staff/looks">\(say("Second looks", "二次审核"))</a></p>
      <h1>\(words(title))\(say(": ", "："))\(view.name)</h1>
      \(hint(Bilingual("Your verdict changes nothing for the candidate.", "您的结论不影响考生。")))
      <section class="card"><dl class="facts">\(facts)</dl></section>
      \(keys.form(to: Address.secondLook(view.registration), hidden: ["version": String(view.version)], form))
      \(reasonList(policy.reasons))
      """
  }

  private func section(_ material: MaterialStatus) -> HTML {
    let id = material.rule.id
    let field = "note-\(id)"
    let pictures = material.pictures.map { status -> HTML in picture(status, of: material) }
    let none: HTML = "<p class=\"hint\">\(say("No picture.", "没有图片。"))</p>"
    return """
      <section class="card spaced"><h2>\(words(material.rule.name))</h2>\(pictures)\(none, if: pictures.isEmpty)
      <label for="\(field)">\(say("What is wrong, if anything", "问题（如有）"))</label>\
      <input id="\(field)" name="\(field)" list="reasons" maxlength="500" autocomplete="off" \
      value="\(typed?[field] ?? "")"></section>
      """
  }

  private func picture(_ status: PictureStatus, of material: MaterialStatus) -> HTML {
    guard let picture = status.picture else { return "" }
    let address =
      "\(Address.application(view.registration))/pictures/\(material.rule.id.rawValue.pathPart)/\(status.position)"
    let name = "\(words(material.rule.name)) \(words(material.name(of: status.position)))"
    let findings = status.findings.map { finding -> HTML in "<li>⚠ \(words(finding.message))</li>" }
    let number = (status.number?.words).map { told -> HTML in " · \(words(told))" }
    return """
      <figure class="shot"><img class="whole" src="\(picture.address(at: address))" alt="\(name)" width="\(picture.width)" \
      height="\(picture.height)" loading="lazy"><figcaption>\(name)\(number)</figcaption></figure>\
      \("<ul class=\"findings\">\(findings)</ul>", if: !findings.isEmpty)
      """
  }
}

/// How far first and second reviewers agree, and on what they differ.
struct AgreementPage: PageView {
  let numbers: AgreementNumbers
  let policy: Policy
  let language: Language

  let title = Bilingual("Agreement of reviewers", "审核一致性")

  func html(_ keys: PageKeys) -> HTML {
    let explained = Bilingual(
      "Cohen's kappa: 1 is full agreement, 0 as much as by chance. It is undefined where both always gave the same answer.",
      "Cohen κ：1 为完全一致，0 为与随机一致相当；双方结论始终相同时无法计算。")
    return """
      <p class="crumbs"><a href="/staff/looks">\(say("Second looks", "二次审核"))</a></p>
      <h1>\(words(title))</h1>\(hint(explained))
      \(StatisticsTable.agreement(numbers, under: policy).map { section($0, csv: "/staff/agreement/\($0.id)") })
      """
  }
}

extension StatisticsTable {
  /// The tables of the agreement.
  static func agreement(_ numbers: AgreementNumbers, under policy: Policy) -> [StatisticsTable] {
    func same(_ text: String) -> Bilingual { Bilingual(text, text) }
    let head = [
      Bilingual("Pairs", "对数"), Bilingual("Agreed", "一致"), Bilingual("Both", "双方均是"),
      Bilingual("Only the first", "仅初审"), Bilingual("Only the second", "仅二审"), Bilingual("Neither", "双方均否"),
      Bilingual("Kappa", "κ"),
    ]
    func row(_ name: Bilingual, _ agreement: Agreement) -> [Bilingual] {
      let kappa = agreement.kappaForPeople.map(same)
      let counts = [
        agreement.pairs, agreement.agreed, agreement.both, agreement.onlyFirst, agreement.onlySecond, agreement.neither,
      ]
      let why = agreement.why.map { Bilingual("– (\($0.english))", "–（\($0.chinese)）") }
      return [name] + counts.map(text) + [kappa ?? why ?? same("–")]
    }
    func name(ofReason id: String) -> Bilingual {
      policy.reasons.first { $0.id == id }.map { same($0.text) } ?? Bilingual("Other words", "其他")
    }
    func verdict(_ verdict: SecondLook.Verdict, _ reviewer: StaffName) -> Bilingual {
      let faults = verdict.faults.map { fault in
        (fault.material.flatMap { policy.material($0)?.name.chinese }.map { $0 + "：" } ?? "") + fault.note
      }.joined(separator: "；")
      return Bilingual(
        "\(reviewer): \(verdict.result.name.english) \(faults)", "\(reviewer)：\(verdict.result.name.chinese) \(faults)")
    }
    return [
      StatisticsTable(
        id: "drawn", name: Bilingual("Decisions drawn", "抽取的审核结论"),
        head: [
          Bilingual("Drawn", "抽取"), Bilingual("Given", "已完成"), Bilingual("Waiting", "等待中"),
          Bilingual("Lapsed", "已失效"),
        ], rows: [[numbers.drawn, numbers.given, numbers.open, numbers.lapsed].map(text)]),
      StatisticsTable(
        id: "overall", name: Bilingual("Passed or not", "是否通过"), head: [Bilingual("Site", "考点")] + head,
        rows: numbers.sites.map { row(same($0.site), $0.agreement) }
          + [row(Bilingual("All", "全部"), numbers.overall)]),
      StatisticsTable(
        id: "reasons", name: Bilingual("By reason", "按原因"), head: [Bilingual("Reason", "原因")] + head,
        rows: numbers.reasons.map { row(name(ofReason: $0.reason), $0.agreement) }),
      StatisticsTable(
        id: "differences", name: Bilingual("Where they differ", "不一致的结论"),
        head: [
          Bilingual("Number", "报名号"), Bilingual("Site", "考点"), Bilingual("First verdict", "初审结论"),
          Bilingual("Second verdict", "二次审核结论"),
        ],
        rows: numbers.differences.map { difference in
          [
            same(difference.registration.rawValue), same(difference.site),
            verdict(difference.look.first, difference.look.firstDecider),
            difference.look.second.map { verdict($0.verdict, $0.reviewer) } ?? same("–"),
          ]
        }),
    ]
  }
}
