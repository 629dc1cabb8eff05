import ArgumentParser
import ReviewStore
import RuleSets

extension CompletionKind {
  /// The built-in policies, and policy files.
  static let policy = custom { _, _, prefix in Policy.shippedIDs + files(beginning: prefix, ending: ["yaml", "yml"]) }

  /// The built-in rule sets, and files of rules.
  static let rules = custom { _, _, prefix in RuleSet.shippedIDs + files(beginning: prefix, ending: ["yaml", "yml"]) }

  /// The stages that an application can be moved to. The arguments before the stage are registration numbers.
  static let stage = list(["payment", "preparing", "passed", "failed"])

  /// Folders, and files with certain extensions, whose paths begin with the text typed so far.
  private static func files(beginning prefix: String, ending endings: [String]) -> [String] {
    let typed = Path(prefix)
    let folder = typed.bytes.contains(UInt8(ascii: "/")) ? typed.parent : Path(".")
    let names = (try? Folder.names(in: folder)) ?? []
    return names.filter { $0.starts(with: typed.name) }.compactMap { name in
      let path = typed.sibling(named: name)
      let isFolder = (try? FileStatus.of(path, followingLinks: true))?.isFolder ?? false
      guard isFolder || endings.contains(path.ending ?? "") else { return nil }
      return path.text + (isFolder ? "/" : "")
    }
  }
}
