import Wording

/// Walks one photo through every step, from a file's bytes to an upright picture within a byte budget.
///
/// ```swift
/// let prepared = try Preparation().prepare(photoBytes)
/// prepared.bytes.count <= 200_000
/// ```
public struct Preparation: Sendable {
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
    /// Whether to look at the content too, before anything is stamped: then the result tells what a reviewer would see, and
    /// what it looks like. Only where the photo is decoded, as it is for a stamp.
    public var looksAtContent = false

    /// The defaults.
    public init() {}
  }

  /// What is wanted of the result.
  public var options: Options

  /// A preparation with given wishes.
  public init(_ options: Options = Options()) {
    self.options = options
  }

  /// The picture to upload, made of a photo's bytes.
  ///
  /// What needs no change is not changed: a photo that is fine already comes back byte for byte, and one whose metadata
  /// or orientation alone is in the way keeps its coefficients. All else is decoded once and encoded anew.
  ///
  /// - Parameters:
  ///   - photo: The whole file.
  ///   - fileName: Its name without folders, to be held against its content; or nil where it has none.
  /// - Throws: ``DecodingError`` for a photo that cannot be read whole (half a document is worse than none), and
  ///   ``EncodingError`` where no picture fits the budget.
  public func prepare(_ photo: consuming [UInt8], named fileName: String? = nil) throws -> PreparedPicture {
    var options = options
    // No picture needs more than may be read, and room is made for as many bytes as are allowed.
    options.maxBytes = min(options.maxBytes, options.limits.maxBytes)
    let content = options.upright == .auto ? try contentOrientation(of: photo) : nil
    let turn = content?.state ?? .upright
    let undecided = content.map { $0.state == nil ? [Self.undecided] : [] } ?? []
    if turn == .upright, options.crop == .none,
      let unchanged = try Unchanged(options: options, fileName: fileName).picture(of: photo)
    {
      return unchanged.adding(undecided)
    }

    let byteCount = photo.count
    // Otherwise the file's bytes are given up once its pixels are there.
    let kept = options.crop == .page ? photo : nil
    let decoded = try decode(consume photo)
    let facts = decoded.facts
    let flaws = decoded.flaws
    try Self.refuse(flaws, of: facts.format)

    var picture = (consume decoded).upright()
    if turn != .upright { picture = picture.upright(from: turn) }
    let page = options.crop == .page ? PageFinder.outline(in: picture.luma) : nil
    var notices = undecided
    if let page {
      picture = picture.straightened(page)
      picture.evenLight()
    } else if options.crop == .page {
      notices.append(Self.noPage)
      if turn == .upright, let kept,
        let unchanged = try Unchanged(options: options, fileName: fileName).picture(of: kept)
      {
        return unchanged.adding(notices)
      }
    }
    let look = options.looksAtContent ? ContentLook(at: picture, facts, byteCount) : nil
    options.watermark?.stamp(&picture)
    let encoder = BudgetEncoder(maxBytes: options.maxBytes, maxSide: options.maxSide, effort: options.effort)
    let encoded = try encoder.encode(consume picture)
    return PreparedPicture(
      bytes: encoded.bytes, format: .jpeg, width: encoded.width, height: encoded.height, facts: facts,
      quality: encoded.quality, predictedSize: encoded.predictedSize, watermarked: options.watermark != nil,
      route: .encoded,
      findings: Self.findings(facts, flaws, byteCount, fileName) + notices + (look?.findings ?? []),
      hash: look?.hash, page: page)
  }

  /// The photo's pixels; in a hurry no more of a huge photo than will be halved anyway, which the inverse DCT gives for
  /// the asking.
  private func decode(_ photo: consuming [UInt8]) throws(DecodingError) -> DecodedPicture {
    let decoder = PictureDecoder(limits: options.limits)
    guard options.effort == .fast, options.crop == .none else { return try decoder.decode(photo) }
    let facts = try PictureFacts(of: copy photo)
    return try decoder.examine(
      photo,
      longSide: BudgetEncoder.longSideInAHurry(width: facts.width, height: facts.height, maxBytes: options.maxBytes))
  }

  /// How the text in a photo lies once the photo is turned as its EXIF says.
  private func contentOrientation(of photo: [UInt8]) throws(DecodingError) -> ContentOrientation {
    let decoder = PictureDecoder(limits: options.limits)
    let decoded = try decoder.examine(photo, longSide: Sight.longSide)
    let longSide = max(decoded.facts.width, decoded.facts.height)
    let luma = decoded.upright().luma
    var sight = Sight(of: luma, pictureLongSide: longSide)
    try sight.lookCloser(than: luma, at: photo, with: decoder, pictureLongSide: longSide)
    return sight.orientation
  }

  private static let undecided = Finding(
    .orientationUndecided, .warning,
    Bilingual(
      "Whether the page stands upright cannot be told from its text; it was left as it is. Look at it before you upload.",
      "无法根据文字判断页面是否端正，方向未作改动。上传前请自行确认。"))

  private static let noPage = Finding(
    .pageNotFound, .warning,
    Bilingual(
      "No sheet with all four edges is surely seen, so the whole photo was kept. Photograph the page whole, on a darker table.",
      "未能确定页面的四条边，保留了整张照片。请将整页放在深色桌面上完整拍摄。"))

  /// Damage is refused rather than prepared: a reviewer would return the picture, a day later.
  private static func refuse(_ flaws: [DecodedPicture.Flaw], of format: PictureFormat) throws(DecodingError) {
    for flaw in flaws {
      switch flaw {
      case .truncated: throw .truncated(format)
      case .corrupt(let reason): throw .corrupt(format, reason: reason)
      case .brokenProfile: break
      }
    }
  }

  /// What is worth knowing of the photo although it was prepared. What the preparation itself mended is not.
  static func findings(
    _ facts: PictureFacts, _ flaws: [DecodedPicture.Flaw], _ byteCount: Int, _ fileName: String?
  ) -> [Finding] {
    let mended: Set<Finding.Code> = [.tooManyBytes, .notUpright, .locationInside, .wrongFormat]
    let evidence = Evidence(
      limits: PictureLimits(), fileName: fileName, byteCount: byteCount, facts: facts, flaws: flaws)
    return inspectionRules.compactMap { $0.finding(on: evidence) }.filter { !mended.contains($0.code) }
  }
}
