import Wording

/// Translates ArgumentParser's error messages into Chinese.
enum ParserWording {
  /// The message in Chinese. The command's own sentences are already in the user's language and are kept.
  static func chinese(_ message: String) -> String {
    let parts = message.split(separator: "\n   or: ").map(String.init)
    let known = parts.map(sentence)
    if !known.contains(nil) { return known.compactMap(\.self).joined(separator: "\n或者：") }
    return isChinese(message) ? message : "命令的用法有误，请用 --help 查看用法。"
  }

  private static func isChinese(_ text: String) -> Bool {
    text.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
  }

  private static func sentence(_ message: String) -> String? {
    if let match = message.wholeMatch(of: #/Unknown option '(.*?)'(?:\. Did you mean '(.*)'\?)?/#) {
      return "没有选项 \(match.1)" + (match.2.map { "，是否想用 \($0)？" } ?? "。")
    }
    if let match = message.wholeMatch(of: #/Missing value for '(.*?)'(?: in '(.*)')?/#) {
      return "选项 \(named(match.1)) 缺少值" + (match.2.map { "（在 \($0) 中）。" } ?? "。")
    }
    if let match = message.wholeMatch(of: #/The option '(.*?)' does not take any value, but '(.*)' was specified\./#) {
      return "选项 \(match.1) 不带值，却给出了“\(match.2)”。"
    }
    if let match = message.wholeMatch(of: #/Unexpected argument '(.*)'/#) { return "多余的参数“\(match.1)”。" }
    if let match = message.wholeMatch(of: #/([0-9]+) unexpected arguments: '(.*)'/#) {
      return "\(match.1) 个多余的参数：“\(list(match.2))”。"
    }
    if let match = message.wholeMatch(of: #/Value to be set with flag '(.*)' had already been set with flag '(.*)'/#) {
      return "\(match.1) 与 \(match.2) 只能选一个。"
    }
    if let match = message.wholeMatch(of: #/Missing expected argument '(.*?)'/#) { return "缺少参数 \(named(match.1))。" }
    if let match = message.wholeMatch(of: #/Missing one of: '(.*)'/#) { return "缺少以下参数之一：“\(named(list(match.1)))”。" }
    if message == "Missing required subcommand." { return "缺少子命令。" }
    if let match = message.wholeMatch(of: #/Invalid option: (.*)/#) { return "无效的选项 \(match.1)。" }
    if message.hasPrefix("Can't ") {
      return "无法为该命令行环境生成补全脚本，请使用 --generate-completion-script=zsh、bash 或 fish。"
    }
    return invalidValue(message)
  }

  private static func invalidValue(_ message: String) -> String? {
    let pattern = #/(?s)The value '(.*)' is invalid for '(.*?)'(?:\. Please provide one of (.*)|: (.*))?/#
    guard let match = message.wholeMatch(of: pattern) else { return nil }
    let beginning = "\(named(match.2)) 的值“\(match.1)”无效"
    if let values = match.3 {
      // Either the form "'a', 'b' or 'c'." or a list of lines.
      let names = values.matches(of: #/'(.*?)'|  - (.*)/#).map { String($0.1 ?? $0.2 ?? "") }
      return beginning + "，可用的值有：" + names.joined(separator: "、") + "。"
    }
    if let reason = match.4, isChinese(String(reason)) { return beginning + "：\(reason)" }
    return beginning + "。"
  }

  private static func named(_ text: some StringProtocol) -> String { HelpWording.named(String(text)) }
  private static func list(_ text: Substring) -> String { text.split(separator: "', '").joined(separator: "”、“") }
}
