import ArgumentParser

/// `uploadprep policy`: the rules of each region.
struct PolicyGroup: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "policy", abstract: words("The rules of regions.", "考区规则。"),
    subcommands: [PolicyList.self, PolicyShow.self, PolicyCheck.self])
}
