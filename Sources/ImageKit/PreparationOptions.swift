extension Preparation {
  /// The source of the orientation.
  public enum UprightSource: String, Sendable, CaseIterable {
    /// The photo's EXIF orientation alone.
    case exif
    /// The EXIF orientation, and then the orientation of the text in the picture, if that is certain.
    case auto
  }

  /// The part of the picture that is kept.
  public enum Crop: String, Sendable, CaseIterable {
    /// The whole picture.
    case none
    /// The page alone, straightened; the whole picture if no page is found with certainty.
    case page
  }

  /// The options of a preparation.
  public struct Options: Sendable {
    /// The rules of the portal. They always limit the result's bytes; ``meetsRules`` and ``judgesResult`` choose what
    /// else they do.
    public var rules = PictureRules.licensing
    /// The largest size of the result's file, in bytes: the most that ``rules`` let be made.
    public var maxBytes: Int {
      get { rules.bytes.made.upperBound }
      set { rules.bytes.makeAtMost = newValue }
    }
    /// Whether the result is made to meet all ``rules`` about bytes, pixels, ratio, resolution, format and colour. A
    /// picture that cannot be made to meet them is refused with ``FittingError``.
    public var meetsRules = false
    /// Whether the result is checked against the ``rules``. What the portal would refuse is reported among the findings,
    /// as errors.
    public var judgesResult = false
    /// The longest side of the result in pixels, or nil to let the encoder choose.
    public var maxSide: Int?
    /// How much time the encoder may spend.
    public var effort = Effort.balanced
    /// The watermark to stamp on the picture, or nil for none.
    public var watermark: Watermark?
    /// The source of the orientation.
    public var upright = UprightSource.exif
    /// The orientation to apply after the EXIF orientation, as a person chose it; nil to determine it from
    /// ``upright``.
    public var turn: ExifOrientation?
    /// Whether the text's orientation may also mirror the picture; otherwise it only turns it.
    public var mayMirror = true
    /// The part of the picture that is kept.
    public var crop = Crop.none
    /// The rectangle that is kept of the picture after it was turned, as a person chose it; ``crop`` is then ignored.
    public var part: PicturePart?
    /// Limits on what decoding a photo may cost.
    public var limits = DecodingLimits()
    /// Whether a PNG that satisfies all options may stay a PNG; otherwise the result is always a JPEG.
    public var mayStayPNG = true
    /// Whether to examine the content before a watermark is stamped. Then the result has the content findings and a
    /// perceptual hash. It takes effect only if the photo is decoded, as it is for a watermark.
    public var looksAtContent = false
    /// The number that an identity card in the picture should bear; nil to compare none. It takes effect only if the
    /// content is examined.
    public var cardNumber: CardNumber?

    /// The defaults.
    public init() {}
  }
}
