import ReviewStore
import Wording

/// How much everybody works today, and for admins the forms to change caps and absences.
struct LoadPage: PageView {
  let loads: [StaffLoad]
  let viewer: Staff
  let language: Language

  let title = Bilingual("Workload", "工作量")

  private var isAdmin: Bool { viewer.mayAdminister(.duties) }

  func html(_ keys: PageKeys) -> HTML {
    let explained = Bilingual(
      "“Next” hands out by these caps and absences. Opening an application by hand stays possible.",
      "“领取下一份”按每日上限和缺勤分配；仍可手动打开某份材料。")
    let head = TableHead(
      [
        say("Staff", "工作人员"), say("Role", "角色"), say("Site", "考点"), say("Decided today", "今日已审核"),
        say("Held now", "领取中"), say("A day at most", "每日上限"), say("Absent", "缺勤"),
      ])
    return """
      <h1>\(words(title))</h1>\(hint(explained))
      \(table(words(title), head, loads.map { row($0, keys) }))
      \(absenceForm(keys), if: isAdmin)
      """
  }

  private func row(_ load: StaffLoad, _ keys: PageKeys) -> HTML {
    let staff = load.staff
    let isFull = staff.dailyCap.map { load.decidedToday >= $0 } ?? false
    let full: HTML = " <span class=\"chip act\">\(say("cap reached", "已达上限"))</span>"
    let absent: HTML = "<span class=\"chip act\">\(say("absent", "缺勤"))</span> "
    return """
      <tr><td>\(staff.name)</td><td>\(words(staff.role.name))</td><td>\(staff.site ?? "")</td>\
      <td>\(load.decidedToday)\(full, if: isFull)</td><td>\(load.openClaims)</td><td>\(cap(of: staff, keys))</td>\
      <td>\(absent, if: load.absentUntil != nil)\(load.absences.map { absence($0, keys) })</td></tr>
      """
  }

  private func cap(of staff: Staff, _ keys: PageKeys) -> HTML {
    let value = staff.dailyCap.map { "\($0)" } ?? ""
    guard isAdmin else { return "\(value.isEmpty ? "–" : value)" }
    return keys.form(
      to: "/staff/load/cap", with: #"class="inline""#, hidden: ["name": staff.name.rawValue],
      """
      <label><span class="sr">\(staff.name) \(say("a day at most", "每日上限"))</span>\
      <input name="cap" value="\(value)" type="number" min="0" max="10000"></label> <button>\(say("Set", "设置"))</button>
      """)
  }

  private func absence(_ absence: Absence, _ keys: PageKeys) -> HTML {
    let days: HTML = "\(absence.firstDay) – \(absence.lastDay)"
    guard isAdmin else { return "\(days)<br>" }
    return keys.form(
      to: "/staff/load/present", with: #"class="inline""#,
      hidden: ["name": absence.staff.rawValue, "from": absence.firstDay],
      "\(days) <button>\(say("Remove", "撤销"))</button>")
  }

  private func absenceForm(_ keys: PageKeys) -> HTML {
    let people = loads.map { load -> HTML in "<option>\(load.staff.name)</option>" }
    let fields: HTML = """
      <label>\(say("Staff", "工作人员")) <select name="name">\(people)</select></label>\
      <label>\(say("From", "起始日期")) <input type="date" name="from" required></label>\
      <label>\(say("To", "截止日期")) <input type="date" name="to" required></label>\
      <button class="primary">\(say("Enter", "登记"))</button>
      """
    return """
      <section class="card spaced"><h2>\(say("Enter an absence", "登记缺勤"))</h2>\
      \(keys.form(to: "/staff/load/absence", with: #"class="filters""#, fields))</section>
      """
  }
}
