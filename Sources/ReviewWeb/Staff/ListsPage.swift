import ReviewStore
import Wording

/// The office's lists: exam sites and categories.
struct ListsPage: PageView {
  let known: [(list: OfficeList, names: KnownNames)]
  let language: Language

  let title = Bilingual("Exam sites and categories", "考点与类别")

  func html(_ keys: PageKeys) -> HTML {
    """
    <p class="crumbs"><a href="/staff/registrations/import">\(say("Import a table", "导入名单"))</a></p>
    <h1>\(words(title))</h1>
    \(known.map { section($0.list, $0.names, keys) })
    """
  }

  private func section(_ list: OfficeList, _ names: KnownNames, _ keys: PageKeys) -> HTML {
    let title = list == .sites ? say("Exam sites", "考点") : say("Categories", "报考类别")
    let head = TableHead(say("Name", "名称"), say("From", "来源"), say("Set", "操作"))
    let explained = hint(
      names.isDeclared
        ? Bilingual("Only these names are accepted.", "只接受名单中的名称。")
        : Bilingual(
          "Nothing is listed yet. Once one name is entered, no other is accepted.", "尚未添加名单；添加后只接受名单中的名称。"))
    let add: HTML = """
      <label>\(say("Name", "名称")) <input name="name" autocomplete="off" required maxlength="100"></label>\
      <button class="primary">\(say("Add", "添加"))</button>
      """
    return """
      <section class="card spaced"><h2>\(title)</h2>\(explained)
      \(table(title, head, names.names.map { row($0, list, keys) }), if: !names.names.isEmpty)
      \(keys.form(to: "/staff/lists/add", with: #"class="filters""#, hidden: ["list": list.rawValue], add))</section>
      """
  }

  private func row(_ name: KnownNames.Name, _ list: OfficeList, _ keys: PageKeys) -> HTML {
    let origin =
      name.isOfPolicy ? say("policy", "考区规则") : name.isEntered ? say("entered", "已添加") : say("in use", "使用中")
    let remove = keys.form(
      to: "/staff/lists/remove", with: #"class="inline""#, hidden: ["list": list.rawValue, "name": name.name],
      "<button>\(say("Remove", "删除"))</button>")
    return """
      <tr><td>\(name.name)</td><td>\(origin)</td><td>\(remove, if: name.isEntered && !name.isUsed && !name.isOfPolicy)</td></tr>
      """
  }
}
