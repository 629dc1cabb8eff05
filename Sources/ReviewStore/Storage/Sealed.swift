/// Rows with personal data or credentials, which the log must not contain. For each the log has an HMAC of its
/// content, its *seal*.
///
/// The seal of a person's row includes a random salt that is stored in the row. Erasing a person deletes the salt, so
/// that even somebody with the key cannot find the content by trial.
enum Sealed: String, CaseIterable {
  /// A registration's data.
  case person
  /// A candidate's password.
  case password
  /// A candidate's one-time code.
  case code
  /// A member of staff.
  case staff
  /// A clerk's workplace and code.
  case clerk
  /// A member of staff's password.
  case staffPassword = "staff-password"
  /// When and by whom a member of staff's password was set, and their former ones.
  case passwordHistory = "password-history"
  /// A member of staff's second factor, from the first one on.
  case secondFactor = "second-factor"
  /// The recovery codes that a member of staff has left.
  case recoveryCodes = "recovery-codes"
  /// The passkeys of a member of staff, from the first one on.
  case passkeys

  /// Whether rows of before the kind came into being may lack it: it is looked for from its first seal on.
  var beginsWithFirstSeal: Bool { self == .passwordHistory || self == .recoveryCodes }

  /// The Chinese name of the rows.
  var name: String {
    switch self {
    case .person: "报名信息"
    case .password: "考生密码"
    case .code: "验证码"
    case .staff: "工作人员信息"
    case .clerk: "经办人信息"
    case .staffPassword: "工作人员密码"
    case .passwordHistory: "密码历史"
    case .secondFactor: "双因素认证密钥"
    case .recoveryCodes: "恢复码"
    case .passkeys: "通行密钥"
    }
  }
}
