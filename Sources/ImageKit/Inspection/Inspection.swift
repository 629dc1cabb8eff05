/// The result of inspecting one picture file.
public struct Inspection: Sendable {
  /// The file's size in bytes.
  public let byteCount: Int
  /// What its headers say, where they could be read.
  public let facts: PictureFacts?
  /// All findings, the most important first.
  public let findings: [Finding]
  /// What was measured of the content, where it was examined.
  public let sight: Sight?
  /// Which paper it shows, where the content was examined.
  public let paper: PaperLook?
  /// Whether it bears the number that was asked for; nil where none was, and for anything but a card's portrait side.
  public let number: CardNumberAnswer.Kind?
  /// The page's outline in the upright picture's pixels, where it was searched for and found.
  public let page: PageOutline?
  /// The perceptual hash for finding duplicates; nil where the content was not examined, or has too little structure.
  public let hash: PerceptualHash?
  /// An upright thumbnail of a few hundred pixels, where the picture could be decoded.
  public let thumbnail: PlanarPicture?

  /// Whether a portal would take it: no finding is an error.
  public var ok: Bool { !findings.contains { $0.severity == .error } }
}
