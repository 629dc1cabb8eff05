import ArgumentParser
import ImageKit
import ReviewStore
import Wording

/// `uploadprep policy check`
struct PolicyCheck: Command {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: words("Explains what is wrong with a policy file.", "检查考区规则文件，逐行说明错误。"))
  @Argument(help: help("The file.", "规则文件。", value: "file"), completion: .policy) var file: String
  @OptionGroup var global: GlobalOptions

  func run(with console: Console) async throws -> ExitStatus {
    let policy = try Policy.named(file)
    try console.tell(
      ["file": .string(file), "ok": true, "id": .string(policy.id)],
      people: console.text(Bilingual("\(policy.id) is a good policy.", "\(policy.id) 没有问题。")))
    return .done
  }
}
