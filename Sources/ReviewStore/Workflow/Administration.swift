import Wording

/// What administrators do, as opposed to reviewing.
public enum Administration: String, Sendable, Hashable, CaseIterable {
  /// Importing and updating registrations from tables.
  case registrations
  /// The office's lists of exam sites and categories.
  case lists
  /// Caps of the day and absences.
  case duties
  /// Reviving notices and recording what the gateway reports of them.
  case notices
  /// Adding and disabling accounts, which is deciding who has which role.
  case accounts
  /// Setting other people's passwords, resetting their second factor and ending their sessions.
  case credentials
  /// Declaring conflicts of interest of others, and withdrawing them.
  case conflicts
  /// Reading the log. Nobody changes it.
  case log
}

extension Role {
  /// Which role does what. Where duties are separate, the three administrators have nothing in common.
  public var administrations: Set<Administration> {
    switch self {
    case .site, .clerk: []
    case .region: [.notices]
    case .admin: Set(Administration.allCases)
    case .system: [.registrations, .lists, .duties, .notices]
    case .security: [.accounts, .credentials, .conflicts]
    case .audit: [.log]
    }
  }

  /// The three roles among which separate duties divide what an admin does.
  public static let administrators: [Role] = [.system, .security, .audit]

  /// Whether it is one of the three.
  public var isAdministrator: Bool { Self.administrators.contains(self) }

  /// Whether they review: decide on applications, or see them.
  public var reviews: Bool {
    switch self {
    case .site, .region, .admin: true
    case .clerk, .system, .security, .audit: false
    }
  }

  /// The roles that an account may be given.
  ///
  /// - Parameter isSeparate: whether duties are separate.
  public static func given(isSeparate: Bool) -> [Role] {
    isSeparate ? [.site, .region, .clerk] + administrators : [.site, .region, .admin, .clerk]
  }
}

extension Staff {
  /// Whether they may do something of the administration. Where duties are separate, who reviews administers nothing.
  public func mayAdminister(_ act: Administration) -> Bool {
    role.administrations.contains(act) && !(dutiesAreSeparate && role.reviews)
  }
}

extension Refusal {
  /// Somebody who administers asks for what reviewers do or see.
  static let administratorsDoNotReview = Refusal(
    .notYourLevel, "Whoever administers does not review. This is for reviewers to do or see.",
    "管理员不参与审核，此操作或内容仅限审核人员。")

  /// The act is another administrator's.
  static let anotherAdministrator = Refusal(
    .notYourLevel, "This is for an admin to do, where duties are separate for another one.",
    "此操作应由管理员进行；实行三员分立的，由相应的管理员进行。")

  /// An administrator asks for a change of an administrator's account.
  static let accountOfAdministrator = Refusal(
    .notYourLevel,
    "The accounts of administrators are set by the office, with the command: who could set their password could act in "
      + "their place.",
    "管理员账号只能由考务办公室用命令设置：能设置其密码者即可代其操作。")
}
