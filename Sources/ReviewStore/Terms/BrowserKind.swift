import Wording

/// A browser and its system in words, such as Firefox on Windows: enough that its owner recognizes it, too little to
/// follow anybody.
public struct BrowserKind: Sendable, Hashable {
  /// A family of browsers, or a program that uses the API.
  public enum Program: String, Sendable, CaseIterable {
    case firefox, edge, opera, wechat, qq, uc, quark, huawei, samsung, chrome, safari, other
    /// A program that uses the API.
    case api
  }

  /// A family of operating systems.
  public enum System: String, Sendable, CaseIterable {
    case windows, mac, linux, android, ios, harmony, other
  }

  /// The browser.
  public let program: Program
  /// The system that it runs on.
  public let system: System

  /// A browser on a system.
  public init(_ program: Program, on system: System) { (self.program, self.system) = (program, system) }

  /// A program that uses the API.
  public static let api = BrowserKind(.api, on: .other)

  /// As it is kept and logged: `firefox-windows`.
  public var code: String { "\(program.rawValue)-\(system.rawValue)" }

  /// The kind with a ``code``; unknown parts are `other`.
  public init(code: String) {
    let parts = code.split(separator: "-").map(String.init)
    self.init(
      parts.first.flatMap(Program.init(rawValue:)) ?? .other,
      on: parts.dropFirst().first.flatMap(System.init(rawValue:)) ?? .other)
  }

  /// The words for people.
  public var name: Bilingual {
    let program = program.name
    guard let system = system.name else { return program }
    return Bilingual("\(program.english) on \(system)", "\(program.chinese)（\(system)）")
  }
}

extension BrowserKind.Program {
  fileprivate var name: Bilingual {
    switch self {
    case .firefox: Bilingual("Firefox", "Firefox")
    case .edge: Bilingual("Edge", "Edge")
    case .opera: Bilingual("Opera", "Opera")
    case .wechat: Bilingual("WeChat", "微信")
    case .qq: Bilingual("QQ Browser", "QQ 浏览器")
    case .uc: Bilingual("UC Browser", "UC 浏览器")
    case .quark: Bilingual("Quark", "夸克")
    case .huawei: Bilingual("Huawei Browser", "华为浏览器")
    case .samsung: Bilingual("Samsung Internet", "三星浏览器")
    case .chrome: Bilingual("Chrome", "Chrome")
    case .safari: Bilingual("Safari", "Safari")
    case .other: Bilingual("another browser", "其他浏览器")
    case .api: Bilingual("a program by the API", "接口程序")
    }
  }
}

extension BrowserKind.System {
  fileprivate var name: String? {
    switch self {
    case .windows: "Windows"
    case .mac: "macOS"
    case .linux: "Linux"
    case .android: "Android"
    case .ios: "iOS"
    case .harmony: "HarmonyOS"
    case .other: nil
    }
  }
}
