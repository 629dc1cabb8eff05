extension Finding {
  /// The codes in the order in which people should read findings: first those that make the later ones irrelevant.
  private static let readingOrder: [Code] = [
    .unreadable, .wrongFormat, .truncated, .corrupt, .tooManyBytes, .tooFewBytes, .notUpright, .tooSmall, .wrongSize,
    .wrongRatio, .wrongDots, .wrongColour, .wrongBackground, .wrongName, .wrongFolder, .tooFewFiles, .tooManyFiles,
    .setTooLarge, .extensionMismatch, .multiplePictures, .brokenProfile, .untidyFile, .locationInside, .wrongPaper,
    .wrongNumber, .blank, .cutOff, .blurred, .smallText, .tooDark,
    .tooBright, .lowContrast, .orientationUndecided, .pageNotFound, .duplicate,
  ]

  private static let ranks = Dictionary(uniqueKeysWithValues: zip(readingOrder, 0...))

  /// Sorts findings, the most important first. Findings with the same code keep their order.
  static func inReadingOrder(_ findings: [Finding]) -> [Finding] {
    func rank(_ finding: Finding) -> Int { ranks[finding.code] ?? ranks.count }
    return findings.enumerated().sorted { (rank($0.element), $0.offset) < (rank($1.element), $1.offset) }
      .map(\.element)
  }
}
