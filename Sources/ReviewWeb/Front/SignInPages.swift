import ImageKit
import ReviewStore
import Wording

/// Where candidates sign in.
struct SignInPage: PageView {
  let language: Language
  /// How candidates sign in for the first time.
  let wayIn: WayIn
  /// The registration number that was typed before.
  var registration = ""
  var mistakes: [FieldMistake] = []

  let title = Bilingual("Sign in", "登录")

  func html(_ keys: PageKeys) -> HTML {
    let fields = SignInFields(FormFields(language: language, mistakes: mistakes))
    let form: HTML = """

      \(fields.registration(registration))
      \(fields.password)
      """
    return """
      <div class="narrow">
      <h1>\(words(title))</h1>
      <p class="lead">\(say("Upload your registration papers and see how their review stands.", "上传报名材料，查看审核进展。"))</p>
      \(keys.form(to: "/sign-in", with: #"class="card form""#, form))
      <div class="card soft">
      <h2>\(words(wayIn.title))</h2>
      <p>\(words(wayIn.guidance))</p>
      <p><a class="button" href="/first-time">\(words(wayIn.button))</a></p>
      \(forgotten)
      </div>
      <p class="hint aside"><a href="/staff/sign-in">\(say("Staff sign in here", "工作人员登录"))</a></p>
      </div>
      """
  }

  private var forgotten: HTML? {
    hint(
      Bilingual(
        "Forgotten your password? Ask your exam site for a new one-time code, then use the same way.",
        "忘记密码：请联系考点重新获取一次性验证码，再从此处进入。"))
  }
}

/// Where candidates come in by one-time code and choose a password.
struct FirstTimePage: PageView {
  let language: Language
  /// What the policy calls it.
  let wayIn: WayIn
  /// What was typed before.
  var registration = ""
  var lastSix = ""
  var code = ""
  var mistakes: [FieldMistake] = []

  let title = Bilingual("First time", "首次登录")

  private var fields: FormFields { FormFields(language: language, mistakes: mistakes) }

  func html(_ keys: PageKeys) -> HTML {
    let form: HTML = """

      \(identity)
      <fieldset><legend>\(say("2. Choose a password", "2. 设置密码"))</legend>
      \(SignInFields(fields).newPassword)
      </fieldset>
      <button class="primary wide">\(words(wayIn.button))</button>

      """
    return """
      <div class="narrow">
      <h1>\(words(wayIn.title))</h1>
      <p class="lead">\(words(wayIn.guidance))</p>
      \(keys.form(to: "/first-time", with: #"class="card form""#, form))
      <p class="hint aside"><a href="/sign-in">\(say("I have a password already", "已有密码，直接登录"))</a></p>
      </div>
      """
  }

  private var identity: HTML {
    """
    <fieldset><legend>\(say("1. Show who you are", "1. 核对身份"))</legend>
    \(SignInFields(fields).registration(registration))
    \(fields.input(
      "last-six", "\(say("Last six characters of your identity number", "身份证件号码后六位"))",
      hint: say("As in your registration; X counts as a character.", "与报名信息一致，末位为 X 的请填 X。"),
      """
      name="lastSix" autocomplete="off" spellcheck="false" autocapitalize="characters" required maxlength="20" \
      value="\(lastSix)"
      """))
    \(fields.input(
      "code", "\(say("One-time code from your exam site", "考点发放的一次性验证码"))",
      """
      name="code" inputmode="numeric" autocomplete="one-time-code" required maxlength="40" value="\(code)"
      """))
    </fieldset>
    """
  }
}

/// Where staff sign in.
struct StaffSignInPage: PageView {
  let language: Language
  /// The name that was typed before.
  var name = ""
  /// What the browser may ask an authenticator for instead; nil where the portal takes no passkeys.
  var passkey: PasskeyWish?
  var mistakes: [FieldMistake] = []

  let title = Bilingual("Staff sign-in", "工作人员登录")

  func html(_ keys: PageKeys) -> HTML {
    let fields = FormFields(language: language, mistakes: mistakes)
    let form: HTML = """

      \(fields.input(
        "name", "\(say("Name", "账号"))",
        """
        name="name" autocomplete="username" spellcheck="false" autocapitalize="none" required maxlength="64" \
        value="\(name)"
        """))
      \(SignInFields(fields).password)
      """
    return """
      <div class="narrow">
      <h1>\(words(title))</h1>
      \(keys.form(to: "/staff/sign-in", with: #"class="card form""#, form))
      \(passkey.map {
        PasskeyForm(language: language, wish: $0, button: Bilingual("Sign in with a passkey", "使用通行密钥登录")).html(
          keys, to: "/staff/sign-in/passkey", hidden: [:], isMain: false)
      })
      <p class="hint aside"><a href="/sign-in">\(say("Candidates sign in here", "考生登录"))</a></p>
      </div>
      """
  }
}

/// The fields that several pages share.
struct SignInFields: Speaking {
  private let fields: FormFields

  init(_ fields: FormFields) { self.fields = fields }

  var language: Language { fields.language }

  /// The field for a registration number, which holds what was typed before.
  func registration(_ typed: String) -> HTML {
    fields.input(
      "registration", "\(say("Registration number", "报名号"))",
      """
      name="registration" autocomplete="username" autocapitalize="characters" spellcheck="false" required \
      maxlength="128" value="\(typed)"
      """)
  }

  /// The field for a password, and the button below it.
  var password: HTML {
    """
    \(fields.input(
      "password", "\(say("Password", "密码"))",
      #"name="password" type="password" autocomplete="current-password" required maxlength="128""#))\
    <button class="primary wide">\(say("Sign in", "登录"))</button>

    """
  }

  /// The fields for a new password, typed twice.
  var newPassword: HTML {
    """
    \(fields.input(
      "new-password", "\(say("New password", "新密码"))",
      hint: say("At least eight characters. A short sentence is easy to keep in mind.", "至少 8 个字符，建议使用好记的短句。"),
      #"name="password" type="password" autocomplete="new-password" required minlength="8" maxlength="128""#))
    \(fields.input(
      "again", "\(say("The same password again", "再次输入密码"))",
      #"name="again" type="password" autocomplete="new-password" required minlength="8" maxlength="128""#))
    """
  }
}

extension WayIn {
  /// What the first sign-in is called; policies have different names for it.
  var title: Bilingual {
    switch kind {
    case .authorise: Bilingual("First time? Authorise", "首次进入：账号授权")
    case .activate, .signIn: Bilingual("First time? Activate your account", "首次登录：账号激活")
    case .both: Bilingual("First time? Authorise and activate", "首次进入：授权并激活")
    }
  }

  /// What its button says.
  var button: Bilingual {
    switch kind {
    case .authorise: Bilingual("Verify and sign in", "验证并登录")
    case .activate, .signIn: Bilingual("Activate and go in", "激活并进入")
    case .both: Bilingual("Authorise, activate and go in", "授权、激活并进入")
    }
  }
}
