import Glibc
import ImageKit
import Wording

/// The page of `check --report`: a summary, then a card a picture, failed ones first.
///
/// It is one file that needs nothing else, no network and no script: languages and filters are radio buttons that the
/// style sheet looks at. Cards go to the disk as they come, so that ten thousand pictures need no more memory than ten.
struct ReportPage: ~Copyable {
  private var file: OutputFile
  private var failed: SpoolFile
  private var doubtful: SpoolFile
  private var fine: SpoolFile
  private let language: Language

  /// Begins a page.
  static func begin(at path: Path, replacing: Bool, language: Language) throws(Failure) -> ReportPage {
    ReportPage(
      file: try OutputFile(path, replacing: replacing), failed: try SpoolFile(beside: path),
      doubtful: try SpoolFile(beside: path), fine: try SpoolFile(beside: path), language: language)
  }

  /// Adds a file's card.
  mutating func add(_ checked: CheckedFile) throws(Failure) {
    let card = ReportCard(checked).html
    switch checked.verdict {
    case .failed: try failed.write(card.utf8)
    case .doubtful: try doubtful.write(card.utf8)
    case .fine: try fine.write(card.utf8)
    }
  }

  /// Writes the whole page and gives it its name.
  consuming func finish(_ summary: CheckSummary) throws(Failure) {
    try file.write(ReportHead(summary: summary, language: language, time: Self.now).html.utf8)
    try failed.copy(to: &file)
    try doubtful.copy(to: &file)
    try fine.copy(to: &file)
    try file.write("</main>\n</body>\n</html>\n".utf8)
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
