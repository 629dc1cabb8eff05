import ImageKit
import ReviewStore
import Wording

/// Finds a registration, and imports tables of them.
struct RegistrationsPage: PageView {
  /// A one-time code that was just made.
  struct NewCode {
    let text: String
    let until: Moment
  }

  let language: Language
  /// Whether the viewer may import tables.
  let mayImport: Bool
  /// The number that was searched for.
  var searched = ""
  /// The registration that was found.
  var record: RegistrationRecord?
  var code: NewCode?
  var mistakes: [FieldMistake] = []

  let title = Bilingual("Registrations", "报名名单")

  func html(_ keys: PageKeys) -> HTML {
    """
    <h1>\(words(title))</h1>
    <section class="card"><form class="form columns-form" method="get" action="/staff/registrations">\
    <div>\(fields.input(
      "number", "\(say("Registration number", "报名号"))",
      #"name="number" value="\#(searched)" spellcheck="false" required maxlength="128""#))</div>\
    <button class="primary">\(say("Find", "查找"))</button></form>
    \(record.map { found($0, keys) })</section>
    \(tableImport(keys), if: mayImport)
    """
  }

  private var fields: FormFields { FormFields(language: language, mistakes: mistakes) }

  // MARK: One registration

  private func found(_ record: RegistrationRecord, _ keys: PageKeys) -> HTML {
    let facts: [HTML] = [
      .fact(say("Number", "报名号"), "\(record.number)"),
      .fact(say("Name", "姓名"), "\(record.name ?? "–")"),
      .fact(say("Category", "类别"), "\(record.category)"),
      .fact(say("Site", "考点"), "\(record.site)"),
      .fact(say("Identity number", "证件号码"), "\(record.maskedIDNumber ?? "–")"),
      .fact(say("Mobile", "手机"), "\(record.maskedMobile ?? "–")"),
      .fact(say("State", "状态"), "\(words(record.state.name))"),
      .fact(say("Has come in", "已激活"), "\(record.activated ? say("yes", "是") : say("not yet", "否"))"),
    ]
    let warning = Self.warning(of: record.code).map { text -> HTML in
      "<div class=\"news bad\"><p>\(words(text))</p></div>"
    }
    let makeCode: HTML = """
      <button>\(say("Make a one-time code", "生成一次性验证码"))</button>\
      \(hint(
        Bilingual(
          "Check the person's identity first; the code can be used for three days.", "请先核验本人身份。验证码三日内有效。")))
      """
    return """
      <dl class="facts wide-facts">\(facts)</dl>
      \(warning)
      \(code.map(newCode))
      <p><a href="\(Address.correction(record.number))">\(say("Correct the data", "更正报名信息"))</a></p>
      \(keys.form(to: "/staff/registrations/code", hidden: ["number": record.number.rawValue], makeCode))
      """
  }

  private func newCode(_ code: NewCode) -> HTML {
    """
    <div class="news good"><p>\(say("One-time code: ", "一次性验证码："))<strong class="code">\(code.text)</strong></p>\
    <p>\(say("For this candidate only, once, until", "仅限该考生本人使用一次，有效期至")) \(code.until.forPeople)</p></div>
    """
  }

  /// The warning that wrong codes were tried; nil where none were.
  private static func warning(of code: OneTimeCode?) -> Bilingual? {
    guard let code, code.wrongGuesses > 0 else { return nil }
    let count = code.wrongGuesses
    return code.isVoid
      ? Bilingual(
        "The one-time code is void: \(count) wrong codes were tried. Make a new one once you have seen the person.",
        "验证码已失效：输错 \(count) 次。核验本人身份后可重新生成。")
      : Bilingual(
        "\(count) wrong code\(count == 1 ? " was" : "s were") tried by somebody who knew the last six characters.",
        "有人已知证件号码后六位，输错验证码 \(count) 次。")
  }

  // MARK: Tables

  private func tableImport(_ keys: PageKeys) -> HTML {
    let explained = hint(
      Bilingual(
        "CSV in UTF-8 (spreadsheet programs call it “CSV UTF-8”), first line with the columns' names: number, name, category, site, idNumber… All lines are taken, or none.",
        "CSV 文件（须为 UTF-8，在表格软件中另存为“CSV UTF-8”），首行为列名：报名号、姓名、类别、考点、证件号码等；全部导入或全部不导入。"))
    let form: HTML = """
      \(fields.input(
        "table", "\(say("Table", "名单文件"))", #"type="file" name="table" accept=".csv,text/csv" required"#))\
      <button class="primary">\(say("Import", "导入"))</button>
      """
    return """
      <section class="card"><h2>\(say("Import a table", "导入名单"))</h2>\(explained)\
      \(keys.form(to: "/staff/registrations/import", with: #"class="form" enctype="multipart/form-data""#, form))</section>
      """
  }
}
