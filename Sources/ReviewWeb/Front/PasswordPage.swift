import ImageKit
import ReviewStore
import Wording

/// Where candidates and members of staff change their own password.
struct PasswordPage: PageView {
  let language: Language
  /// Whose password it is.
  let owner: Visitor
  /// Why nothing else can be done before; nil otherwise.
  var due: PasswordDue?
  var mistakes: [FieldMistake] = []

  let title = Bilingual("Your password", "修改密码")

  func html(_ keys: PageKeys) -> HTML {
    let fields = FormFields(language: language, mistakes: mistakes)
    let form: HTML = """

      <input name="username" autocomplete="username" value="\(owner.name)" hidden>
      \(fields.input(
        "now", "\(say("Password now", "当前密码"))",
        #"name="now" type="password" autocomplete="current-password" required maxlength="128""#))
      \(SignInFields(fields).newPassword)
      \(hint(Bilingual("Your visits on other devices end.", "修改后，其他设备上的登录将失效。")))\
      <button class="primary wide">\(say("Change", "修改"))</button>

      """
    return """
      <div class="narrow">
      <h1>\(words(title))</h1>
      \(lead.map { text -> HTML in "<p class=\"lead\">\(words(text))</p>" })
      \(keys.form(to: owner.passwordPath, with: #"class="card form""#, form))
      \("<p class=\"hint aside\"><a href=\"/materials\">\(say("Back to the papers", "返回上传材料"))</a></p>", if: isCandidate)\
      \("<p class=\"hint aside\"><a href=\"/staff/second-factor\">\(say("Two-factor sign-in", "双因素认证"))</a></p>", if: !isCandidate)\
      \("<p class=\"hint aside\"><a href=\"/staff/passkeys\">\(say("Passkeys", "通行密钥"))</a></p>", if: !isCandidate)\
      \("<p class=\"hint aside\"><a href=\"/staff/sessions\">\(say("Your sessions", "登录设备管理"))</a></p>", if: !isCandidate)
      </div>
      """
  }

  private var lead: Bilingual? {
    switch due {
    case .given:
      Bilingual(
        "Your password was set by somebody else. Choose one that only you know before anything else.",
        "您的密码由他人设置，请先改为仅本人知道的密码。")
    case .old: Bilingual("Your password is too old. Choose another before anything else.", "您的密码已到期，请先修改密码。")
    case nil: nil
    }
  }

  private var isCandidate: Bool { if case .candidate = owner { true } else { false } }
}

extension Visitor {
  /// Where they change their password.
  var passwordPath: String {
    switch self {
    case .candidate: "/password"
    case .staff: "/staff/password"
    }
  }
}
