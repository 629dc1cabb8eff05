import ArgumentParser
import ReviewStore

/// `uploadprep policy list`
struct PolicyList: Command {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: words("Lists the policies that ship.", "列出内置的考区规则。"))
  @OptionGroup var global: GlobalOptions

  func run(with console: Console) async throws -> ExitStatus {
    for id in Policy.shippedIDs {
      let policy = try Policy.named(id)
      try console.tell(
        ["id": .string(id), "name": .string(console.text(policy.name)), "source": .string(policy.source)],
        people: "\(Printable.pad(id, to: 16))\(console.text(policy.name))")
    }
    return .done
  }
}
