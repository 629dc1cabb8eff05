import ImageKit
import ReviewStore
import Wording

/// The staff accounts, with what an admin may do to each.
struct PeoplePage: PageView {
  let everybody: [Staff]
  /// The admin who looks; nobody disables their own account.
  let admin: Staff
  let language: Language

  let title = Bilingual("Staff", "工作人员")

  func html(_ keys: PageKeys) -> HTML {
    let head = TableHead(
      say("Name", "账号"), say("Role", "角色"), say("Site", "考点"), say("State", "状态"), say("Set", "操作"))
    let rows = everybody.enumerated().map { index, staff in row(staff, index, keys) }
    return """
      <h1>\(words(title))</h1>
      <div class="scroll"><table><thead><tr>\(head.cells)</tr></thead><tbody>\(rows)</tbody></table></div>
      <section class="card spaced"><h2>\(say("Add", "添加"))</h2>\
      \(keys.form(to: "/staff/people", with: #"class="filters""#, newAccount))</section>
      """
  }

  private func row(_ staff: Staff, _ index: Int, _ keys: PageKeys) -> HTML {
    let state =
      staff.disabled
      ? say("disabled", "已停用") : staff.hasPassword ? say("active", "正常") : say("no password yet", "未设密码")
    return """
      <tr><td>\(staff.name)</td><td>\(words(staff.role.name))</td><td>\(staff.site ?? "")</td><td>\(state)</td><td>\
      \(password(of: staff, index, keys), if: !staff.disabled)\
      \(disable(staff, keys), if: !staff.disabled && staff.name != admin.name)</td></tr>
      """
  }

  private func password(of staff: Staff, _ index: Int, _ keys: PageKeys) -> HTML {
    let name = say("New password", "新密码")
    let id = "password-\(index)"
    let fields: HTML = """
      <input name="name" autocomplete="username" value="\(staff.name)" hidden>\
      <label class="sr" for="\(id)">\(name)</label><input id="\(id)" type="password" name="password" minlength="8" \
      maxlength="128" required autocomplete="new-password" placeholder="\(name)"><button>\(say("Set", "设置"))</button>
      """
    return keys.form(to: "/staff/people/password", with: #"class="inline""#, fields)
  }

  private func disable(_ staff: Staff, _ keys: PageKeys) -> HTML {
    keys.form(
      to: "/staff/people/disable", with: #"class="inline""#, hidden: ["name": staff.name.rawValue],
      "<button>\(say("Disable", "停用"))</button>")
  }

  private var newAccount: HTML {
    let roles = Role.allCases.map { role -> HTML in "<option value=\"\(role.rawValue)\">\(words(role.name))</option>" }
    return """
      <label>\(say("Name", "账号")) <input name="name" autocomplete="username" spellcheck="false" \
      autocapitalize="none" required maxlength="64"></label>\
      <label>\(say("Role", "角色")) <select name="role">\(roles)</select></label>\
      <label>\(say("Site, for site review", "考点（考点审核）")) \
      <input name="site" autocomplete="off" maxlength="100"></label>\
      <label>\(say("Password", "密码")) <input type="password" name="password" minlength="8" maxlength="128" required \
      autocomplete="new-password"></label><button class="primary">\(say("Add", "添加"))</button>
      """
  }
}
