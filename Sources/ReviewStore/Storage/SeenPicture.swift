import ImageKit

/// The inspection's results for a photo that is being stored.
struct SeenPicture: Sendable {
  /// Warnings for the reviewer.
  let findings: [Finding]
  /// Perceptual hash; nil for a picture without features, such as a blank page.
  let hash: PerceptualHash?
  /// By how many degrees the photo was turned clockwise by its text.
  let turned: Int

  /// ImageKit's findings about a photo's content. Findings about the file alone are dropped: preparation corrects
  /// them.
  init(_ findings: [Finding], hash: PerceptualHash?, turned: Int = 0) {
    let onlyOfTheFile: Set<Finding.Code> = [
      .extensionMismatch, .locationInside, .multiplePictures, .untidyFile, .brokenProfile,
      .orientationUndecided, .pageNotFound,
    ]
    self.turned = turned
    self.findings = findings.filter { !onlyOfTheFile.contains($0.code) }
    self.hash = hash
  }
}
