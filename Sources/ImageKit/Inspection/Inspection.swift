/// What is known of one picture file after looking at it once.
public struct Inspection: Sendable {
  /// The file's size in bytes.
  public let byteCount: Int
  /// What its headers say, where they could be read.
  public let facts: PictureFacts?
  /// Everything noticed, what matters most first.
  public let findings: [Finding]
  /// What a reviewer would see in it, where it was looked at.
  public let sight: Sight?
  /// The page in it, in the upright picture's pixels, where it was looked for and is surely seen.
  public let page: PageOutline?
  /// What it looks like, to find it again among others; nil where it was not looked at, or shows nothing to know it by.
  public let hash: PerceptualHash?
  /// The picture, upright and reduced to a few hundred pixels, where anything of it could be decoded.
  public let thumbnail: PlanarPicture?

  /// Whether a portal would take it: no finding is an error.
  public var ok: Bool { !findings.contains { $0.severity == .error } }
}
