import ArgumentParser
import ImageKit
import Wording

extension Language: ExpressibleByArgument {}

/// Options that every command has.
struct GlobalOptions: ParsableArguments {
  @Flag(help: help("One JSON object a line on standard output, for programs.", "标准输出每行一个 JSON 对象，供程序读取。"))
  var json = false

  @Option(
    help: help(
      "The language of messages: zh or en. Default: the locale's.", "消息语言：zh 或 en，默认随系统区域设置。", value: "language"))
  var lang: Language?

  /// The console for a command with these options.
  var console: Console { Console(json: json, language: lang ?? Language.ofLocale) }
}
