import ImageKit

/// The inspection's results for a photo that is being stored.
struct SeenPicture: Sendable {
  /// Warnings for the reviewer.
  let findings: [Finding]
  /// Perceptual hash; nil for a picture without features, such as a blank page.
  let hash: PerceptualHash?

  /// ImageKit's findings about a photo's content. Findings about the file alone are dropped: preparation corrects
  /// them.
  init(_ findings: [Finding], hash: PerceptualHash?) {
    let onlyOfTheFile: Set<Finding.Code> = [
      .extensionMismatch, .locationInside, .multiplePictures, .untidyFile, .brokenProfile,
      .orientationUndecided,
    ]
    self.findings = findings.filter { !onlyOfTheFile.contains($0.code) }
    self.hash = hash
  }
}
