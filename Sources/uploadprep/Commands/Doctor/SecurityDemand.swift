import ReviewStore
import Wording

/// One demand of security: what is asked for, whether it is met, and what to do otherwise.
struct SecurityDemand: Sendable {
  /// The profiles that make it.
  enum Scope: Sendable { case everybody, profiles, level3 }

  /// A stable identifier for programs.
  let id: String
  /// Where the standard asks for it: clauses of level 2 and level 3, or a title where no number is given.
  let clause: String
  let scope: Scope
  /// Whether it is a setting of `serve`, which does not start against it.
  let isSetting: Bool
  let title: @Sendable (SecurityProfile?) -> Bilingual
  let remedy: Bilingual
  let isMet: @Sendable (SecurityFacts, SecurityProfile?) -> Bool
  /// What exactly is not met, where the title does not tell.
  var details: @Sendable (SecurityFacts) -> [Bilingual] = { _ in [] }

  /// Whether it is made under a profile, or without one.
  func applies(under profile: SecurityProfile?) -> Bool {
    switch scope {
    case .everybody: true
    case .profiles: profile != nil
    case .level3: profile == .mlps3
    }
  }

  /// All demands, in the order in which they are told.
  static let all: [SecurityDemand] = settings + states

  /// Those that are settings of `serve`.
  private static let settings = [
    SecurityDemand(
      id: "second-factor", clause: "GB/T 22239-2019 8.1.4.1 d)", scope: .level3, isSetting: true,
      title: { _ in Bilingual("Staff sign in with a second factor", "工作人员登录须双因素认证") },
      remedy: Bilingual("serve --second-factor required", "serve --second-factor required"),
      isMet: { facts, _ in facts.isSecondFactorRequired }),
    SecurityDemand(
      id: "idle-time", clause: "GB/T 22239-2019 7.1.4.1 b), 8.1.4.1 b)", scope: .profiles, isSetting: true,
      title: { profile in
        let minutes = profile?.staffIdleMinutes ?? 0
        return Bilingual("Staff are signed out after \(minutes) minutes without use", "工作人员无操作 \(minutes) 分钟自动退出")
      },
      remedy: Bilingual("serve --idle-minutes, for each role that has more", "用 serve --idle-minutes 调短各角色的时间"),
      isMet: { facts, profile in facts.staffIdleMinutes <= profile?.staffIdleMinutes ?? Int.max }),
    SecurityDemand(
      id: "password-age", clause: "GB/T 22239-2019 7.1.4.1 a), 8.1.4.1 a)", scope: .profiles, isSetting: true,
      title: { profile in
        let days = profile?.passwordDays ?? 0
        return Bilingual("Staff change their password within \(days) days", "工作人员至少每 \(days) 天更换密码")
      },
      remedy: Bilingual("serve --password-days", "serve --password-days"),
      isMet: { facts, profile in facts.passwordDays.map { $0 <= profile?.passwordDays ?? Int.max } ?? false }),
    SecurityDemand(
      id: "encryption", clause: "GB/T 22239-2019 7.1.4.1 c), 8.1.4.1 c)", scope: .everybody, isSetting: true,
      title: { _ in
        Bilingual("People reach the portal by TLS only, and its cookies are Secure", "仅通过 TLS 访问网站，Cookie 带 Secure 标记")
      },
      remedy: Bilingual(
        "serve --certificate and --key; or --host 127.0.0.1 and --trust-proxy, behind a proxy with TLS that sets "
          + "X-Forwarded-Proto",
        "serve --certificate 与 --key；或 --host 127.0.0.1 与 --trust-proxy，前置带 TLS 并设置 X-Forwarded-Proto 的代理"),
      isMet: { facts, _ in facts.isEncrypted }),
  ]

  /// Those that the state of the store meets.
  private static let states = [
    SecurityDemand(
      id: "separate-duties", clause: "GB/T 22239-2019 7.1.4.2 d), 8.1.4.2 d), 8.1.5.1 – 8.1.5.3", scope: .profiles,
      isSetting: false,
      title: { _ in Bilingual("Administration, rights and audit are in different hands", "三员分立") },
      remedy: Bilingual("store separate-duties", "store separate-duties"),
      isMet: { facts, _ in facts.dutiesAreSeparate }),
    SecurityDemand(
      id: "administrators", clause: "GB/T 22239-2019 8.1.5.1 – 8.1.5.3", scope: .profiles, isSetting: false,
      title: { _ in Bilingual("Each of the three administrators can sign in", "三类管理员均可登录") },
      remedy: Bilingual(
        "staff add --role system, security, audit; staff password",
        "staff add --role system、security、audit，并用 staff password 设置密码"),
      isMet: { facts, _ in facts.missingAdministrators.isEmpty }),
    SecurityDemand(
      id: "initial-passwords", clause: "GB/T 22239-2019 7.1.4.2 b), 8.1.4.2 b)", scope: .everybody, isSetting: false,
      title: { _ in
        Bilingual("No password that somebody else set is older than a week", "由他人设置的初始密码均在一周内修改")
      },
      remedy: Bilingual(
        "staff list; disable who does not come, by staff disable", "用 staff list 查看，长期未登录者用 staff disable 停用"),
      isMet: { facts, _ in facts.oldGivenPasswords == 0 }),
    SecurityDemand(
      id: "private-files", clause: "GB/T 22239-2019 数据保密性", scope: .everybody, isSetting: false,
      title: { _ in Bilingual("Only its owner can read the store's key", "审核库密钥仅所有者可读") },
      remedy: Bilingual("chmod 700 on the store's folder", "对审核库文件夹执行 chmod 700"),
      isMet: { facts, _ in facts.isPrivate }),
    SecurityDemand(
      id: "pictures-encrypted", clause: "GB/T 22239-2019 数据保密性", scope: .level3, isSetting: false,
      title: { _ in
        Bilingual(
          "Pictures are encrypted where they are stored, by a key that only its owner can read", "图片存储加密，且密钥文件仅所有者可读")
      },
      remedy: Bilingual(
        "store copy --picture-key; chmod 600 on the key's file", "store copy --picture-key；对密钥文件执行 chmod 600"),
      isMet: { facts, _ in facts.picturesAreEncrypted }),
    SecurityDemand(
      id: "log-kept", clause: "网络安全法：日志留存不少于六个月", scope: .everybody, isSetting: false,
      title: { _ in
        Bilingual("The log is kept from the beginning, so for six months and more", "操作日志自建库起完整保存，不少于六个月")
      },
      remedy: Bilingual("store verify; restore a backup", "用 store verify 检查，必要时从备份恢复"),
      isMet: { facts, _ in facts.logIsWhole }),
    SecurityDemand(
      id: "backup", clause: "GB/T 22239-2019 数据备份恢复", scope: .everybody, isSetting: false,
      title: { profile in
        let days = SecurityDemand.backupDays(profile)
        return Bilingual("The newest backup is at most \(days) days old", "最新备份不超过 \(days) 天")
      },
      remedy: Bilingual(
        "store backup by a timer; name the folder with --backups", "定时执行 store backup，并用 --backups 指明其文件夹"),
      isMet: { facts, profile in facts.backupDays.map { $0 <= SecurityDemand.backupDays(profile) } ?? false }),
    SecurityDemand(
      id: "backups-whole", clause: "GB/T 22239-2019 数据备份恢复", scope: .everybody, isSetting: false,
      title: { _ in
        Bilingual("Each backup in their folder is whole, and of this store", "备份文件夹中的每个备份均完整，且为本审核库的备份")
      },
      remedy: Bilingual(
        "remove it or take it elsewhere, and make a new one: store backup", "移除或移走有问题的备份，并用 store backup 重新备份"),
      isMet: { facts, _ in facts.badBackups.isEmpty },
      details: { facts in
        facts.badBackups.compactMap { backup in
          let name = Printable.name(backup.name)
          return backup.problem.map { Bilingual("\(name): \($0.english)", "\(name)：\($0.chinese)") }
        }
      }),
    SecurityDemand(
      id: "backup-signed", clause: "GB/T 22239-2019 数据完整性", scope: .profiles, isSetting: false,
      title: { _ in Bilingual("The newest backup is signed", "最新备份已签名") },
      remedy: Bilingual("store backup --key", "store backup --key"),
      isMet: { facts, _ in facts.backupIsSigned }),
    SecurityDemand(
      id: "backup-encrypted", clause: "GB/T 22239-2019 数据保密性", scope: .level3, isSetting: false,
      title: { _ in Bilingual("The newest backup is encrypted", "最新备份已加密") },
      remedy: Bilingual("store backup --recipient", "store backup --recipient"),
      isMet: { facts, _ in facts.backupIsEncrypted }),
    SecurityDemand(
      id: "backup-drill", clause: "GB/T 22239-2019 数据备份恢复", scope: .everybody, isSetting: false,
      title: { _ in
        let days = BackupWarning.drillDays
        return Bilingual(
          "The newest backup was restored and worked with in a drill, at most \(days) days ago",
          "\(days) 天内做过恢复演练，最新备份可以恢复并使用")
      },
      remedy: Bilingual("store drill by a weekly timer", "每周定时执行 store drill"),
      isMet: { facts, _ in facts.drillPassed }),
  ]

  private static func backupDays(_ profile: SecurityProfile?) -> Int { (profile ?? .mlps2).backupDays }
}
