import ArgumentParser
import RuleSets

/// `uploadprep rules show`
struct RulesShow: Command {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: words("Shows a rule set readably.", "查看图片规则。"))
  @Argument(help: help("A rule set's id, or its file.", "规则编号或规则文件。", value: "id|file"), completion: .rules)
  var rules: String
  @Flag(help: help("Prints the file itself, to start another from.", "输出规则文件原文，便于另写规则。"))
  var yaml = false
  @OptionGroup var global: GlobalOptions

  func run(with console: Console) async throws -> ExitStatus {
    let set = try RuleSet.named(rules)
    if yaml {
      let text = try RuleSet.text(named: rules)
      try console.tell(["yaml": .string(text)], people: text.last == "\n" ? String(text.dropLast()) : text)
    } else {
      let sheet = RuleSheet(set: set)
      try console.tell(sheet.json(in: console.language), people: sheet.text(in: console.language))
    }
    return .done
  }
}
