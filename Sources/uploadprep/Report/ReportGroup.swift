import Wording

/// The files of one folder on the page. Where each candidate has a folder, a group is one candidate.
struct ReportGroup {
  /// Its position among the groups, from 1.
  let number: Int
  /// The folder.
  let folder: Path
  /// The number of files with each verdict.
  private(set) var verdicts: [CheckedFile.Verdict: Int] = [:]
  private var filters: Set<String> = []

  /// An empty group.
  init(number: Int, folder: Path) {
    self.number = number
    self.folder = folder
  }

  /// Counts a file of the group.
  mutating func count(_ file: CheckedFile) {
    verdicts[file.verdict, default: 0] += 1
    filters.formUnion(ReportCard.filters(of: file))
  }

  /// The group's HTML before its first card. A filter that matches none of its cards hides the group.
  var beginning: String {
    """
    <section class="group" id="\(anchor)" data-is="\(filters.sorted().joined(separator: " "))">
    <h2>\(name) <a href="#top" aria-label="↑">↑</a></h2>

    """
  }

  /// A link to the group, with the number of its files that cannot be uploaded.
  var link: String {
    let all = verdicts.values.reduce(0, +)
    let failed = verdicts[.failed] ?? 0
    let mark = failed > 0 ? " class=\"failed\"" : ""
    return "<li><a href=\"#\(anchor)\"\(mark)>\(name)</a> <b>\(failed > 0 ? "\(failed)/" : "")\(all)</b></li>"
  }

  private var anchor: String { "g\(number)" }
  private var name: String { HTML.name(folder.text) }
}
