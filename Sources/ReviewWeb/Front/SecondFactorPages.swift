import ReviewStore
import Wording

/// The second step of a staff sign-in, where the second factor is on.
struct SignInCodePage: PageView {
  let language: Language
  /// What shows that the password was right.
  let proof: PasswordProof
  /// What the browser may ask an authenticator for; nil where there is no passkey.
  var passkey: PasskeyWish?
  var mistakes: [FieldMistake] = []

  let title = Bilingual("Second step", "双因素认证")

  func html(_ keys: PageKeys) -> HTML {
    let form: HTML = """

      \(SecondFactorFields(language: language, mistakes: mistakes).code)
      <button class="primary wide">\(say("Sign in", "登录"))</button>

      """
    let button = Bilingual("Use a passkey", "使用通行密钥")
    return """
      <div class="narrow">
      <h1>\(words(title))</h1>
      \(passkey.map {
        PasskeyForm(language: language, wish: $0, button: button).html(
          keys, to: "/staff/sign-in/passkey", hidden: ["name": proof.name.rawValue], isMain: false)
      })
      \(keys.form(
        to: "/staff/sign-in/code", with: #"class="card form""#,
        hidden: ["name": proof.name.rawValue, "until": "\(proof.until)", "proof": proof.mark], form))
      <p class="hint aside">\(say(
        "Without passkey, app and recovery codes, ask an admin to reset it.", "通行密钥、动态口令和恢复码均无法使用时，请联系管理员重置。"))</p>
      <p class="hint aside"><a href="/staff/sign-in">\(say("Begin again", "重新登录"))</a></p>
      </div>
      """
  }
}

/// The field that the pages of the second factor share.
struct SecondFactorFields: Speaking {
  let language: Language
  var mistakes: [FieldMistake] = []

  /// The field for a code of the app, or a recovery code.
  var code: HTML {
    FormFields(language: language, mistakes: mistakes).input(
      "code", "\(say("Code", "动态口令"))",
      hint: say(
        "The six digits that your app shows now, or a recovery code.", "认证应用当前显示的 6 位数字，也可填写恢复码。"),
      #"name="code" autocomplete="one-time-code" spellcheck="false" required maxlength="40""#)
  }
}

/// Where members of staff turn their second factor on.
struct SecondFactorOfferPage: PageView {
  let language: Language
  let secret: SecondFactorSecret
  /// The code that carries the secret to an app.
  let code: QRCode
  /// Whether nothing else can be done before.
  let isRequired: Bool
  /// How many recovery codes are left of those that came with a passkey; nil without one.
  var left: Int?
  var mistakes: [FieldMistake] = []

  let title = Bilingual("Two-factor sign-in", "双因素认证")

  func html(_ keys: PageKeys) -> HTML {
    let groups = stride(from: 0, to: secret.text.count, by: 4).map { start in
      secret.text.dropFirst(start).prefix(4)
    }
    // Somebody who has a second factor shows who they are.
    let password = left == nil ? nil : FormFields(language: language, mistakes: mistakes).ownPassword
    let form: HTML = """

      <ol>
      <li>\(say(
        "Install an authenticator app on your phone: any that shows codes of six digits (TOTP).",
        "在手机上安装支持 TOTP 的认证应用（显示 6 位动态口令）。"))</li>
      <li>\(say("Scan this picture with it, or type the secret.", "用该应用扫描下图，或手动输入密钥。"))\
      \(code.svg(label: say("QR code with the secret below", "包含下方密钥的二维码")))\
      <p><code id="secret">\(groups.joined(separator: " "))</code></p></li>
      <li>\(say("Type the code that the app shows.", "填写应用显示的动态口令。"))</li>
      </ol>
      \(FormFields(language: language, mistakes: mistakes).input(
        "code", "\(say("Code", "动态口令"))",
        #"name="code" inputmode="numeric" autocomplete="one-time-code" spellcheck="false" required maxlength="20""#))
      \(password)
      <button class="primary wide">\(say("Turn on", "启用"))</button>

      """
    let lead =
      isRequired && left == nil
      ? say(
        "This portal asks staff for a code besides the password. Set it up before anything else.",
        "本网站要求工作人员登录时除密码外填写动态口令，请先完成设置。")
      : say(
        "At sign-in you then type a code besides the password, so that the password alone opens nothing.",
        "启用后，登录时除密码外还须填写动态口令，仅凭密码无法登录。")
    return """
      <div class="narrow">
      <h1>\(words(title))</h1>
      <p class="lead">\(lead)</p>
      \(keys.form(to: "/staff/second-factor", with: #"class="card form""#, form))
      \(left.map { count -> HTML in
        "<p class=\"hint\">\(say("Recovery codes left: \(count).", "剩余恢复码：\(count) 个。"))</p>"
      })
      <p class="hint aside"><a href="/staff/passkeys">\(say("Passkeys", "通行密钥"))</a></p>
      </div>
      """
  }
}

/// The new recovery codes, which are shown once.
struct RecoveryCodesPage: PageView {
  let language: Language
  let codes: [String]

  let title = Bilingual("Recovery codes", "恢复码")

  func html(_ keys: PageKeys) -> HTML {
    """
    <div class="narrow">
    <h1>\(words(title))</h1>
    <p class="lead">\(say(
      "Each lets you in once, when the app or the passkey is out of reach. Write them down now and keep them apart from the phone: nobody can show them again.",
      "无法使用认证应用或通行密钥时，每个恢复码可使用一次。请立即抄录并与手机分开保管，之后无法再次查看。"))</p>
    <ul class="card codes">\(codes.map { code -> HTML in "<li><code>\(code)</code></li>" })</ul>
    <p><a class="button primary wide" href="/staff">\(say("I have written them down", "已抄录，继续"))</a></p>
    </div>
    """
  }
}

/// Where members of staff see that their second factor is on, and turn it off.
struct SecondFactorPage: PageView {
  let language: Language
  /// How many recovery codes are left.
  let left: Int
  /// Whether it has to be set up again when it is turned off.
  let isRequired: Bool
  var mistakes: [FieldMistake] = []

  let title = Bilingual("Two-factor sign-in", "双因素认证")

  func html(_ keys: PageKeys) -> HTML {
    let form: HTML = """

      \(SecondFactorFields(language: language, mistakes: mistakes).code)
      <button class="primary wide" formaction="/staff/second-factor/codes">\(
        say("Make new recovery codes", "重新生成恢复码"))</button>
      \(hint(Bilingual("Those that are left are void then.", "原有恢复码将全部失效。")))
      <button class="wide" formaction="/staff/second-factor/off">\(off)</button>

      """
    return """
      <div class="narrow">
      <h1>\(words(title))</h1>
      <p class="lead">\(say("It is on. Recovery codes left: \(left).", "已启用。剩余恢复码：\(left) 个。"))</p>
      \(keys.form(to: "/staff/second-factor/codes", with: #"class="card form""#, form))
      <p class="hint aside"><a href="/staff/passkeys">\(say("Passkeys", "通行密钥"))</a></p>
      <p class="hint aside"><a href="/staff/password">\(say("Change the password", "修改密码"))</a></p>
      </div>
      """
  }

  private var off: String {
    isRequired ? say("Set up another app", "更换认证应用") : say("Turn off", "关闭双因素认证")
  }
}

extension FormFields {
  /// The field for the password of somebody who is signed in, to show who they are.
  var ownPassword: HTML {
    input(
      "password", "\(say("Your password", "登录密码"))",
      #"name="password" type="password" autocomplete="current-password" required maxlength="128""#)
  }
}

extension Bilingual {
  /// What is wrong with it.
  static let wrongPassword = Bilingual("Your password is not right. Type it again.", "密码不正确，请重新输入。")
}
