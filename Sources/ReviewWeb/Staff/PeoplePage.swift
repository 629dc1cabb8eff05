import ImageKit
import ReviewStore
import Wording

/// The staff accounts, with what an admin may do to each.
struct PeoplePage: PageView {
  let everybody: [Staff]
  /// The admin who looks; nobody disables their own account.
  let admin: Staff
  let language: Language
  /// What was typed into the form for a new account.
  var typed = (name: "", role: "", site: "", organisation: "")
  var mistakes: [FieldMistake] = []

  let title = Bilingual("Staff", "工作人员")

  func html(_ keys: PageKeys) -> HTML {
    let head = TableHead(
      say("Name", "账号"), say("Role", "角色"), say("Site or organisation", "考点或工作单位"), say("State", "状态"), say("Set", "操作")
    )
    let rows = everybody.enumerated().map { index, staff in row(staff, index, keys) }
    return """
      <h1>\(words(title))</h1>
      <div class="scroll"><table><thead><tr>\(head.cells)</tr></thead><tbody>\(rows)</tbody></table></div>
      <section class="card spaced"><h2>\(say("Add", "添加"))</h2>\
      \(keys.form(to: "/staff/people", with: #"class="form columns-form""#, newAccount))</section>
      """
  }

  private func row(_ staff: Staff, _ index: Int, _ keys: PageKeys) -> HTML {
    // The accounts of the three administrators are the office's to set.
    let isSet = !staff.disabled && !staff.role.isAdministrator
    let state =
      staff.disabled
      ? say("disabled", "已停用")
      : !staff.hasPassword
        ? say("no password yet", "未设密码")
        : staff.passwordIsGiven ? say("password to be changed", "待修改初始密码") : say("active", "正常")
    return """
      <tr><td>\(staff.name)</td><td>\(words(staff.role.name))</td><td>\(staff.site ?? staff.organisation ?? "")</td><td>\(state)\("<br>\(say("second factor", "双因素认证"))", if: staff.hasSecondFactor)</td><td>\
      \(password(of: staff, index, keys), if: isSet)\
      \(resetSecondFactor(of: staff, keys), if: isSet && staff.hasSecondFactor && staff.name != admin.name)\
      \(disable(staff, keys), if: isSet && staff.name != admin.name)</td></tr>
      """
  }

  private var fields: FormFields { FormFields(language: language, mistakes: mistakes) }

  /// The id of the field for a member of staff's new password, by their place in the list.
  static func passwordID(_ index: Int) -> String { "password-\(index)" }

  private func password(of staff: Staff, _ index: Int, _ keys: PageKeys) -> HTML {
    let name = say("New password", "新密码")
    let id = Self.passwordID(index)
    let fields: HTML = """
      <input name="name" autocomplete="username" value="\(staff.name)" hidden>\
      <label class="sr" for="\(id)">\(staff.name) \(name)</label>\(fields.mistake(at: id))\
      <input id="\(id)" type="password" name="password" minlength="8" maxlength="128" required \
      autocomplete="new-password" placeholder="\(name)"\(fields.description(of: id))>\
      <button>\(say("Set", "设置"))</button>
      """
    return keys.form(to: "/staff/people/password", with: #"class="inline""#, fields)
  }

  private func resetSecondFactor(of staff: Staff, _ keys: PageKeys) -> HTML {
    keys.form(
      to: "/staff/people/second-factor", with: #"class="inline""#, hidden: ["name": staff.name.rawValue],
      "<button>\(say("Reset second factor", "重置双因素认证"))</button>")
  }

  private func disable(_ staff: Staff, _ keys: PageKeys) -> HTML {
    keys.form(
      to: "/staff/people/disable", with: #"class="inline""#, hidden: ["name": staff.name.rawValue],
      "<button>\(say("Disable", "停用"))</button>")
  }

  private var newAccount: HTML {
    let roles = Role.given(isSeparate: admin.dutiesAreSeparate).filter { !$0.isAdministrator }.map { role -> HTML in
      let isChosen = role.rawValue == typed.role
      return "<option value=\"\(role.rawValue)\"\(" selected", if: isChosen)>\(words(role.name))</option>"
    }
    return """
      <div>\(fields.input(
        "new-name", "\(say("Name", "账号"))",
        """
        name="name" autocomplete="username" spellcheck="false" autocapitalize="none" required maxlength="64" \
        value="\(typed.name)"
        """))</div>\
      <div>\(fields.field("new-role", "\(say("Role", "角色"))") { described in
        "<select id=\"new-role\" name=\"role\"\(described)>\(roles)</select>"
      })</div>\
      <div>\(fields.input(
        "new-site", "\(say("Site, for site review", "考点（考点审核）"))",
        #"name="site" autocomplete="off" maxlength="100" value="\#(typed.site)""#))</div>\
      <div>\(fields.input(
        "new-organisation", "\(say("Organisation, for a clerk", "工作单位（经办人）"))",
        #"name="organisation" autocomplete="off" maxlength="100" value="\#(typed.organisation)""#))</div>\
      <div>\(fields.input(
        "new-password", "\(say("Password", "密码"))",
        #"type="password" name="password" minlength="8" maxlength="128" required autocomplete="new-password""#))</div>\
      <button class="primary">\(say("Add", "添加"))</button>
      """
  }
}
