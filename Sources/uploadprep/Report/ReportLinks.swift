import Wording

/// The way from the report to the files it shows, so that a click opens them, also after both were copied elsewhere.
struct ReportLinks {
  /// The report's folder, without links.
  private let base: Path
  private var folders: [Path: Path] = [:]

  /// The ways from a report, or from the working directory if it goes to standard output.
  init(from report: Path) { base = (report == .standardStream ? Path(".") : report.parent).canonical }

  /// A relative address; nil for standard input.
  mutating func link(to input: Input) -> String? {
    guard !input.isStandardInput else { return nil }
    let parent = input.path.parent
    let folder = folders[parent] ?? parent.canonical.relative(to: base)
    folders[parent] = folder
    let path = folder.bytes.isEmpty ? Path(bytes: input.path.name) : folder.appending(input.path.name)
    return Escaping.percentEncoded(path.bytes)
  }
}
