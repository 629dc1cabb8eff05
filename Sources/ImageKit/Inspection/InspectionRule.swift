/// One rule that a picture must meet to be accepted.
///
/// A rule is a type of its own in a file of its own under `Rules/`, looks only at the evidence, and takes no decision
/// that another rule takes. A new rule is one more file and one more line in `all`.
protocol InspectionRule: Sendable {
  /// What the rule has to say, or nil when the picture meets it or the evidence does not reach that far.
  func finding(on evidence: Evidence) -> Finding?
}

/// Every rule, in the order in which people should read what they say: first what makes all else moot.
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
  LocationRule(),
  BlankRule(),
  CutOffRule(),
  SharpnessRule(),
  TextSizeRule(),
  DarknessRule(),
  GlareRule(),
  ContrastRule(),
]
