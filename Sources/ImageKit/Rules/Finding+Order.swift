extension Finding {
  /// The codes in the order in which people should read findings: those first that make the others pointless.
  private static let readingOrder: [Code] = [
    .unreadable, .wrongFormat, .truncated, .corrupt, .tooManyBytes, .notUpright, .tooSmall, .extensionMismatch,
    .multiplePictures, .brokenProfile, .untidyFile, .locationInside, .blank, .cutOff, .blurred, .smallText, .tooDark,
    .tooBright, .lowContrast, .orientationUndecided, .pageNotFound, .duplicate,
  ]

  private static let ranks = Dictionary(uniqueKeysWithValues: zip(readingOrder, 0...))

  /// Findings, the most important first. Those of one code stay in the order in which they were given.
  static func inReadingOrder(_ findings: [Finding]) -> [Finding] {
    func rank(_ finding: Finding) -> Int { ranks[finding.code] ?? ranks.count }
    return findings.enumerated().sorted { (rank($0.element), $0.offset) < (rank($1.element), $1.offset) }
      .map(\.element)
  }
}
