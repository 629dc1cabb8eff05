/// One rule that a file must meet to be accepted, judged by its headers and what is wrong with its data.
///
/// A rule is a type of its own in a file of its own, looks only at the evidence, and takes no decision that another rule
/// takes. A new rule is one more file and one more line in `fileRules`.
protocol FileRule: Sendable {
  /// The rule's finding, or nil when the file meets the rule or the evidence is missing.
  func finding(on evidence: FileEvidence) -> Finding?
}

/// Every file rule. The findings are put in order by ``Finding/inReadingOrder(_:)``.
let fileRules: [any FileRule] = [
  ReadableRule(),
  FormatRule(),
  TruncationRule(),
  CorruptionRule(),
  FileSizeRule(),
  UprightRule(),
  PixelSizeRule(),
  FileNameRule(),
  SinglePictureRule(),
  ColourProfileRule(),
  UntidyFileRule(),
  LocationRule(),
]

extension FileEvidence {
  /// What the file rules find, the most important first.
  var findings: [Finding] { Finding.inReadingOrder(fileRules.compactMap { $0.finding(on: self) }) }
}
