import Wording

/// The files of one folder on the page; where each candidate has a folder, one candidate's.
struct ReportGroup {
  /// Where it stands among the groups, from 1.
  let number: Int
  /// The folder.
  let folder: Path
  /// Files of each verdict.
  private(set) var verdicts: [CheckedFile.Verdict: Int] = [:]
  private var filters: Set<String> = []

  /// An empty group.
  init(number: Int, folder: Path) {
    self.number = number
    self.folder = folder
  }

  /// Counts a file that belongs to it.
  mutating func count(_ file: CheckedFile) {
    verdicts[file.verdict, default: 0] += 1
    filters.formUnion(ReportCard.filters(of: file))
  }

  /// The group up to its first card. A filter that none of its cards passes hides it.
  var beginning: String {
    """
    <section class="group" id="\(anchor)" data-is="\(filters.sorted().joined(separator: " "))">
    <h2>\(name) <a href="#top" aria-label="↑">↑</a></h2>

    """
  }

  /// A link to the group, with how many of its files cannot be uploaded.
  var link: String {
    let all = verdicts.values.reduce(0, +)
    let failed = verdicts[.failed] ?? 0
    let mark = failed > 0 ? " class=\"failed\"" : ""
    return "<li><a href=\"#\(anchor)\"\(mark)>\(name)</a> <b>\(failed > 0 ? "\(failed)/" : "")\(all)</b></li>"
  }

  private var anchor: String { "g\(number)" }
  private var name: String { HTML.name(folder.text) }
}
