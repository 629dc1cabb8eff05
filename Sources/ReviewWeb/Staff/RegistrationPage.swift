import ImageKit
import ReviewStore
import Wording

/// One registration, with its one-time code.
struct RegistrationPage: PageView {
  /// A one-time code that was just made.
  struct NewCode {
    let text: String
    let until: Moment
  }

  let language: Language
  /// The number that was asked for.
  let number: String
  /// How long a one-time code can be used, in hours.
  let codeHours: Int
  /// The registration that was found.
  var record: RegistrationRecord?
  var code: NewCode?

  let title = Bilingual("Registration", "报名信息")

  func html(_ keys: PageKeys) -> HTML {
    """
    <p class="crumbs"><a href="/staff/registrations">\(say("Registrations", "报名名单"))</a></p>
    <h1>\(words(title)) \(number)</h1>
    <section class="card">\(record.map { found($0, keys) })</section>
    """
  }

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
          "Check the person's identity first; the code can be used for \(codeHours) hours.", "请先核验本人身份。验证码 \(codeHours) 小时内有效。")))
      """
    return """
      <dl class="facts wide-facts">\(facts)</dl>
      \(papers(of: record), if: record.state != .filling)
      \(warning)
      \(code.map(newCode))
      <p><a href="\(Address.correction(record.number))">\(say("Correct the data", "更正报名信息"))</a></p>
      \(keys.form(to: "/staff/registrations/code", hidden: ["number": record.number.rawValue], makeCode))
      """
  }

  private func papers(of record: RegistrationRecord) -> HTML {
    "<p><a class=\"button\" href=\"\(Address.application(record.number))\">\(say("See the papers", "查看材料"))</a></p>"
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
}
