import ArgumentParser

/// `uploadprep clerk`
struct ClerkGroup: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "clerk", abstract: words("Lets clerks of workplaces upload for candidates.", "单位经办人代传。"),
    subcommands: [ClerkFind.self, ClerkAllow.self, ClerkRevoke.self, ClerkCandidates.self])
}
