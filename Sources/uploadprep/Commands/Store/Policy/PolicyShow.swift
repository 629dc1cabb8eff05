import ArgumentParser
import ImageKit
import ReviewStore

/// `uploadprep policy show`
struct PolicyShow: Command {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: words("Shows a policy readably.", "查看考区规则。"))
  @Argument(help: help("A policy's id, or its file.", "规则编号或规则文件。", value: "id|file"), completion: .policy)
  var policy: String
  @OptionGroup var global: GlobalOptions

  func run(with console: Console) async throws -> ExitStatus {
    let policy = try Policy.named(policy)
    try console.tell(policy.json(in: console.language), people: policy.sheet(in: console.language))
    return .done
  }
}
