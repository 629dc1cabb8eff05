import Wording

/// Prepares one photo for upload: turns a file's bytes into an upright picture within a byte budget.
///
/// ```swift
/// let prepared = try Preparation().prepare(photoBytes)
/// prepared.bytes.count <= 200_000
/// ```
public struct Preparation: Sendable {
  /// The options of the preparation.
  public var options: Options

  /// A preparation with given options.
  public init(_ options: Options = Options()) {
    self.options = options
  }

  /// Makes the picture to upload from a photo's bytes.
  ///
  /// Nothing is changed without need. A photo that already satisfies all options is returned byte for byte. If only its
  /// metadata or orientation must change, its pixels are kept without loss. Any other photo is decoded once and encoded
  /// again.
  ///
  /// - Parameters:
  ///   - photo: The whole file.
  ///   - fileName: The file's name without folders, to compare it with the content; nil if it has none.
  /// - Throws: ``DecodingError`` for a photo that cannot be read completely (half a document is worse than none),
  ///   ``EncodingError`` if no picture fits the budget, ``FittingError`` if none can meet the rules, and ``CropError`` if
  ///   too little is left of it.
  public func prepare(_ photo: consuming [UInt8], named fileName: String? = nil) throws -> PreparedPicture {
    var options = options
    options.crop = try crop(of: copy photo)
    return try Preparation(options).prepare(photo, named: fileName, turn: options.turn, reading: nil)
  }

  /// The same for a photo of which more is known.
  ///
  /// - Parameters:
  ///   - known: The orientation to apply after the EXIF orientation; nil to determine it.
  ///   - earlier: The result of reading the photo, if it was read before.
  func prepare(
    _ photo: consuming [UInt8], named fileName: String?, turn known: ExifOrientation?,
    reading earlier: Unchanged.Reading?
  ) throws -> PreparedPicture {
    // A buffer of `maxBytes` will be allocated, so bound it. No result needs more bytes than may be read.
    var options = options
    options.maxBytes = min(options.maxBytes, options.limits.maxBytes)
    if options.part != nil { options.crop = .none }
    let unchanged = Unchanged(options: options, fileName: fileName)
    let decoder = PictureDecoder(limits: options.limits)
    let looks = known == nil && (options.upright == .auto || options.judgesResult)
    var text: TextLook?
    var reading = earlier
    if keepsAll, try unchanged.mayBePossible(photo) {
      let read = try earlier ?? unchanged.read(photo, longSide: looks ? Sight.longSide(of: photo) : nil)
      reading = read
      if looks, let decoded = read.decoded {
        text = try TextLook(at: decoded, of: copy photo, decoder, closer: options.upright == .auto)
      }
      if let picture = try unchanged.picture(of: photo, read, turn: known ?? turn(after: text)) {
        let told = notices(after: text) + Self.smallText(text?.sight, in: picture)
        return try judged(picture.adding(told), text, of: photo, named: fileName, read)
      }
    } else if options.crop == .page, earlier == nil, (try? unchanged.mayBePossible(photo)) == true {
      // Finding the page takes all pixels; if there is none, the photo's coefficients may be kept.
      reading = try? unchanged.read(photo, longSide: .max)
    }

    let byteCount = photo.count
    // Free the file's bytes once it is decoded, unless they may be needed again.
    var kept = options.crop == .page || options.judgesResult ? photo : nil
    let decoded: DecodedPicture
    if let whole = wholePicture(in: reading) {
      decoded = whole
    } else {
      decoded = try decode(consume photo)
    }
    let facts = decoded.facts
    let flaws = decoded.flaws
    try Self.refuse(flaws, of: facts.format)

    var picture = (consume decoded).upright()
    // The measurements of the very pixels that are encoded, as long as they are not changed below.
    var measured: Sight?
    if looks, text == nil {
      text = TextLook(at: picture.luma, longSide: max(facts.width, facts.height), closer: options.upright == .auto)
      measured = text?.sight
    }
    if options.crop == .none, text?.isDecided == true { kept = nil }
    let turn = known ?? turn(after: text)
    if turn != .upright { picture = picture.upright(from: turn) }
    if let part = options.part { picture = try picture.cropped(to: part) }
    let page = options.crop == .page ? PageFinder.outline(in: picture.luma) : nil
    var notices = notices(after: text)
    if let page {
      picture = picture.straightened(page)
      picture.evenLight()
      kept = nil
    } else if options.crop == .page {
      notices.append(Self.noPage)
      if let kept, let reading, let picture = try unchanged.picture(of: kept, reading, turn: turn) {
        return try judged(picture.adding(notices), text, of: kept, named: fileName, reading)
      }
    }
    // Without the file's bytes the photo is not prepared again, so free its coefficients before the picture is encoded.
    if kept == nil { reading = nil }
    if turn != .upright || options.part != nil || page != nil { measured = nil }
    let look =
      options.looksAtContent
      ? measured.map { ContentLook(at: picture, measured: $0) }
        ?? ContentLook(at: picture, longSide: max(facts.width, facts.height)) : nil
    let number = look?.paper.likeliest == .cardPortrait ? number(in: picture.luma, page) : nil
    let wrongNumber = options.cardNumber.flatMap { number?.finding(for: $0) }
    options.watermark?.stamp(&picture)
    let encoded = try encoded(consume picture, facts, maxBytes: options.maxBytes)
    let result = PreparedPicture(
      bytes: encoded.bytes, format: encoded.format, width: encoded.width, height: encoded.height, facts: facts,
      quality: encoded.quality, predictedSize: encoded.predictedSize, commentBytes: encoded.comment,
      watermarked: options.watermark != nil,
      route: .encoded,
      findings: Self.findings(facts, flaws, byteCount, fileName, by: options.photoRules) + notices
        + (look?.findings ?? []) + [wrongNumber].compactMap(\.self),
      hash: look?.hash, paper: look?.paper, number: number?.kind, page: page, turn: turn)
    let small = page == nil ? Self.smallText(look?.sight ?? text?.sight, in: result) : []
    return try judged(result.adding(small), page == nil ? text : nil, of: kept, named: fileName, reading)
  }

  /// The orientation to apply after the EXIF orientation, as the text shows it; upright if the text was not examined or
  /// does not decide.
  private func turn(after text: TextLook?) -> ExifOrientation {
    guard options.upright == .auto, let state = text?.orientation.state else { return .upright }
    return options.mayMirror || state.clockwise != nil ? state : .upright
  }

  /// A warning if there is text whose orientation is undecided, so that a person checks it. A picture without text
  /// gives no warning.
  private func notices(after text: TextLook?) -> [Finding] {
    guard options.upright == .auto, let text, text.orientation.state == nil, text.orientation.textPatches > 0 else {
      return []
    }
    return [Self.undecided]
  }

  /// The photo at full size, if it was already decoded or can be made from its coefficients; otherwise nil.
  private func wholePicture(in reading: Unchanged.Reading?) -> DecodedPicture? {
    guard !mayDecodeSmaller, let decoded = reading?.decoded ?? reading?.coefficients?.decoded(),
      (decoded.picture.width, decoded.picture.height) == (decoded.facts.width, decoded.facts.height)
    else { return nil }
    return decoded
  }

  /// Whether the photo may be decoded at a reduced size.
  var mayDecodeSmaller: Bool { options.effort == .fast && keepsAll && !options.meetsRules }

  /// Whether the whole picture is kept.
  private var keepsAll: Bool { options.crop == .none && options.part == nil }

  /// Decodes the photo. For `.fast`, libjpeg's inverse DCT may reduce a large photo, which saves time.
  private func decode(_ photo: consuming [UInt8]) throws(DecodingError) -> DecodedPicture {
    let decoder = PictureDecoder(limits: options.limits)
    guard mayDecodeSmaller else { return try decoder.decode(photo) }
    let facts = try PictureFacts(of: copy photo)
    return try decoder.examine(
      photo,
      longSide: BudgetEncoder.fastDecodeLongSide(width: facts.width, height: facts.height, maxBytes: options.maxBytes))
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

  /// Throws if the photo is damaged. A prepared picture would only be returned by a reviewer a day later.
  private static func refuse(_ flaws: [DecodedPicture.Flaw], of format: PictureFormat) throws(DecodingError) {
    for flaw in flaws {
      switch flaw {
      case .truncated: throw .truncated(format)
      case .corrupt(let reason): throw .corrupt(format, reason: reason)
      case .untidy, .brokenProfile: break
      }
    }
  }

  /// The findings about the photo's file, without those that the preparation has corrected.
  static func findings(
    _ facts: PictureFacts, _ flaws: [DecodedPicture.Flaw], _ byteCount: Int, _ fileName: String?, by rules: PictureRules
  ) -> [Finding] {
    let mended: Set<Finding.Code> = [.tooManyBytes, .notUpright, .locationInside, .wrongFormat, .untidyFile]
    let evidence = FileEvidence(
      rules: rules, fileName: fileName, byteCount: byteCount, facts: facts, flaws: flaws)
    return evidence.findings.filter { !mended.contains($0.code) }
  }
}
