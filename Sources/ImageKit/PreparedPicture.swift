/// A picture that is ready to upload, and the findings of its preparation.
public struct PreparedPicture: Sendable {
  /// The way in which the result was made.
  public enum Route: String, Sendable {
    /// The photo's own bytes, unchanged.
    case handedThrough
    /// The photo's own pixels, turned upright without loss, in a new file without metadata.
    case rewrapped
    /// Decoded and encoded again.
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
  /// The photo's EXIF orientation.
  public let orientation: ExifOrientation
  /// The orientation that was applied after the EXIF orientation: the given one, or that of the text.
  public let turn: ExifOrientation
  /// The equivalent libjpeg quality, 1 to 100; nil unless the picture was encoded again.
  public let quality: Int?
  /// The file size in bytes that the encoder predicted before entropy coding; nil unless the picture was encoded again.
  public let predictedSize: Int?
  /// How many of the file's bytes are without meaning: a comment that was added to reach a least size.
  public let commentBytes: Int
  /// Whether a watermark was stamped on it.
  public let watermarked: Bool
  /// The way in which it was made.
  public let route: Route
  /// The outline of the page to which the picture was cropped, in the upright photo's pixels; nil if it was not
  /// cropped.
  public let page: PageOutline?
  /// The findings about the photo and the result.
  public private(set) var findings: [Finding]
  /// The perceptual hash without the watermark, for finding duplicates; nil if the content was not examined or is
  /// blank.
  public let hash: PerceptualHash?
  /// Which paper it shows; nil if the content was not examined.
  public let paper: PaperLook?
  /// Whether it bears the number that was asked for; nil where none was, and for anything but a card's portrait side.
  public let number: CardNumberAnswer.Kind?

  /// The same picture with additional findings.
  func adding(_ more: [Finding]) -> PreparedPicture {
    var picture = self
    picture.findings += more
    return picture
  }

  init(
    bytes: [UInt8], format: PictureFormat, width: Int, height: Int, facts: PictureFacts, quality: Int?,
    predictedSize: Int? = nil, commentBytes: Int = 0, watermarked: Bool, route: Route, findings: [Finding],
    hash: PerceptualHash? = nil, paper: PaperLook? = nil, number: CardNumberAnswer.Kind? = nil,
    page: PageOutline? = nil, turn: ExifOrientation = .upright
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
    self.commentBytes = commentBytes
    self.watermarked = watermarked
    self.route = route
    self.findings = findings
    self.page = page
    self.hash = hash
    self.paper = paper
    self.number = number
    self.turn = turn
  }
}
