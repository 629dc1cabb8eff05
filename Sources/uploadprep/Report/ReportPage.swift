import Glibc
import ImageKit
import Wording

/// The HTML page of `check --report`: a summary, then one card per picture, grouped by candidate's folder, failed ones
/// first.
///
/// The page is one file without external resources. Languages and filters are radio buttons that the style sheet
/// evaluates; only the search is a script, and without scripts its field is not shown. Cards are written to disk as
/// they arrive, so that memory does not grow with the number of pictures.
struct ReportPage: ~Copyable {
  private var file: OutputFile
  /// The finished groups.
  private var cards: SpoolFile
  /// The cards of the current group by verdict, in the order in which they are shown.
  private var failed: SpoolFile
  private var doubtful: SpoolFile
  private var fine: SpoolFile
  private var groups: [ReportGroup] = []
  private var links: ReportLinks
  private let language: Language

  /// Begins a page.
  static func begin(at path: Path, replacing: Bool, language: Language) throws(Failure) -> ReportPage {
    ReportPage(
      file: try OutputFile(path, replacing: replacing), cards: try SpoolFile(beside: path),
      failed: try SpoolFile(beside: path), doubtful: try SpoolFile(beside: path), fine: try SpoolFile(beside: path),
      links: ReportLinks(from: path), language: language)
  }

  /// Adds a file's card. The files of one candidate must come one after another.
  mutating func add(_ checked: CheckedFile, from input: Input) throws(Failure) {
    let folder = input.candidateFolder
    if groups.last?.folder != folder {
      try finishGroup()
      groups.append(ReportGroup(number: groups.count + 1, folder: folder))
    }
    groups[groups.count - 1].count(checked)
    let card = ReportCard(checked, link: links.link(to: input)).html
    switch checked.verdict {
    case .failed: try failed.write(card.utf8)
    case .doubtful: try doubtful.write(card.utf8)
    case .fine: try fine.write(card.utf8)
    }
  }

  private mutating func finishGroup() throws(Failure) {
    guard let group = groups.last else { return }
    try cards.write(group.beginning.utf8)
    try failed.move(to: &cards)
    try doubtful.move(to: &cards)
    try fine.move(to: &cards)
    try cards.write("</section>\n".utf8)
  }

  /// Writes the whole page and commits the file.
  consuming func finish(_ summary: CheckSummary) throws(Failure) {
    try finishGroup()
    let head = ReportHead(summary: summary, groups: groups, language: language, time: Self.now)
    try file.write(head.html.utf8)
    try cards.copy(to: &file)
    try file.write("</main>\n\(ReportScript.search)\n</body>\n</html>\n".utf8)
    try file.commit()
  }

  /// The local time, in a format that both languages use.
  private static var now: String {
    var seconds = time(nil)
    var parts = tm()
    localtime_r(&seconds, &parts)
    var text = [CChar](repeating: 0, count: 32)
    strftime(&text, text.count, "%Y-%m-%d %H:%M", &parts)
    return text.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
  }
}
