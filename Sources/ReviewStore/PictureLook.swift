import ImageKit

/// What was seen of one stored picture when it was brought, and where the same page is besides.
public struct PictureLook: Sendable, Hashable {
  /// What a reviewer might mind, as ImageKit's inspection told it of the photo; all of it warnings.
  public let findings: [Finding]
  /// Other places of the same application where the same page is.
  public internal(set) var sameAs: [Place]
  /// Other registrations under which the same page is, by number: for staff alone. Nothing else is told of them, as they
  /// may be another site's.
  public internal(set) var sameUnder: [String]

  /// Nothing seen: of pictures from before anybody looked.
  static let none = PictureLook(findings: [], sameAs: [], sameUnder: [])

  /// What was seen, with a finding for the same page elsewhere in the application.
  func findings(under policy: Policy) -> [Finding] { findings + sameAs.map { Self.duplicate(of: $0, under: policy) } }

  static func duplicate(of place: Place, under policy: Policy) -> Finding {
    let name = policy.material(place.material)?.name
    return Finding(
      .duplicate, .warning,
      Bilingual(
        "This is the same page as \(name?.english ?? place.material), picture \(place.position). Upload another if that is a mistake.",
        "与\(name?.chinese ?? place.material)第 \(place.position) 张是同一页；如有误，请更换。"))
  }
}

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
