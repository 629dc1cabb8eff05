/// One rule that a picture must meet to be accepted.
///
/// A rule is a type of its own in a file of its own under `Rules/`, looks only at the evidence, and takes no decision
/// that another rule takes. A new rule is one more file and one more line in `all`.
protocol InspectionRule: Sendable {
  /// The rule's finding, or nil when the picture meets the rule or the evidence is missing.
  func finding(on evidence: Evidence) -> Finding?
}

/// Every rule, in the order in which people should read the findings: those first that make the others pointless.
let inspectionRules: [any InspectionRule] = [
  ReadableRule(),
  FormatRule(),
  TruncationRule(),
  CorruptionRule(),
  FileSizeRule(),
  UprightRule(),
  ContentUprightRule(),
  PixelSizeRule(),
  FileNameRule(),
  SinglePictureRule(),
  ColourProfileRule(),
  UntidyFileRule(),
  LocationRule(),
  BlankRule(),
  CutOffRule(),
  SharpnessRule(),
  TextSizeRule(),
  DarknessRule(),
  GlareRule(),
  ContrastRule(),
]
