import ReviewStore
import ReviewWeb
import Testing
import Wording

@testable import uploadprep

@Suite("Demands of security") struct SecurityDemandTests {
  /// Settings that meet a profile.
  private static func settings(_ profile: SecurityProfile?) -> ServeSettings {
    var settings = ServeSettings()
    settings.profile = profile
    settings.trustedProxies = ["127.0.0.1"]
    return settings
  }

  /// Facts that meet every demand.
  private static func facts(_ profile: SecurityProfile?) -> SecurityFacts {
    var facts = SecurityFacts(settings(profile))
    (facts.backupDays, facts.backupIsSigned, facts.backupIsEncrypted, facts.drillPassed) = (0, true, true, true)
    return facts
  }

  private static func unmet(_ facts: SecurityFacts, _ profile: SecurityProfile?) -> [String] {
    SecurityDemand.all.filter { $0.applies(under: profile) && !$0.isMet(facts, profile) }.map(\.id)
  }

  @Test("A profile sets every switch that it demands", arguments: SecurityProfile.allCases)
  func profiles(profile: SecurityProfile) throws {
    #expect(Self.unmet(Self.facts(profile), profile).isEmpty)
    try Self.settings(profile).checkProfile()
    let options = Self.settings(profile).profiled.options
    #expect(options.isSecondFactorRequired == (profile == .mlps3))
    #expect(
      options.lifetimes.idle(.admin) == (profile == .mlps3 ? 600 : 1800) && options.lifetimes.candidateIdle == 1800)
    #expect(options.passwordDays == (profile == .mlps3 ? 90 : 180))
    #expect(options.backups.days == (profile == .mlps3 ? 2 : 7) && options.backups.areExpected)
  }

  @Test("Without a profile nothing is set, and only what everybody needs is demanded") func without() {
    let options = Self.settings(nil).profiled.options
    #expect(!options.isSecondFactorRequired && options.passwordDays == nil && options.lifetimes.idle(.site) == 7200)
    #expect(options.backups.days == 7 && !options.backups.areExpected)
    #expect(Self.unmet(Self.facts(nil), nil).isEmpty)
    let demanded = SecurityDemand.all.filter { $0.applies(under: nil) }.map(\.id)
    let backups = ["backup", "backups-whole", "backup-drill"]
    #expect(demanded == ["encryption", "initial-passwords", "private-files", "log-kept"] + backups)
  }

  @Test("Each fact decides its own demand, and no other")
  func each() {
    let changes: [(String, (inout SecurityFacts) -> Void)] = [
      ("second-factor", { $0.isSecondFactorRequired = false }), ("idle-time", { $0.staffIdleMinutes = 11 }),
      ("password-age", { $0.passwordDays = 91 }), ("password-age", { $0.passwordDays = nil }),
      ("encryption", { $0.isEncrypted = false }), ("separate-duties", { $0.dutiesAreSeparate = false }),
      ("administrators", { $0.missingAdministrators = [.audit] }),
      ("initial-passwords", { $0.oldGivenPasswords = 1 }), ("private-files", { $0.isPrivate = false }),
      ("log-kept", { $0.logIsWhole = false }), ("pictures-encrypted", { $0.picturesAreEncrypted = false }),
      ("backup", { $0.backupDays = 3 }), ("backup", { $0.backupDays = nil }),
      (
        "backups-whole",
        { $0.badBackups = [FoundBackup(name: "a.tar", problem: Bilingual("it ends too early", "提前结束"))] }
      ),
      ("backup-signed", { $0.backupIsSigned = false }),
      ("backup-drill", { $0.drillPassed = false }),
      ("backup-encrypted", { $0.backupIsEncrypted = false }),
    ]
    #expect(Set(changes.map(\.0)) == Set(SecurityDemand.all.map(\.id)), "every demand has its fact here")
    for (id, change) in changes {
      var facts = Self.facts(.mlps3)
      change(&facts)
      #expect(Self.unmet(facts, .mlps3) == [id])
    }
  }

  @Test("A setting that is weaker than the profile is refused with its remedy, a stricter one is not") func weaker()
    throws
  {
    let weaker: [(String, (inout ServeSettings) -> Void)] = [
      ("second-factor", { $0.secondFactor = .offered }), ("idle-time", { $0.idleTimes = [IdleTime("admin=11")!] }),
      ("password-age", { $0.passwordDays = 91 }), ("encryption", { $0.trustedProxies = [] }),
      ("encryption", { $0.trustedProxies = ["203.0.113.9"] }),
      ("encryption", { $0.host = "0.0.0.0" }),
    ]
    for (id, change) in weaker {
      var settings = Self.settings(.mlps3)
      change(&settings)
      let failure = #expect(throws: Failure.self) { try settings.checkProfile() }
      #expect(failure?.code == "profile-unmet" && failure?.reasons.map(\.code) == [id])
    }
    var stricter = Self.settings(.mlps3)
    (stricter.passwordDays, stricter.idleTimes) = (30, [IdleTime("5")!, IdleTime("candidate=60")!])
    try stricter.checkProfile()
    #expect(stricter.profiled.options.lifetimes.idle(.site) == 300)
    #expect(stricter.profiled.options.lifetimes.candidateIdle == 3600)
  }

  @Test(
    "Times without use are read as they are typed",
    arguments: [
      ("30", "staff 30"), ("staff=5", "staff 5"), ("candidate=20", "candidate 20"), ("admin=10", "role(admin) 10"),
      ("0", nil), ("721", nil), ("x=10", nil), ("admin=", nil), ("", nil), ("a=b=3", nil),
    ] as [(String, String?)]) func idle(text: String, expected: String?)
  {
    let time = IdleTime(text)
    let told = time.map { time in
      switch time.who {
      case .staff: "staff \(time.minutes)"
      case .candidate: "candidate \(time.minutes)"
      case .role(let role): "role(\(role.rawValue)) \(time.minutes)"
      }
    }
    #expect(told == expected)
  }
}
