import ReviewStore
import Wording

/// Where a candidate allows a clerk to upload, and takes that back. A clerk is found only by the exact code; who it is
/// is shown before anything is allowed.
struct ClerkPage: PageView {
  let language: Language
  /// The clerk whom the candidate has allowed.
  let allowed: HelperName?
  /// The clerk with the code that was typed.
  var found: HelperName?
  /// The code that was typed.
  var code = ""
  /// The application's version that the page shows.
  let version: Int
  var mistakes: [FieldMistake] = []

  let title = Bilingual("Let a clerk upload for you", "经办人代传")

  func html(_ keys: PageKeys) -> HTML {
    """
    <div class="narrow"><h1>\(words(title))</h1>
    \(allowed.map { present($0, keys) } ?? found.map { confirm($0, keys) } ?? search)
    \(hint(Self.meaning))
    <p class="hint aside"><a href="/materials">\(say("Back to the papers", "返回上传材料"))</a></p></div>
    """
  }

  private static let meaning = Bilingual(
    """
    The clerk of your workplace may then upload, replace and delete pictures as you may. The clerk cannot submit, and does \
    not see your messages, contact data or identity number. You are told when pictures are changed, and can take the \
    permission back at any time.
    """,
    "授权后，单位经办人可代您上传、更换和删除图片；不能提交审核，也看不到您的消息、联系方式和证件号码。经办人更改图片后系统会通知您，您可随时撤销授权。")

  private func present(_ clerk: HelperName, _ keys: PageKeys) -> HTML {
    let button: HTML = "<button class=\"danger wide\">\(say("Take the permission back", "撤销授权"))</button>"
    return """
      <div class="card"><p>\(say("May upload for you:", "已授权："))</p><p><b>\(clerk.text)</b></p>\
      \(keys.form(to: "/clerk/revoke", hidden: ["key": keys.showing], button))</div>
      """
  }

  private func confirm(_ clerk: HelperName, _ keys: PageKeys) -> HTML {
    let buttons: HTML = """
      <button class="primary wide">\(say("Allow this clerk", "确认授权"))</button>\
      <a class="button wide" href="/clerk">\(say("Cancel", "取消"))</a>
      """
    return """
      <div class="card"><p>\(say("Is this the clerk of your workplace?", "请核对经办人信息："))</p><p><b>\(clerk.text)</b></p>\
      \(keys.form(
        to: "/clerk/allow", hidden: ["code": code, "version": "\(version)", "key": keys.showing], buttons))</div>
      """
  }

  private var search: HTML {
    let fields = FormFields(language: language, mistakes: mistakes)
    return """
      <form method="get" action="/clerk" class="card form">\(fields.input(
        "code", "\(say("The clerk's code", "经办人代码"))",
        hint: say("Eight digits; the clerk of your workplace tells you.", "8 位数字，请向本单位经办人索取。"),
        #"name="code" inputmode="numeric" autocomplete="off" required maxlength="32" value="\#(code)""#))
      <button class="primary wide">\(say("Find the clerk", "查找"))</button></form>
      """
  }
}
