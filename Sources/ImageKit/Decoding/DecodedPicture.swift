/// A picture's pixels, and what was wrong with the file.
public struct DecodedPicture: Sendable {
  /// What was wrong with a picture that could nevertheless be decoded.
  public enum Flaw: Sendable, Hashable {
    /// The file ends before the picture does: a part of it is missing.
    case truncated
    /// The file's data contradicts itself: parts of the picture may be wrong. `reason` is the decoder's own.
    case corrupt(reason: String)
    /// Every pixel is there, but the file is not as its format prescribes, and other programs may refuse it: padding,
    /// no end marker, a wrong checksum of something that no pixel depends on. `reason` is the decoder's own.
    case untidy(reason: String)
    /// The colour profile cannot be used and was ignored: colours may be slightly off.
    case brokenProfile(reason: String)

    /// Whether pixels may be missing or wrong.
    var isDamage: Bool {
      switch self {
      case .truncated, .corrupt: true
      case .untidy, .brokenProfile: false
      }
    }

    /// Whether all pixels are right, and only the file around them breaks rules of its format.
    var isUntidiness: Bool { if case .untidy = self { true } else { false } }
  }

  /// What the file says about the picture.
  public let facts: PictureFacts
  /// The pixels as they are stored, not yet turned upright, in sRGB.
  public var picture: PlanarPicture
  /// What was wrong.
  public let flaws: [Flaw]

  /// The pixels, turned upright. The decoded pixels are freed plane by plane, so that memory holds little more than one
  /// picture.
  public consuming func upright() -> PlanarPicture {
    let orientation = facts.orientation
    return picture.upright(from: orientation)
  }
}
