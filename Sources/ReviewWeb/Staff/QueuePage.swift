import ImageKit
import ReviewStore
import Wording

/// The queue with its filters and counts.
struct QueuePage: PageView {
  let entries: [ConsoleEntry]
  let numbers: ConsoleNumbers
  let filter: ConsoleFilter
  /// Which states were asked for: a state's name, `mine` or `all`.
  let wish: String
  /// The states in which it is this person's turn.
  let own: [Application.State]
  let staff: Staff
  let policy: Policy
  let language: Language
  /// What the office is told about the store's backups.
  var backups: [BackupWarning] = []

  let title = Bilingual("Queue", "审核队列")

  func html(_ keys: PageKeys) -> HTML {
    let next: HTML = """
      <button class="primary" data-key="n">\(say("Next one", "领取下一份"))\(" · \(waiting)", if: waiting > 0)</button>
      """
    return """
      \(BackupWarnings(warnings: backups, language: language).html)
      <div class="bar"><h1>\(say("Review queue", "审核队列"))</h1>\(keys.form(to: "/staff/next", next))</div>
      <nav class="tabs" aria-label="\(say("States", "状态"))">\(tabs)</nav>
      \(QueueFilters(page: self).html)
      \(keys.form(to: "/staff/bulk", list))
      """
  }

  private var waiting: Int { own.reduce(0) { $0 + complete($1) } }

  /// How many applications in a state have all required papers.
  private func complete(_ state: Application.State) -> Int { numbers.count(state) - numbers.incomplete(state) }

  private var tabs: [HTML] {
    func tab(_ id: String, _ name: Bilingual, _ count: Int) -> HTML {
      """
      <a href="\(address(of: id))"\(" aria-current=\"page\"", if: wish == id)>\(words(name)) \
      <span class="number">\(count)</span></a>
      """
    }
    let all = numbers.bySite.values.reduce(0) { $0 + $1.values.reduce(0, +) }
    let states = Application.State.allCases.filter { $0 != .filling && complete($0) > 0 }
    let incomplete = Application.State.allCases.reduce(0) { $0 + numbers.incomplete($1) }
    return [tab("mine", Bilingual("Waiting for you", "待我审核"), waiting)]
      + states.map { tab($0.rawValue, $0.name, complete($0)) }
      + (incomplete > 0 ? [tab("incomplete", Bilingual("Papers missing", "缺材料"), incomplete)] : [])
      + [tab("all", Bilingual("All", "全部"), all)]
  }

  private func address(of wish: String) -> String {
    var address = "/staff?state=\(wish.percentEncoded)"
    if let site = filter.site { address += "&site=" + site.percentEncoded }
    if let category = filter.category { address += "&category=" + category.percentEncoded }
    if let number = filter.number { address += "&number=" + number.percentEncoded }
    if filter.heldBy != nil { address += "&mine=1" }
    if filter.overdueOnly { address += "&overdue=1" }
    if filter.appealsOnly { address += "&appeals=1" }
    if filter.order == .findings { address += "&order=findings" }
    return address
  }

  // MARK: The list

  private var list: HTML {
    let nothing = say("Nothing here. Well done.", "暂无待审核的材料。")
    return """

      \(table, if: !entries.isEmpty)
      \("<p class=\"card empty\">\(nothing)</p>", if: entries.isEmpty)
      \(more)
      \(acts, if: !entries.isEmpty)
      \(reasonList(policy.reasons))
      """
  }

  private var table: HTML {
    let head = TableHead(
      say("Number", "报名号"), say("Name", "姓名"), say("Category", "类别"), say("Site", "考点"), say("State", "状态"),
      say("Since", "时间"), say("Held by", "领取人"))
    return """
      <div class="scroll"><table class="queue"><thead><tr>\
      <th scope="col"><span class="sr">\(say("Select", "选择"))</span>\
      <input type="checkbox" data-all hidden aria-label="\(say("Select all", "全选"))"></th>\(head.cells)</tr></thead>
      <tbody>\(entries.map(row))</tbody></table></div>
      """
  }

  private func row(_ line: ConsoleEntry) -> HTML {
    let entry = line.entry
    let number = entry.registration
    let overdue: HTML = " <span class=\"chip act\">\(say("overdue", "逾期"))</span>"
    let noticed = say("things that were noticed of its pictures", "图片有需留意之处")
    let findings: HTML = " <span class=\"chip act\" title=\"\(noticed)\">⚠ \(entry.findings)</span>"
    return """
      <tr><td><input type="checkbox" name="item[]" value="\(entry.version) \(number)" aria-label="\(number)"></td>\
      <td><a href="\(Address.application(number))">\(number)</a></td><td>\(entry.name)</td>\
      <td>\(entry.category)</td><td>\(entry.site)</td>\
      <td><span class="chip \(entry.state.tone)">\(words(entry.state.name))</span>\
      \(incompleteMark, if: !entry.complete)\(overdue, if: line.overdue)\(findings, if: entry.findings > 0)</td>\
      <td><time>\(entry.since.forPeople)</time></td><td>\(entry.claimedBy?.rawValue ?? "")</td></tr>
      """
  }

  /// The way to the next entries, where the page is full.
  private var more: HTML? {
    guard entries.count == filter.limit, let last = entries.last else { return nil }
    let next = address(of: wish) + "&after=" + last.entry.registration.rawValue.percentEncoded
    return "<p><a class=\"button\" href=\"\(next)\">\(say("Further ones", "下一页"))</a></p>"
  }

  private var acts: HTML {
    let stages = staff.mayAct(at: policy.levels.last ?? .region) ? policy.stages : []
    return BulkFields(materials: policy.materials, stages: stages, language: language).html
  }
}

/// What the queue can be narrowed to.
struct QueueFilters: Speaking {
  let page: QueuePage

  var language: Language { page.language }
  private var filter: ConsoleFilter { page.filter }

  /// The form.
  var html: HTML {
    """
    <form class="filters" method="get" action="/staff"><input type="hidden" name="state" value="\(page.wish)">
    \(choice("site", say("Site", "考点"), page.numbers.bySite.keys.sorted(), filter.site), if: page.staff.role != .site)
    \(choice("category", say("Category", "类别"), page.numbers.categories, filter.category))
    <label>\(say("Number begins", "报名号")) <input name="number" value="\(filter.number ?? "")" maxlength="64"></label>
    \(order)
    \(box("mine", say("held by me", "我领取的"), filter.heldBy != nil))
    \(box("appeals", say("appeal to decide", "待复核"), filter.appealsOnly))
    \(box("overdue", say("overdue", "逾期未处理"), filter.overdueOnly))
    <button>\(say("Show", "筛选"))</button></form>
    """
  }

  private func choice(_ id: String, _ name: String, _ values: [String], _ chosen: String?) -> HTML {
    let options = values.map { value -> HTML in "<option\(" selected", if: value == chosen)>\(value)</option>" }
    return """
      <label>\(name) <select name="\(id)"><option value="">\(say("all", "全部"))</option>\(options)</select></label>
      """
  }

  private var order: HTML {
    """
    <label>\(say("First", "排序")) <select name="order">\
    <option value="since">\(say("longest waiting", "等待最久在前"))</option>\
    <option value="findings"\(" selected", if: filter.order == .findings)>\
    \(say("most to look at", "需留意最多在前"))</option></select></label>
    """
  }

  private func box(_ id: String, _ name: String, _ isChecked: Bool) -> HTML {
    """
    <label class="check"><input type="checkbox" name="\(id)" value="1"\(" checked", if: isChecked)> \(name)</label>
    """
  }
}
