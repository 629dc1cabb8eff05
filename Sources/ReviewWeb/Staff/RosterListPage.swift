import ReviewStore
import Tables
import Wording

/// The list of registrations (报名名单), with its filters, counts and exports.
struct RosterListPage: PageView {
  let roster: Roster
  let filter: RosterFilter
  let staff: Staff
  /// Whether the policy sends notices.
  let sendsNotices: Bool
  let language: Language

  let title = Bilingual("Registrations", "报名名单")

  func html(_ keys: PageKeys) -> HTML {
    """
    <div class="bar"><h1>\(words(title))</h1>\(acts)</div>
    <nav class="tabs" aria-label="\(say("States", "状态"))">\(tabs)</nav>
    \(filters)
    \(list)
    \(more)
    \(export(keys))
    \(codes(keys))
    """
  }

  private var acts: HTML {
    """
    <p>\(
      "<a class=\"button\" href=\"/staff/registrations/import\">\(say("Import a table", "导入名单"))</a>",
      if: staff.mayAdminister(.registrations))</p>
    """
  }

  // MARK: States

  private var tabs: [HTML] {
    func tab(_ id: String, _ name: String, _ count: Int, _ change: (inout RosterFilter) -> Void) -> HTML {
      let address = filter.with {
        $0.states = []
        $0.nothingUploaded = false
        change(&$0)
      }.address
      return """
        <a href="\(address)"\(" aria-current=\"page\"", if: filter.wish == id)>\(name) \
        <span class="number">\(count)</span></a>
        """
    }
    let counts = roster.counts
    let states = ApplicationState.allCases.filter { $0 != .filling && counts.states[$0] != nil }
    return [
      tab("all", say("All", "全部"), counts.total) { _ in },
      tab("filling", say("Not handed in yet", "尚未上报"), counts.states[.filling] ?? 0) { $0.states = [.filling] },
      tab(RosterFilter.nothing, say("Nothing uploaded", "未上传图片"), counts.nothingUploaded) {
        $0.nothingUploaded = true
      },
    ]
      + states.map { state in
        tab(state.rawValue, say(state.name.english, state.name.chinese), counts.states[state] ?? 0) {
          $0.states = [state]
        }
      }
  }

  // MARK: Filters

  private var filters: HTML {
    """
    <form class="filters" method="get" action="/staff/registrations">
    <input type="hidden" name="state" value="\(filter.wish)">
    <label>\(say("Search", "查找")) <input type="search" name="search" value="\(filter.search ?? "")" maxlength="100" \
    placeholder="\(say("number, name, end of ID number", "报名号、姓名、证件号码后四至六位"))"></label>
    \(choice("site", say("Site", "考点"), roster.sites, filter.site), if: staff.role != .site)
    \(choice("category", say("Category", "类别"), roster.categories, filter.category))
    <label>\(say("Order", "排序")) <select name="sort">\(orders)</select></label>
    \(box("descending", say("reversed", "倒序"), filter.descending))
    \(box("overdue", say("overdue", "逾期未处理"), filter.overdueOnly))
    \(box("warnings", say("with warnings", "有提示"), filter.warningsOnly))
    <button class="primary">\(say("Show", "筛选"))</button></form>
    """
  }

  private var orders: [HTML] {
    let names: [(RosterOrder, String)] = [
      (.number, say("number", "报名号")), (.name, say("name", "姓名")), (.state, say("state", "状态")),
      (.changed, say("last change", "最近变动")), (.entry, say("as entered", "录入顺序")),
    ]
    return names.map { order, name in
      "<option value=\"\(order.rawValue)\"\(" selected", if: filter.order == order)>\(name)</option>"
    }
  }

  private func choice(_ id: String, _ name: String, _ values: [String], _ chosen: String?) -> HTML {
    let options = values.map { value -> HTML in "<option\(" selected", if: value == chosen)>\(value)</option>" }
    return """
      <label>\(name) <select name="\(id)"><option value="">\(say("all", "全部"))</option>\(options)</select></label>
      """
  }

  private func box(_ id: String, _ name: String, _ isChecked: Bool) -> HTML {
    """
    <label class="check"><input type="checkbox" name="\(id)" value="1"\(" checked", if: isChecked)> \(name)</label>
    """
  }

  // MARK: The list

  private var list: HTML {
    guard !roster.entries.isEmpty else {
      return "<p class=\"card empty\">\(say("No registration fits this filter.", "没有符合条件的考生。"))</p>"
    }
    let head = TableHead(
      say("Number", "报名号"), say("Name", "姓名"), say("Category", "类别"), say("Site", "考点"), say("State", "状态"),
      say("Pictures", "图片"), say("Identity number", "证件号码"), say("Mobile", "手机"), say("Last change", "最近变动"),
      say("Warnings", "提示"))
    return """
      <div class="scroll" tabindex="0" role="group" aria-label="\(words(title))"><table class="queue roster">\
      <thead><tr>\(head.cells)</tr></thead><tbody>\(roster.entries.map(row))</tbody></table></div>
      """
  }

  private func row(_ entry: RosterEntry) -> HTML {
    let record = entry.record
    let warnings = entry.warnings.map { warning -> HTML in
      "<span class=\"chip act\">\(words(warning.name(findings: entry.findings)))</span> "
    }
    let notIn: HTML = " <span class=\"chip\">\(say("not come in", "未激活"))</span>"
    return """
      <tr><td><a href="/staff/registrations?number=\(record.number.rawValue.percentEncoded)">\(record.number)</a></td>\
      <td>\(record.name ?? "")</td><td>\(record.category)</td><td>\(record.site)</td>\
      <td><span class="chip \(record.state.tone)">\(words(record.state.name))</span>\(notIn, if: !record.activated)</td>\
      <td class="number">\(entry.pictures)</td><td>\(record.maskedIDNumber ?? "–")</td>\
      <td>\(record.maskedMobile ?? "–")</td><td><time>\(entry.changedAt.forPeople)</time></td><td>\(warnings)</td></tr>
      """
  }

  /// The way to the next entries, where the page is full.
  private var more: HTML? {
    guard roster.entries.count == filter.limit, let last = roster.entries.last else { return nil }
    let next = filter.with { $0.after = last.record.number }.address
    return "<p><a class=\"button\" href=\"\(next)\">\(say("Further ones", "下一页"))</a></p>"
  }

  /// The filter's fields, for a form about everybody under it.
  private var hidden: [HTML] {
    filter.with { _ in }.fields.map { name, value -> HTML in
      "<input type=\"hidden\" name=\"\(name)\" value=\"\(value)\">"
    }
  }

  private func codes(_ keys: PageKeys) -> HTML {
    let buttons: HTML = """
      \(hidden)<fieldset class="bulk"><legend>\(say("One-time codes for everybody under this filter", "为符合条件的全部考生生成一次性验证码"))</legend>\
      <button name="as" value="slips">\(say("Slips to print", "打印验证码条"))</button>\
      <button name="as" value="csv">\(say("Table (CSV)", "导出 CSV"))</button>\
      \("<button name=\"as\" value=\"sms\">\(say("By SMS", "短信发送"))</button>", if: sendsNotices)\
      <small>\(
        say(
          "Earlier codes become void. Candidates with a password, or without an identity number, get none.",
          "原验证码随即失效；已设密码或未登记证件号码的考生不生成。"))</small></fieldset>
      """
    return keys.form(to: "/staff/registrations/codes", buttons)
  }

  private func export(_ keys: PageKeys) -> HTML {
    let buttons: HTML = """
      \(hidden)<fieldset class="bulk"><legend>\(say("Everything under this filter", "导出符合条件的全部考生"))</legend>\
      <button name="format" value="xlsx">\(say("Excel workbook", "导出 Excel"))</button>\
      <button name="format" value="csv">\(say("CSV", "导出 CSV"))</button>\
      <small>\(say("Numbers are masked; the log notes who exported how many.", "证件号码和手机号码已隐去部分数字；导出会记入操作日志。"))</small>\
      </fieldset>
      """
    return keys.form(to: "/staff/registrations/export", buttons)
  }
}
