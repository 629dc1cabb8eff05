import ImageKit

/// What a preparation saw of a photo, on its way into the store.
struct SeenPicture: Sendable {
  /// What a reviewer might mind.
  let findings: [Finding]
  /// What it looks like; nil where it shows nothing to know it by.
  let hash: PerceptualHash?

  /// What ImageKit said of a photo, as far as it is for the candidate to mend and reviewers to mind: what the content shows.
  init(_ findings: [Finding], hash: PerceptualHash?) {
    let onlyOfTheFile: Set<Finding.Code> = [
      .extensionMismatch, .locationInside, .multiplePictures, .untidyFile, .brokenProfile,
      .orientationUndecided,
    ]
    self.findings = findings.filter { !onlyOfTheFile.contains($0.code) }
    self.hash = hash
  }
}
