import Logging
import ReviewWeb
import RuleSets
import Wording

/// How the portal is run. Each setting comes from an option, else from the file of settings, else it has its default.
struct ServeSettings {
  /// The store's folder; nil for the default of all commands.
  var store: String?
  /// The level of protection that the settings have to reach.
  var profile: SecurityProfile?
  /// The address to listen at.
  var host: String?
  /// The port.
  var port: Int?
  /// The address under which people reach the portal.
  var origin: PortalOrigin?
  /// The certificate chain.
  var certificate: String?
  /// The certificate's private key.
  var key: String?
  /// The addresses of trusted proxies.
  var trustedProxies: [String] = []
  /// How many pictures are worked on at once.
  var jobs: Int?
  /// Seconds in which a balancer notices that the portal is going to stop.
  var drain: Int?
  /// Whether staff must have a second factor.
  var secondFactor: Demand?
  /// After how many days staff have to change their password.
  var passwordDays: Int?
  /// How long visits may be idle, where it is not the usual time.
  var idleTimes: [IdleTime] = []
  /// How much is logged.
  var log: Logger.Level?

  /// These settings, and those of another where these have none.
  func over(_ other: ServeSettings) -> ServeSettings {
    ServeSettings(
      store: store ?? other.store, profile: profile ?? other.profile, host: host ?? other.host,
      port: port ?? other.port, origin: origin ?? other.origin,
      certificate: certificate ?? other.certificate, key: key ?? other.key,
      trustedProxies: trustedProxies.isEmpty ? other.trustedProxies : trustedProxies, jobs: jobs ?? other.jobs,
      drain: drain ?? other.drain, secondFactor: secondFactor ?? other.secondFactor,
      passwordDays: passwordDays ?? other.passwordDays, idleTimes: other.idleTimes + idleTimes, log: log ?? other.log)
  }

  /// What the portal is told of them.
  var options: PortalOptions {
    var options = PortalOptions()
    if let host { options.host = host }
    if let port { options.port = port }
    options.origin = origin
    if let jobs { options.picturesAtOnce = jobs }
    if let drain { options.drainSeconds = drain }
    options.isSecondFactorRequired = secondFactor == .required
    options.passwordDays = passwordDays
    options.backups.days = (profile ?? .mlps2).backupDays
    options.backups.areExpected = profile != nil
    options.lifetimes = SessionLifetimes(idleTimes)
    options.trustedProxies = Set(trustedProxies)
    if let certificate, let key { options.certificate = PortalOptions.Certificate(chain: certificate, key: key) }
    return options
  }
}

extension ServeSettings {
  /// Reads a file of settings.
  ///
  /// - Throws: `bad-settings` with every mistake and its line.
  init(file: Path) throws(Failure) {
    let name = Printable.name(file.text)
    guard let yaml = String(validating: try FileReading.bytes(ofText: file), as: UTF8.self) else {
      throw Failure(
        .unreadableData, code: "bad-settings", Bilingual("The file is not UTF-8 text.", "文件不是 UTF-8 文本。"), input: name)
    }
    let mistakes = FileMistakes()
    self.init()
    if let top = mistakes.mapping(in: yaml) { read(top) }
    guard mistakes.count == 0 else {
      let summary = FileMistake.summary(of: mistakes.byLine)
      throw Failure(
        .unreadableData, code: "bad-settings",
        Bilingual("The settings cannot be used. \(summary.english)", "设置有误。\(summary.chinese)"), input: name,
        reasons: mistakes.byLine.map(Failure.Reason.init))
    }
  }

  private mutating func read(_ top: YAMLMapping) {
    store = top.optionalText("store")
    if top.node("profile") != nil { profile = top.choice("profile") }
    host = top.optionalText("host")
    if top.node("port") != nil { port = top.number("port", in: 0...65535) }
    if let text = top.optionalText("origin") {
      origin = PortalOrigin(text)
      if origin == nil {
        top.mistake(
          at: "origin", "`origin` is https:// and a host, without a path; on this machine http://localhost is enough.",
          "`origin` 应为 https:// 加主机名，不含路径；本机可用 http://localhost。")
      }
    }
    certificate = top.optionalText("certificate")
    key = top.optionalText("key")
    if (certificate == nil) != (key == nil) {
      top.mistake(
        at: certificate == nil ? "key" : "certificate", "`certificate` and `key` go together.",
        "`certificate` 与 `key` 须同时给出。")
    }
    trustedProxies = top.texts("trust-proxy")
    if !trustedProxies.allSatisfy(PortalOptions.isProxy) {
      top.mistake(
        at: "trust-proxy", "`trust-proxy` is a list of IP addresses, such as 127.0.0.1.",
        "`trust-proxy` 应为 IP 地址的列表，如 127.0.0.1。")
    }
    if top.node("jobs") != nil { jobs = top.number("jobs", in: 1...1024) }
    if top.node("decode-jobs") != nil {
      if jobs != nil { top.mistake(at: "decode-jobs", "It is another word for `jobs`.", "与 `jobs` 含义相同。") }
      jobs = top.number("decode-jobs", in: 1...1024)
    }
    if top.node("drain") != nil { drain = top.number("drain", in: 0...3600) }
    if top.node("second-factor") != nil { secondFactor = top.choice("second-factor") }
    if top.node("password-days") != nil { passwordDays = top.number("password-days", in: 1...3650) }
    for text in top.texts("idle-minutes") {
      if let time = IdleTime(text) {
        idleTimes.append(time)
      } else {
        top.mistake(
          at: "idle-minutes",
          "`idle-minutes` is a list of numbers from 1 to 720, or such numbers for a role: admin=10.",
          "`idle-minutes` 应为 1 至 720 的整数列表，可指明角色，如 admin=10。")
      }
    }
    if top.node("log") != nil { log = Logger.Level(rawValue: (top.choice("log") as Verbosity).rawValue) }
    top.finish()
  }

  /// What staff are asked for besides the password.
  enum Demand: String, CaseIterable {
    case offered, required
  }

  /// The levels of the log that can be chosen.
  enum Verbosity: String, CaseIterable {
    case debug, info, warning, error
  }
}
