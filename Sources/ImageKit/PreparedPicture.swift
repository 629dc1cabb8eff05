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
  /// The size the encoder predicted before it wrote anything, in bytes; nil when nothing was encoded anew.
  public let predictedSize: Int?
  /// Whether it carries the stamp.
  public let watermarked: Bool
  /// How it came about.
  public let route: Route
  /// Where the page was that the picture was cut to, in the upright photo's pixels; nil when it was left whole.
  public let page: PageOutline?
  /// What was noticed of the photo.
  public private(set) var findings: [Finding]
  /// What it looks like without its stamp, to find it again among others; nil where nobody looked, or it shows nothing.
  public let hash: PerceptualHash?

  /// The same picture with more noticed.
  func adding(_ more: [Finding]) -> PreparedPicture {
    var picture = self
    picture.findings += more
    return picture
  }

  init(
    bytes: [UInt8], format: PictureFormat, width: Int, height: Int, facts: PictureFacts, quality: Int?,
    predictedSize: Int? = nil, watermarked: Bool, route: Route, findings: [Finding],
    hash: PerceptualHash? = nil, page: PageOutline? = nil
  ) {
    self.bytes = bytes
    self.format = format
    self.width = width
    self.height = height
    self.inputWidth = facts.width
    self.inputHeight = facts.height
    self.orientation = facts.orientation
    self.quality = quality
    self.predictedSize = predictedSize
    self.watermarked = watermarked
    self.route = route
    self.findings = findings
    self.page = page
    self.hash = hash
  }
}
