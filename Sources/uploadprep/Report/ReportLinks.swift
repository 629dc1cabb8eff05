import Wording

/// The way from the report to the files it shows, so that a click opens them, also after both were copied elsewhere.
struct ReportLinks {
  /// The report's folder, without links.
  private let base: Path
  private var folders = CanonicalFolders()

  /// The ways from a report, or from the working directory if it goes to standard output.
  init(from report: Path) { base = (report == .standardStream ? Path(".") : report.parent).canonical }

  /// A relative address; nil for standard input.
  mutating func link(to input: Input) -> String? {
    guard !input.isStandardInput else { return nil }
    let folder = folders.canonical(input.path.parent).relative(to: base)
    return Escaping.percentEncoded(folder.appending(input.path.name).bytes)
  }
}
