/// Walks one photo through every step, from a file's bytes to an upright picture within a byte budget.
///
/// ```swift
/// let prepared = try Preparation().prepare(photoBytes)
/// prepared.bytes.count <= 200_000
/// ```
public struct Preparation: Sendable {
  /// What is wanted of the result.
  public struct Options: Sendable {
    /// The largest file to make, in bytes.
    public var maxBytes = 200_000
    /// The longest side to make in pixels, or nil for whatever carries most.
    public var maxSide: Int?
    /// How long the encoder may look.
    public var effort = Effort.balanced
    /// The text to stamp, or nil for none.
    public var watermark: String?
    /// The most pixels a photo may have before it is refused unread.
    public var maxPixels = 200_000_000
    /// Whether a PNG that is fine as it is may be handed through as PNG; otherwise the result is always JPEG.
    public var mayStayPNG = true

    /// The defaults.
    public init() {}
  }

  /// What is wanted of the result.
  public var options: Options

  /// A preparation with given wishes.
  public init(_ options: Options = Options()) {
    self.options = options
  }
}

/// A picture that is ready to upload, and what was learnt on the way.
public struct PreparedPicture: Sendable {
  /// How the result came about.
  public enum Route: String, Sendable {
    /// The photo's own bytes: there was nothing to mend.
    case handedThrough
    /// The photo's own coefficients in a new file without metadata, turned upright; no loss.
    case rewrapped
    /// Decoded and encoded anew.
    case encoded
  }

  /// The file to upload.
  public let bytes: [UInt8]
  /// Its format.
  public let format: PictureFormat
  /// Its width in pixels.
  public let width: Int
  /// Its height in pixels.
  public let height: Int
  /// The photo's width in pixels, as stored.
  public let inputWidth: Int
  /// The photo's height in pixels, as stored.
  public let inputHeight: Int
  /// The orientation that the photo's EXIF told.
  public let orientation: ExifOrientation
  /// The quality reached, on libjpeg's scale of 1 to 100; nil when nothing was encoded anew.
  public let quality: Int?
  /// Whether it carries the stamp.
  public let watermarked: Bool
  /// How it came about.
  public let route: Route
  /// What was noticed of the photo.
  public let findings: [Finding]
}
