/// One rule that a picture's content should meet, judged by what was measured of its pixels.
///
/// A rule is a type of its own in a file of its own, looks only at what was measured, and takes no decision that
/// another rule takes. A new rule is one more file and one more line in `contentRules`.
protocol ContentRule: Sendable {
  /// The rule's finding, or nil when the picture meets the rule.
  func finding(on sight: Sight) -> Finding?
}

/// Every content rule. The findings are put in order by ``Finding/inReadingOrder(_:)``.
let contentRules: [any ContentRule] = [
  ContentUprightRule(),
  BlankRule(),
  CutOffRule(),
  SharpnessRule(),
  TextSizeRule(),
  DarknessRule(),
  GlareRule(),
  ContrastRule(),
]

extension Sight {
  /// What the content rules find, the most important first.
  var findings: [Finding] { Finding.inReadingOrder(contentRules.compactMap { $0.finding(on: self) }) }
}

extension FileEvidence {
  /// The findings about the file and, if it was examined, about its content; the most important first.
  ///
  /// - Parameter more: Findings of the content that no content rule makes.
  func findings(and sight: Sight?, _ more: [Finding] = []) -> [Finding] {
    Finding.inReadingOrder(findings + (sight?.findings ?? []) + more)
  }
}
