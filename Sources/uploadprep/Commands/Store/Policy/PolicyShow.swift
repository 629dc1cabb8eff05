import ArgumentParser
import ImageKit
import ReviewStore

/// `uploadprep policy show`
struct PolicyShow: Command {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: words("Shows a policy readably.", "查看考区规则。"))
  @Argument(help: help("A policy's id, or its file.", "规则编号或规则文件。", value: "id|file"), completion: .policy)
  var policy: String
  @Flag(help: help("Prints the file itself, to start another from.", "输出规则文件原文，便于另写规则。"))
  var yaml = false
  @OptionGroup var global: GlobalOptions

  func run(with console: Console) async throws -> ExitStatus {
    let name = policy
    let policy = try Policy.named(name)
    if yaml {
      let text = try Policy.text(named: name).yaml
      try console.tell(["yaml": .string(text)], people: text.last == "\n" ? String(text.dropLast()) : text)
      return .done
    }
    try console.tell(policy.json(in: console.language), people: policy.sheet(in: console.language))
    return .done
  }
}
