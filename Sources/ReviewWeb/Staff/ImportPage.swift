import ReviewStore
import Wording

/// Imports a table of registrations: choosing a file, then a preview of what it would do.
struct ImportPage: PageView {
  let language: Language
  /// What the chosen table would do; nil before one is chosen.
  var preview: ImportPreview?
  /// What a system administrator, whose first page this is, is told about the store's backups.
  var backups: [BackupWarning] = []

  let title = Bilingual("Import a table", "导入名单")

  func html(_ keys: PageKeys) -> HTML {
    """
    \(BackupWarnings(warnings: backups, language: language).html)
    <p class="crumbs"><a href="/staff/registrations">\(say("Registrations", "报名名单"))</a></p>
    <h1>\(words(title))</h1>
    \(preview.map { shown($0, keys) })
    \(choice(keys))
    """
  }

  // MARK: Choosing

  private func choice(_ keys: PageKeys) -> HTML {
    let explained = hint(
      Bilingual(
        "CSV in UTF-8 or GBK, or an Excel workbook, first line with the columns' names: number, name, category, site, idNumber… You see what it would do before anything is entered. All lines are taken, or none.",
        "CSV 文件（UTF-8 或 GBK 编码）或 Excel 工作簿，首行为列名：报名号、姓名、类别、考点、证件号码等。导入前先预览；全部导入或全部不导入。"))
    let fields: HTML = """
      <p><label for="table">\(say("Table: ", "名单文件："))</label>\
      <input id="table" type="file" name="table" accept=".csv,.xlsx,text/csv" required></p>\
      <button class="primary">\(say("Preview", "预览"))</button>
      """
    return """
      <section class="card"><h2>\(say("Choose a table", "选择名单文件"))</h2>\(explained)\
      \(keys.form(to: "/staff/registrations/import", with: #"enctype="multipart/form-data""#, fields))
      <p>\(say("Empty table: ", "下载空白名单："))<a href="/staff/registrations/template?format=xlsx">Excel</a> · \
      <a href="/staff/registrations/template?format=csv">CSV</a></p>
      <p><a href="/staff/lists">\(say("Exam sites and categories", "考点与类别"))</a></p></section>
      """
  }

  // MARK: The preview

  private func shown(_ preview: ImportPreview, _ keys: PageKeys) -> HTML {
    let counts: [HTML] = [
      .fact(say("New", "新增"), "\(preview.new)"),
      .fact(say("Changed", "更新"), "\(preview.changes.count)"),
      .fact(say("As they are already", "无变化"), "\(preview.unchanged)"),
      .fact(say("Lines with mistakes", "有错误的行"), "\(preview.wrongLines)"),
    ]
    let isReady = preview.wrongLines == 0 && preview.new + preview.changes.count > 0
    return """
      <section class="card spaced"><h2>\(say("Preview", "预览"))</h2><dl class="facts">\(counts)</dl>
      \(unlisted(preview.newSites, say("Sites that are not listed", "名单中没有的考点")), if: !preview.newSites.isEmpty)
      \(unlisted(preview.newCategories, say("Categories that are not listed", "名单中没有的类别")), if: !preview.newCategories.isEmpty)
      \(mistakes(preview), if: !preview.mistakes.isEmpty)
      \(changes(preview), if: !preview.changes.isEmpty)
      \(
        keys.form(
          to: "/staff/registrations/import/confirm", hidden: ["mark": preview.mark],
          "<button class=\"primary\">\(say("Import \(preview.new), change \(preview.changes.count)", "确认新增 \(preview.new) 名、更新 \(preview.changes.count) 名"))</button>"),
        if: isReady)</section>
      """
  }

  /// The most changes that are listed.
  private static let shownChanges = 500

  private func changes(_ preview: ImportPreview) -> HTML {
    let head = TableHead(say("Line", "行"), say("Number", "报名号"), say("What changes", "更新内容"))
    let rows = preview.changes.prefix(Self.shownChanges).map { change -> HTML in
      let fields = change.fields.map { $0.text(in: language) }.joined(separator: language == .chinese ? "、" : ", ")
      return "<tr><td>\(change.line)</td><td>\(change.number)</td><td>\(fields)</td></tr>"
    }
    return table(say("Changes", "更新"), head, rows)
  }

  private func unlisted(_ names: [String], _ title: String) -> HTML {
    """
    <div class="news plain"><p>\(title): \(names.joined(separator: language == .chinese ? "、" : ", "))</p></div>
    """
  }

  private func mistakes(_ preview: ImportPreview) -> HTML {
    let head = TableHead(say("Line", "行"), say("Column", "列"), say("What is wrong", "错误原因"))
    let rows = preview.mistakes.map { mistake -> HTML in
      """
      <tr><td>\(mistake.line)</td><td>\(mistake.column.map { "\($0)" } ?? "")</td>\
      <td class="words bad">\(words(mistake.reason))</td></tr>
      """
    }
    let more = preview.wrongLines > preview.mistakes.count
    return """
      <div class="news bad"><p>\(
        say(
          "Nothing can be imported until these lines are mended.", "请修改以下各行后重新选择文件；修改前不会导入任何数据。"))</p></div>
      \(table(say("Mistakes", "错误"), head, rows))
      \("<p>\(say("Only the first mistakes are listed.", "仅列出前面的错误。"))</p>", if: more)
      """
  }
}
