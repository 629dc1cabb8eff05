import Passkeys
import ReviewStore
import Wording

/// What the browser is to ask an authenticator for: the options of `navigator.credentials`, with bytes in base64url, which the
/// page's script decodes.
struct PasskeyWish: Sendable {
  /// The options as JSON.
  let options: JSON

  /// How long the browser waits, in milliseconds.
  private static let patience: JSON = .integer(PasskeyChallenge.seconds * 1000)

  /// A wish for a new passkey.
  ///
  /// - Parameters:
  ///   - handle: what the passkey knows its owner by.
  ///   - known: the owner's passkeys, one of which the authenticator may hold already.
  init(
    adding name: StaffName, handle: [UInt8], _ challenge: PasskeyChallenge, _ site: PasskeySite,
    but known: [StaffPasskey]
  ) {
    options = [
      "kind": "create",
      "publicKey": [
        "rp": ["id": .string(site.id), "name": .string(site.id)],
        "user": [
          "id": .string(Secret.base64URL(handle)), "name": .string(name.rawValue),
          "displayName": .string(name.rawValue),
        ],
        "challenge": .string(challenge.text),
        "pubKeyCredParams": .list(
          PasskeyKey.Algorithm.allCases.map { ["type": "public-key", "alg": .integer(Int($0.rawValue))] }),
        "timeout": Self.patience, "excludeCredentials": Self.list(known), "attestation": "none",
        "authenticatorSelection": ["residentKey": "preferred", "userVerification": "preferred"],
      ],
    ]
  }

  /// A wish for an answer.
  ///
  /// - Parameter known: the passkeys that may give it; nil for any that checks its owner.
  init(answering challenge: PasskeyChallenge, _ site: PasskeySite, with known: [StaffPasskey]?) {
    options = [
      "kind": "get",
      "publicKey": [
        "rpId": .string(site.id), "challenge": .string(challenge.text), "timeout": Self.patience,
        "allowCredentials": Self.list(known ?? []), "userVerification": known == nil ? "required" : "preferred",
      ],
    ]
  }

  private static func list(_ passkeys: [StaffPasskey]) -> JSON {
    .list(passkeys.map { ["type": "public-key", "id": .string(Secret.base64URL($0.id))] })
  }
}

/// The form that a script fills with an authenticator's answer.
struct PasskeyForm: Speaking {
  let language: Language
  let wish: PasskeyWish
  /// What its button says.
  let button: Bilingual

  /// The form. Without a script it shows only that it needs one, or nothing where there are other ways.
  ///
  /// - Parameter isMain: whether the page is about nothing else.
  func html(_ keys: PageKeys, to action: String, hidden: KeyValuePairs<String, String>, isMain: Bool) -> HTML {
    let names = ["id", "clientData", "attestation", "authenticatorData", "signature", "handle"]
    let fields = names.map { name -> HTML in "<input type=\"hidden\" name=\"\(name)\">" }
    return keys.form(
      to: action, with: "class=\"card form\" data-passkey=\"\(wish.options.description)\"\(" hidden", if: !isMain)",
      hidden: hidden,
      """
      \(fields)
      <button class="\("primary ", if: isMain)wide" hidden>\(words(button))</button>
      <p class="error" role="alert" hidden>\(say(
        "The device did not answer, or you stopped it. Try again.", "未收到设备应答或操作已取消，请重试。"))</p>
      \(isMain ? needed : nil)
      """)
  }

  /// What the script hides.
  private var needed: HTML? {
    hint(
      Bilingual(
        "This needs a browser with scripts that knows passkeys. Without it use an authenticator app.",
        "此功能需要支持通行密钥并启用脚本的浏览器；否则请使用动态口令。"))
  }
}

/// Where members of staff see, add and remove their passkeys.
struct PasskeysPage: PageView {
  let language: Language
  let owner: StaffName
  let passkeys: [StaffPasskey]
  /// Whether the portal takes new ones.
  let canAdd: Bool
  /// The name that was typed before.
  var label = ""
  var mistakes: [FieldMistake] = []

  let title = Bilingual("Passkeys", "通行密钥")

  func html(_ keys: PageKeys) -> HTML {
    let fields = FormFields(language: language, mistakes: mistakes)
    let head = TableHead(say("Name", "名称"), say("Added", "添加时间"), say("Last used", "最近使用"), say("Set", "操作"))
    let form: HTML = """

      <input name="username" autocomplete="username" value="\(owner)" hidden>
      \(fields.ownPassword)
      \(adding(fields), if: canAdd)
      \(table(words(title), head, passkeys.map(row)), if: !passkeys.isEmpty)
      """
    return """
      <div class="narrow">
      <h1>\(words(title))</h1>
      <p class="lead">\(say(
        "A phone, a computer or a security key that signs you in besides the password, and that no false site can use.",
        "登录时以手机、电脑或安全密钥代替动态口令，假冒网站无法冒用。"))</p>
      \(canAdd ? nil : hint(Bilingual(
        "This portal takes no new passkeys: its own address was not set.", "本网站未设置网址，暂不能添加通行密钥。")))
      \(keys.form(to: "/staff/passkeys/new", with: #"class="card form""#, form), if: canAdd || !passkeys.isEmpty)
      <p class="hint aside"><a href="/staff/second-factor">\(say("Authenticator app", "动态口令"))</a></p>
      </div>
      """
  }

  private func adding(_ fields: FormFields) -> HTML {
    """
    \(fields.input(
      "label", "\(say("Name of the new passkey", "新通行密钥名称"))",
      hint: say("So that you know it again: office computer, my phone.", "便于识别，如“办公电脑”“我的手机”。"),
      #"name="label" autocomplete="off" maxlength="60" value="\#(label)""#))
    <button class="primary wide">\(say("Add a passkey", "添加通行密钥"))</button>

    """
  }

  private func row(_ passkey: StaffPasskey) -> HTML {
    """
    <tr><td>\(passkey.label)</td><td>\(passkey.added.forPeople)</td><td>\(passkey.used?.forPeople ?? "")</td><td>\
    <button name="id" value="\(Secret.base64URL(passkey.id))" formaction="/staff/passkeys/remove">\
    \(say("Remove", "删除"))</button></td></tr>
    """
  }
}

/// The page from which the browser makes a passkey.
struct NewPasskeyPage: PageView {
  let language: Language
  /// What the owner calls it.
  let label: String
  let wish: PasskeyWish

  let title = Bilingual("Add a passkey", "添加通行密钥")

  func html(_ keys: PageKeys) -> HTML {
    let form = PasskeyForm(language: language, wish: wish, button: Bilingual("Make the passkey", "创建通行密钥"))
    return """
      <div class="narrow">
      <h1>\(words(title))</h1>
      <p class="lead">\(say(
        "Your browser now asks for a finger, a face, a PIN or a security key.", "浏览器将提示您使用指纹、面容、PIN 码或安全密钥。"))</p>
      \(form.html(keys, to: "/staff/passkeys", hidden: ["label": label], isMain: true))
      <p class="hint aside"><a href="/staff/passkeys">\(say("Back", "返回"))</a></p>
      </div>
      """
  }
}
