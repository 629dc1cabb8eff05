import ImageKit
import Wording

/// The argument parser's own words, which it has in English only.
enum HelpWording {
  private static let headings: KeyValuePairs = [
    "OVERVIEW: ": "", "USAGE: ": "用法：", "Usage: ": "用法：", "ARGUMENTS:": "参数：", "OPTIONS:": "选项：",
    "SUBCOMMANDS:": "子命令：", "Error: ": "错误：", "Help:  ": "说明：",
  ]
  private static let phrases: KeyValuePairs = [
    "(default: ": "(默认：", "(values: ": "(可选：", "; default:": "；默认：", "Show the version.": "显示版本。",
    "The value '": "值 '", "' is invalid for '": "' 不适用于 '", ". Please provide one of ": "，可选：", "' or '": "' 或 '",
    "' and '": "' 或 '", "Missing expected argument ": "缺少参数 ", "Unexpected argument ": "多余的参数 ",
    " unexpected arguments: ": " 个多余的参数：", "Missing value for ": "缺少选项的值：", "Unknown option ": "没有选项 ",
    ". Did you mean ": "，是否想用 ", "  See '": "  详见 '", "' for more information.": "'。",
    "Show help information.": "显示帮助。", "Show subcommand help information.": "显示子命令的帮助。",
  ]

  /// A page or message with its headings, and what stands behind options, in a language.
  static func translated(_ page: String, into language: Language) -> String {
    guard language == .chinese else { return page }
    return page.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      var line = String(line)
      if let (heading, own) = headings.first(where: { line.hasPrefix($0.key) }) {
        line = own + line.dropFirst(heading.count)
      }
      for (phrase, own) in phrases { line = line.replacing(phrase, with: own) }
      return line
    }.joined(separator: "\n")
  }
}
