import ImageKit
import ReviewStore
import Wording

/// Where a member of staff changes their own password.
struct PasswordPage: PageView {
  let language: Language
  /// Whose password it is.
  let name: StaffName

  let title = Bilingual("Your password", "修改密码")

  func html(_ keys: PageKeys) -> HTML {
    let fields: HTML = """

      <input name="username" autocomplete="username" value="\(name)" hidden>
      <label for="now">\(say("Password now", "当前密码"))</label>
      <input id="now" name="now" type="password" autocomplete="current-password" required maxlength="128">
      \(SignInFields(language: language).newPassword)
      \(hint(Bilingual("Your visits on other devices end.", "修改后，其他设备上的登录将失效。")))\
      <button class="primary wide">\(say("Change", "修改"))</button>

      """
    return """
      <div class="narrow">
      <h1>\(words(title))</h1>
      \(keys.form(to: "/staff/password", with: #"class="card form""#, fields))
      </div>
      """
  }
}
