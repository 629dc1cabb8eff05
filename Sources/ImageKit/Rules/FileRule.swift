/// A rule that a file must meet to be accepted, judged by its headers and the flaws in its data.
///
/// Each rule is a type in its own file, reads only the evidence, and makes no decision that belongs to another rule. To
/// add a rule, add a file and a line in `fileRules`.
protocol FileRule: Sendable {
  /// The rule's finding, or nil if the file meets the rule or the evidence is missing.
  func finding(on evidence: FileEvidence) -> Finding?
}

/// All file rules. ``Finding/inReadingOrder(_:)`` sorts their findings.
let fileRules: [any FileRule] = [
  ReadableRule(),
  FormatRule(),
  TruncationRule(),
  CorruptionRule(),
  FileSizeRule(),
  FewBytesRule(),
  UprightRule(),
  PixelSizeRule(),
  SideRule(),
  RatioRule(),
  DotsRule(),
  ColourRule(),
  BackgroundRule(),
  NamePatternRule(),
  FolderRule(),
  FileNameRule(),
  SinglePictureRule(),
  ColourProfileRule(),
  UntidyFileRule(),
  LocationRule(),
]

extension FileEvidence {
  /// The findings of all file rules, the most important first.
  var findings: [Finding] { Finding.inReadingOrder(fileRules.compactMap { $0.finding(on: self) }) }
}
