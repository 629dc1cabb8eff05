import ArgumentParser
import RuleSets

/// `uploadprep rules list`
struct RulesList: Command {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: words("Lists the rules that ship.", "列出内置的图片规则。"))
  @OptionGroup var global: GlobalOptions

  func run(with console: Console) async throws -> ExitStatus {
    for id in RuleSet.shippedIDs {
      let set = try RuleSet.named(id)
      try console.tell(
        [
          "id": .string(id), "name": .string(console.text(set.name)), "source": set.pictures.source?.json ?? .null,
        ], people: "\(Printable.pad(id, to: 20))\(console.text(set.name))")
    }
    return .done
  }
}
