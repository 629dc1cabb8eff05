import Glibc
import ImageKit
import Wording

/// The page of `check --report`: a summary, then a card a picture, by the candidates' folders, failed ones first.
///
/// It is one file that needs nothing else and no network. Languages and filters are radio buttons that the style sheet
/// looks at; only the search is a script, and without scripts its field is not shown. Cards go to the disk as they come,
/// so that ten thousand pictures need no more memory than ten.
struct ReportPage: ~Copyable {
  private var file: OutputFile
  /// The finished groups.
  private var cards: SpoolFile
  /// The cards of the group that is being written, by verdict in the order in which they are shown.
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

  /// Adds a file's card. Files of one candidate are expected one after another.
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

  /// Writes the whole page and gives it its name.
  consuming func finish(_ summary: CheckSummary) throws(Failure) {
    try finishGroup()
    let head = ReportHead(summary: summary, groups: groups, language: language, time: Self.now)
    try file.write(head.html.utf8)
    try cards.copy(to: &file)
    try file.write("</main>\n\(ReportScript.search)\n</body>\n</html>\n".utf8)
    try file.commit()
  }

  /// The time of day here, as people write it in both languages.
  private static var now: String {
    var seconds = time(nil)
    var parts = tm()
    localtime_r(&seconds, &parts)
    var text = [CChar](repeating: 0, count: 32)
    strftime(&text, text.count, "%Y-%m-%d %H:%M", &parts)
    return text.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
  }
}
