/// The level of protection that an office has to show, after GB/T 22239.
enum SecurityProfile: String, CaseIterable, Sendable {
  /// Level 2.
  case mlps2
  /// Level 3.
  case mlps3

  /// Minutes without use after which staff are signed out, at most.
  var staffIdleMinutes: Int { self == .mlps3 ? 10 : 30 }
  /// Days after which staff change their password, at most.
  var passwordDays: Int { self == .mlps3 ? 90 : 180 }
  /// Whether staff sign in with a second factor.
  var needsSecondFactor: Bool { self == .mlps3 }
  /// Days since the last backup, at most.
  var backupDays: Int { self == .mlps3 ? 2 : 7 }

  /// Throws for the value of an option that names none.
  static func requireKnown(_ option: String?) throws {
    guard option.map({ SecurityProfile(rawValue: $0) != nil }) ?? true else {
      throw usage("--profile is mlps2 or mlps3.", "--profile 应为 mlps2 或 mlps3。")
    }
  }
}

extension ServeSettings {
  /// These settings, with what the profile asks for where they say nothing. What they say themselves stays, and is
  /// checked.
  var profiled: ServeSettings {
    guard let profile else { return self }
    var settings = self
    if profile.needsSecondFactor { settings.secondFactor = secondFactor ?? .required }
    settings.passwordDays = passwordDays ?? profile.passwordDays
    settings.idleTimes = [IdleTime(.staff, minutes: profile.staffIdleMinutes)] + idleTimes
    return settings
  }
}
