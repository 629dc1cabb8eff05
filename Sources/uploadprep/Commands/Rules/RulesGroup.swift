import ArgumentParser

/// `uploadprep rules`: what portals accept of a picture.
struct RulesGroup: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules", abstract: words("What portals accept of a picture.", "各报名系统的图片规则。"),
    subcommands: [RulesList.self, RulesShow.self, RulesCheck.self])
}
