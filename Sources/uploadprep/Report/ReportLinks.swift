import Wording

/// Relative links from the report to the files it shows. They still work after the report and the files are copied
/// together.
struct ReportLinks {
  /// The canonical path of the report's folder.
  private let base: Path
  private var folders = CanonicalFolders()

  /// Links from a report; from the working directory if the report goes to standard output.
  init(from report: Path) { base = (report == .standardStream ? Path(".") : report.parent).canonical }

  /// A relative URL; nil for standard input.
  mutating func link(to input: Input) -> String? {
    guard !input.isStandardInput else { return nil }
    let folder = folders.canonical(input.path.parent).relative(to: base)
    return Escaping.percentEncoded(folder.appending(input.path.name).bytes)
  }
}
