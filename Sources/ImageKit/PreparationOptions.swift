extension Preparation {
  /// What tells where upright is.
  public enum UprightSource: String, Sendable, CaseIterable {
    /// The photo's EXIF orientation alone.
    case exif
    /// The EXIF orientation, and after it the text in the picture, where that is sure.
    case auto
  }

  /// What is cut away.
  public enum Crop: String, Sendable, CaseIterable {
    /// Nothing.
    case none
    /// All around the page, which is set straight; nothing where no page is surely seen.
    case page
  }

  /// What is wanted of the result.
  public struct Options: Sendable {
    /// The largest file to make, in bytes.
    public var maxBytes = 200_000
    /// The longest side to make in pixels, or nil for whatever carries most.
    public var maxSide: Int?
    /// How long the encoder may look.
    public var effort = Effort.balanced
    /// What to stamp, or nil for nothing.
    public var watermark: Watermark?
    /// What tells where upright is.
    public var upright = UprightSource.exif
    /// What is cut away.
    public var crop = Crop.none
    /// What a photo may cost to read.
    public var limits = DecodingLimits()
    /// Whether a PNG that is fine as it is may be handed through as PNG; otherwise the result is always JPEG.
    public var mayStayPNG = true
    /// What the result is held against: what a portal would refuse is told among its findings, as errors. Nil for no look.
    public var judgedBy: PictureLimits?
    /// Whether to look at the content too, before anything is stamped: then the result tells what a reviewer would see, and
    /// what it looks like. Only where the photo is decoded, as it is for a stamp.
    public var looksAtContent = false

    /// The defaults.
    public init() {}
  }
}
