import Wording

/// The content must be in a format that the portal accepts, whatever the file name says.
struct FormatRule: FileRule {
  func finding(on evidence: FileEvidence) -> Finding? {
    if case .notAPicture(let found?)? = evidence.failure, found.showsAPicture {
      let error = DecodingError.notAPicture(found: found)
      return Finding(.wrongFormat, .error, error.explanation, remedy: error.remedy.map(Finding.Remedy.reading))
    }
    guard let format = evidence.facts?.format, !evidence.rules.formats.contains(format) else { return nil }
    let taken = evidence.rules.formats.map(\.name).sorted().joined(separator: "/")
    return Finding(
      .wrongFormat, .error,
      Bilingual(
        "This is \(format.name), and the portal takes \(taken).",
        "这是 \(format.name) 图片，系统只接受 \(taken)。"),
      remedy: evidence.remedy)
  }
}
