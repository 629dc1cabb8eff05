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
      .extensionMismatch, .locationInside, .multiplePictures, .brokenProfile, .orientationUndecided,
    ]
    self.findings = findings.filter { !onlyOfTheFile.contains($0.code) }
    self.hash = hash
  }

  /// What a stored picture shows, stamp and all: for those of stores that kept nothing of the photo; nil where nothing can
  /// be seen.
  init?(ofStored bytes: [UInt8]) {
    var inspector = Inspector()
    inspector.makesThumbnail = false
    let inspection = inspector.inspect(bytes, fileName: nil)
    guard inspection.sight != nil else { return nil }
    // It has been in the store for long: what would fail a new one is no news.
    self.init(
      inspection.findings.map(PicturePreparing.warning).filter { $0.severity == .warning }, hash: inspection.hash)
  }
}
