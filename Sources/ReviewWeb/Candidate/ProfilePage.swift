import ImageKit
import ReviewStore
import Wording

/// Mobile number and address.
struct ProfilePage: PageView {
  let language: Language
  /// The mobile number that is stored, most of it masked.
  let maskedMobile: String?
  /// What the fields hold.
  var mobile = ""
  var address = ""
  var mistakes: [FieldMistake] = []
  /// Whether the policy sends notices at all.
  var sendsNotices = true

  let title = Bilingual("Personal details", "个人信息")

  func html(_ keys: PageKeys) -> HTML {
    let star: HTML = "<abbr title=\"\(say("required", "必填"))\">*</abbr>"
    let fields = FormFields(language: language, mistakes: mistakes)
    let form: HTML = """

      \(fields.input(
        "mobile", "\(say("Mobile number", "手机号码")) \(star)", hint: mobileHint,
        """
        name="mobile" type="tel" inputmode="tel" autocomplete="tel-national" maxlength="32" \
        value="\(mobile)"\(" required", if: maskedMobile == nil)
        """))
      \(fields.field("address", "\(say("Postal address", "联系地址")) \(star)") { described in
        """
        <textarea id="address" name="address" rows="2" autocomplete="street-address" maxlength="200" \
        required\(described)>\(address)</textarea>
        """
      })
      <button class="primary wide">\(say("Save", "保存"))</button>

      """
    return """
      <div class="narrow">
      <h1>\(say("Personal details", "完善个人信息"))</h1>
      <p class="lead">\(
        sendsNotices
          ? say(
            "So that notices about your review reach you. You may change them at any time.", "用于接收审核通知，请准确填写；可随时修改。")
          : say(
            "So that your exam site can reach you. You may change them at any time.", "用于考点与您联系，请准确填写；可随时修改。"))</p>
      \(keys.form(to: "/profile", with: #"class="card form""#, form))
      </div>
      """
  }

  private var mobileHint: String {
    guard let maskedMobile else {
      return sendsNotices
        ? say("Eleven digits; used for notices of this examination only.", "11 位数字，仅用于本次报考的短信通知。")
        : say("Eleven digits; used for this examination only.", "11 位数字，仅用于本次报考。")
    }
    return say("Now \(maskedMobile). Leave this empty to keep it.", "当前 \(maskedMobile)，留空则不修改。")
  }
}
