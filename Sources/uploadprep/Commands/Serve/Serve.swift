import ArgumentParser
import Glibc
import ImageKit
import Logging
import NIOCore
import ReviewStore
import ReviewWeb
import Wording

/// `uploadprep serve`: runs the web portal for candidates and staff.
struct Serve: Command {
  static let configuration = CommandConfiguration(
    abstract: words(
      "Serves the portal: candidates upload and staff review in a browser.", "启动网站：考生上传材料，工作人员在线审核。"),
    discussion: words(
      "Listens on this machine only, unless --host says otherwise. Give --certificate and --key for TLS, or put a proxy "
        + "with TLS in front and name it with --trust-proxy. The first SIGTERM or Ctrl-C finishes uploads under way, the "
        + "second ends at once.",
      "默认只在本机监听，可用 --host 修改。用 --certificate 和 --key 启用 TLS，或在前面放置带 TLS 的代理并用 --trust-proxy 指明。"
        + "第一次 SIGTERM 或 Ctrl-C 会等待正在进行的上传完成，第二次立即结束。"))

  @Option(
    help: help(
      "A YAML file with these settings under the options' names, such as `port: 8080`, and `store`. Options given here "
        + "override it.",
      "含以下设置的 YAML 文件，键名与选项名相同（如 `port: 8080`），另有 `store`；此处给出的选项优先。", value: "file"))
  var config: Path?
  @Option(
    help: help(
      "Settings for a level of protection after GB/T 22239: mlps2 or mlps3. Weaker settings are refused. Default: none.",
      "按 GB/T 22239 第二级或第三级设置并检查：mlps2 或 mlps3；低于要求的设置不予启动。默认无。", value: "profile"))
  var profile: String?
  @Option(help: help("The address to listen at. Default: 127.0.0.1.", "监听地址，默认 127.0.0.1。", value: "address"))
  var host: String?
  @Option(help: help("The port; 0 for any that is free. Default: 8080.", "端口，0 表示任选空闲端口，默认 8080。"))
  var port: Int?
  @Option(
    help: help(
      "The address under which people reach the portal, such as https://review.example.cn. Passkeys need it. Default: none.",
      "用户访问本网站的网址，如 https://review.example.cn；使用通行密钥须设置。默认无。", value: "url"))
  var origin: String?
  @Option(help: help("The certificate chain (PEM), leaf first.", "证书链文件（PEM）。", value: "file")) var certificate: Path?
  @Option(help: help("The certificate's private key (PEM).", "证书私钥文件（PEM）。", value: "file")) var key: Path?
  @Option(
    help: help(
      "A proxy's address whose X-Forwarded-For and X-Forwarded-Proto are believed; may be repeated.",
      "可信代理的地址，采信其 X-Forwarded-For 与 X-Forwarded-Proto；可多次给出。", value: "address"))
  var trustProxy: [String] = []
  @Option(
    name: [.customLong("jobs"), .customLong("decode-jobs")],
    help: help("How many pictures are worked on at once. Default: the cores and one.", "同时处理的图片数，默认为处理器核数加一。"))
  var jobs: Int?
  @Option(
    help: help(
      "How many seconds it goes on after the first signal while /readyz already refuses, so that a balancer sends "
        + "requests elsewhere. Default: 0.",
      "收到第一次信号后继续服务的秒数，其间 /readyz 已返回 503，便于负载均衡器转走请求；默认 0。", value: "n"))
  var drain: Int?
  @Option(
    help: help(
      "Whether staff must sign in with a code or a passkey besides the password: required or offered. Default: offered.",
      "工作人员登录是否必须使用双因素认证：required（必须）或 offered（自愿），默认 offered。", value: "demand"))
  var secondFactor: String?
  @Option(
    help: help(
      "Days after which staff have to change their password. Default: never.", "工作人员须更换密码的天数，默认不限。", value: "n"))
  var passwordDays: Int?
  @Option(
    help: help(
      "Minutes without use after which staff are signed out; with a role, or candidate, in front as in admin=10, theirs; "
        + "may be repeated. Default: 120, and candidate=30.",
      "无操作自动退出的分钟数（工作人员）；可在前面写角色或 candidate，如 admin=10；可多次给出。默认 120，candidate=30。",
      value: "n"))
  var idleMinutes: [String] = []
  @Option(
    help: help(
      "How much is logged to standard error: debug, info, warning, error. Never anything personal. Default: info.",
      "写到标准错误的日志级别：debug、info、warning、error，默认 info；不含任何个人信息。", value: "level"))
  var log: String?
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions

  var needsOutput: Bool { false }

  func validate() throws {
    guard (0...65535).contains(port ?? 0) else {
      throw usage("--port is a number up to 65535.", "--port 应为不大于 65535 的数。")
    }
    try SecurityProfile.requireKnown(profile)
    guard (certificate == nil) == (key == nil) else {
      throw usage("--certificate and --key go together.", "--certificate 与 --key 须同时给出。")
    }
    guard trustProxy.allSatisfy(PortalOptions.isProxy) else {
      throw usage("--trust-proxy is an IP address, such as 127.0.0.1.", "--trust-proxy 应为 IP 地址，如 127.0.0.1。")
    }
    guard origin.map({ PortalOrigin($0) != nil }) ?? true else {
      throw usage(
        "--origin is https:// and a host, without a path; on this machine http://localhost is enough.",
        "--origin 应为 https:// 加主机名，不含路径；本机可用 http://localhost。")
    }
    if let jobs { try requirePositive(jobs, "--jobs") }
    guard (0...3600).contains(drain ?? 0) else {
      throw usage("--drain is a number of seconds up to 3600.", "--drain 应为不大于 3600 的秒数。")
    }
    guard secondFactor.map({ ServeSettings.Demand(rawValue: $0) != nil }) ?? true else {
      throw usage("--second-factor is required or offered.", "--second-factor 应为 required 或 offered。")
    }
    guard (1...3650).contains(passwordDays ?? 1) else {
      throw usage("--password-days is a number from 1 to 3650.", "--password-days 应为 1 至 3650 的整数。")
    }
    guard idleMinutes.allSatisfy({ IdleTime($0) != nil }) else {
      throw usage(
        "--idle-minutes is a number from 1 to 720, or such a number for a role: admin=10.",
        "--idle-minutes 应为 1 至 720 的整数，或指明角色，如 admin=10。")
    }
    guard log.map({ ServeSettings.Verbosity(rawValue: $0) != nil }) ?? true else {
      throw usage("--log is debug, info, warning or error.", "--log 应为 debug、info、warning 或 error。")
    }
  }

  func run(with console: Console) async throws -> ExitStatus {
    let file = try config.map { file throws(Failure) in try ServeSettings(file: file) } ?? ServeSettings()
    let settings = given.over(file)
    try settings.checkProfile()
    let options = settings.profiled.options
    AllocatorTuning.keepMemoryBetweenPictures(atOnce: options.picturesAtOnce)
    let portal: Portal
    do {
      let store = try ReviewStore(at: settings.store ?? place.path)
      console.warn(of: store.policy.stampError(region: store.regionName.chinese))
      for demand in try settings.unmet(in: store) {
        let title = demand.title(settings.profile)
        console.note(
          Bilingual(
            "Not met: \(title.english) (\(demand.remedy.english)).", "未满足：\(title.chinese)（\(demand.remedy.chinese)）。"))
      }
      portal = try Portal(store, options: options, logger: logger(settings.log ?? .info))
    } catch {
      throw Failure(review: error)
    }
    Interruption.setGracefulStop { _ in portal.stop() }
    let host = options.host
    let scheme = options.certificate == nil ? "http" : "https"
    do {
      try await portal.run { port in
        let address = "\(scheme)://\(host.contains(":") ? "[\(host)]" : host):\(port)/"
        try? console.tell(
          ["url": .string(address), "port": .integer(port)],
          people: console.text(
            Bilingual("The portal is at \(address) (Ctrl-C stops it).", "网站地址：\(address)（按 Ctrl-C 停止）。")))
      }
    } catch let error as CertificateError {
      throw Failure(error, .unreadableData)
    } catch {
      throw Failure(
        .cannotCreate, code: "cannot-serve",
        Bilingual(
          "The portal cannot listen at \(host), port \(options.port) (\(reason(error).english)). Choose another with --host or --port.",
          "无法在 \(host) 端口 \(options.port) 提供服务（\(reason(error).chinese)），请用 --host 或 --port 另选。"))
    }
    return .done
  }

  private func reason(_ error: any Error) -> Bilingual {
    switch error {
    case let error as IOError: SystemError.words(error.errnoCode)
    default: Bilingual("\(error)", "地址无法使用")
    }
  }

  /// What the options say. The store's folder from the environment gives way to the file's, but one that an option names
  /// does not.
  private var given: ServeSettings {
    ServeSettings(
      store: place.store?.text, profile: profile.flatMap(SecurityProfile.init), host: host, port: port,
      origin: origin.flatMap(PortalOrigin.init),
      certificate: certificate?.text, key: key?.text,
      trustedProxies: trustProxy, jobs: jobs, drain: drain,
      secondFactor: secondFactor.flatMap(ServeSettings.Demand.init), passwordDays: passwordDays,
      idleTimes: idleMinutes.compactMap(IdleTime.init),
      log: log.flatMap { Logger.Level(rawValue: $0) })
  }

  private func logger(_ level: Logger.Level) -> Logger {
    var logger = Logger(label: "portal") { StreamLogHandler.standardError(label: $0) }
    logger.logLevel = level
    return logger
  }
}
