import ArgumentParser
import RuleSets
import Wording

/// `uploadprep rules check`
struct RulesCheck: Command {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: words("Explains what is wrong with a file of rules.", "检查图片规则文件，逐行说明错误。"))
  @Argument(help: help("The file.", "规则文件。", value: "file"), completion: .rules) var file: String
  @OptionGroup var global: GlobalOptions

  func run(with console: Console) async throws -> ExitStatus {
    let set = try RuleSet.named(file)
    try console.tell(
      ["file": .string(file), "ok": true, "id": .string(set.id)],
      people: console.text(
        Bilingual("\(set.id) is a good rule set: it can be met.", "\(set.id) 没有问题，可以满足。")))
    return .done
  }
}
