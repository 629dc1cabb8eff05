import ReviewStore
import Wording

/// Codes of several candidates: as slips to be printed and cut, eight on a sheet of A4, or what became of their sending.
struct SlipsPage: PageView {
  let batch: CodeBatch
  let exam: Bilingual
  let region: Bilingual
  let language: Language

  let title = Bilingual("One-time codes", "一次性验证码")

  /// The slips on a sheet.
  private static let perSheet = 8

  func html(_ keys: PageKeys) -> HTML {
    let slips = batch.slips
    let sheets = stride(from: 0, to: slips.count, by: Self.perSheet).map { start -> HTML in
      "<div class=\"sheet\">\(slips[start..<min(start + Self.perSheet, slips.count)].map(slip))</div>"
    }
    return """
      <div class="no-print"><p class="crumbs"><a href="/staff/registrations">\(say("Registrations", "报名名单"))</a></p>
      <h1>\(words(title))</h1>\(summary)\(refused, if: !batch.refused.isEmpty)\(tools, if: !slips.isEmpty)</div>
      \(sheets)
      """
  }

  private var summary: HTML {
    let facts: [HTML] = [
      .fact(say("Codes", "生成"), "\(batch.slips.count)"), .fact(say("By SMS", "短信发送"), "\(batch.sent)"),
      .fact(say("Refused", "未生成"), "\(batch.refused.count)"),
      .fact(say("With a password already", "已设密码"), "\(batch.signedIn)"),
      .fact(say("Valid until", "有效期至"), "\(batch.expiresAt.forPeople)"),
    ]
    return "<dl class=\"facts wide-facts\">\(facts)</dl>"
  }

  private var tools: HTML {
    """
    <div class="news plain"><p>\(
      say(
        "These codes are shown only now. Print them, or keep the page until they are handed out.",
        "验证码只在本页显示一次，请立即打印；离开本页后无法再次查看。"))</p></div>
    <p class="tools"><button type="button" class="primary" data-print hidden>\(say("Print", "打印"))</button></p>
    """
  }

  private var refused: HTML {
    let head = TableHead(say("Number", "报名号"), say("Why there is no code", "未生成的原因"))
    let rows = batch.refused.map { number, reason -> HTML in
      """
      <tr><td><a href="/staff/registrations?number=\(number.rawValue.percentEncoded)">\(number)</a></td>\
      <td class="words bad">\(words(reason.message))</td></tr>
      """
    }
    return table(say("Without a code", "未生成验证码的考生"), head, rows)
  }

  private func slip(_ slip: CodeBatch.Slip) -> HTML {
    """
    <article class="slip"><p>\(words(exam)) · \(words(region))</p>
    <h2>\(slip.name) <small>\(slip.number)</small></h2><p>\(slip.site)</p>
    <p>\(say("One-time code", "一次性验证码"))<br><strong class="code">\(slip.code)</strong></p>
    <p><small>\(
      say(
        "On the upload page choose “First time here”, and enter your number, the last six characters of your identity number and this code, once, until",
        "登录材料上传网站，选择“首次登录”，输入报名号、证件号码后六位和验证码；仅限本人使用一次，有效期至"))
    \(batch.expiresAt.forPeople)</small></p></article>
    """
  }
}
