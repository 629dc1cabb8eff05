import ReviewStore
import Wording

/// The declared conflicts of interest, and the form to declare one.
struct ConflictsPage: PageView {
  let conflicts: [DeclaredConflict]
  /// Whose conflicts an admin may declare; empty for others.
  let everybody: [Staff]
  let staff: Staff
  let language: Language
  /// What was typed into the form.
  var typed: (number: String, reason: String, isOwn: Bool, person: StaffName) = ("", "", false, "")
  var mistakes: [FieldMistake] = []

  let title = Bilingual("Conflicts of interest", "回避")

  func html(_ keys: PageKeys) -> HTML {
    let explained = Bilingual(
      "Declare candidates whom you must not review: relatives, friends, people of your department, yourself. Nobody can "
        + "hand such an application to you, and you can neither see nor decide it. Only an admin withdraws a declaration.",
      "请申报您应当回避的考生，如亲属、好友、本科室人员或本人。登记后，您不会被分配、也不能查看或审核该考生的材料；登记只能由管理员撤销。")
    let head = TableHead(
      say("Staff", "工作人员"), say("Number", "报名号"), say("Kind", "类型"), say("Reason", "原因"),
      say("Declared", "登记"), say("Set", "操作"))
    let none: HTML = "<p class=\"card empty\">\(say("None is declared.", "暂无登记。"))</p>"
    return """
      <h1>\(words(title))</h1>\(hint(explained))
      \(table(words(title), head, conflicts.map { row($0, keys) }), if: !conflicts.isEmpty)\(none, if: conflicts.isEmpty)
      <section class="card spaced"><h2>\(say("Declare", "登记回避"))</h2>\
      \(keys.form(to: "/staff/conflicts", with: #"class="form columns-form""#, declaration))</section>
      """
  }

  private func row(_ declared: DeclaredConflict, _ keys: PageKeys) -> HTML {
    let conflict = declared.conflict
    let by = AuditEntry.name(ofActor: conflict.declaredBy)
    let withdraw = keys.form(
      to: "/staff/conflicts/withdraw", with: #"class="inline""#,
      hidden: ["staff": declared.staff.rawValue, "number": declared.registration.rawValue],
      "<button>\(say("Withdraw", "撤销"))</button>")
    return """
      <tr><td>\(declared.staff)</td><td>\(declared.registration)</td><td>\(words(conflict.kind.name))</td>\
      <td>\(conflict.reason)</td><td>\(words(by)) · <time>\(conflict.declaredAt.forPeople)</time></td>\
      <td>\(withdraw, if: staff.mayAdminister(.conflicts) && declared.staff != staff.name)</td></tr>
      """
  }

  private var declaration: HTML {
    let fields = FormFields(language: language, mistakes: mistakes)
    let people = everybody.filter { !$0.disabled && $0.role.reviews }.map { person -> HTML in
      let isChosen = person.name == (typed.person == "" ? staff.name : typed.person)
      return "<option\(" selected", if: isChosen)>\(person.name)</option>"
    }
    let person: HTML = """
      <div>\(fields.field("conflict-staff", "\(say("Staff", "工作人员"))") { described in
        "<select id=\"conflict-staff\" name=\"staff\"\(described)>\(people)</select>"
      })</div>
      """
    return """
      \(person, if: !everybody.isEmpty)\
      <div>\(fields.input(
        "conflict-number", "\(say("Registration number", "报名号"))",
        #"name="number" autocomplete="off" required maxlength="64" value="\#(typed.number)""#))</div>\
      <div>\(fields.input(
        "conflict-reason", "\(say("Reason", "回避原因"))",
        #"name="reason" autocomplete="off" required maxlength="500" value="\#(typed.reason)""#))</div>\
      <label class="check"><input type="checkbox" name="own" value="1"\(" checked", if: typed.isOwn)> \
      \(say("It is the own registration", "本人报名"))</label>\
      <button class="primary">\(say("Declare", "登记"))</button>
      """
  }
}
