import ImageKit
import Wording

/// A photo prepared for the store: upright, watermarked, within the policy's limits.
public struct ReadyPicture: Sendable {
  /// The file.
  public let bytes: [UInt8]
  /// Its format.
  public let format: PictureFormat
  /// Width in pixels.
  public let width: Int
  /// Height in pixels.
  public let height: Int
  /// The inspection's findings. A photo with an error finding is refused; findings about its content are only
  /// warnings.
  public let findings: [Finding]
  /// Perceptual hash of the photo without its watermark, for finding duplicates; nil for a blank picture.
  public let hash: PerceptualHash?
  /// Which paper the photo shows; nil where it was not examined.
  public let paper: PaperLook?
  /// By how many degrees the photo was turned clockwise by its text; 0 where a person chose the turn.
  public let turned: Int
  /// Whether the card in it bears the number that was asked for; nil where none was compared.
  public let number: CardNumberAnswer.Kind?

  /// A prepared picture. The caller guarantees that it is watermarked.
  public init(
    bytes: [UInt8], format: PictureFormat, width: Int, height: Int, findings: [Finding] = [],
    hash: PerceptualHash? = nil, paper: PaperLook? = nil, turned: Int = 0, number: CardNumberAnswer.Kind? = nil
  ) {
    self.bytes = bytes
    self.format = format
    self.width = width
    self.height = height
    self.findings = findings
    self.hash = hash
    self.paper = paper
    self.turned = turned
    self.number = number
  }
}

/// How the store prepares a photo: with ``ImageKit/Preparation``, unless a test replaces it.
public struct PicturePreparing: Sendable {
  /// What is done with a photo: the watermark, the rules, the edits, and the number that an identity card in it should
  /// bear.
  public typealias Prepare =
    @Sendable (
      _ photo: [UInt8], _ watermark: String, _ rules: PictureRules, _ edits: PhotoEdits, _ number: CardNumber?
    ) throws -> ReadyPicture

  private let preparation: Prepare
  private let looking: @Sendable (_ stored: [UInt8]) -> PaperLook?

  /// A preparation that calls a closure and neither turns nor crops.
  public init(_ prepare: @escaping @Sendable ([UInt8], String, PictureRules) throws -> ReadyPicture) {
    self.init(comparing: { photo, watermark, rules, _, _ in try prepare(photo, watermark, rules) })
  }

  /// A preparation that calls a closure, and compares no number.
  public init(editing prepare: @escaping @Sendable ([UInt8], String, PictureRules, PhotoEdits) throws -> ReadyPicture) {
    self.init(comparing: { photo, watermark, rules, edits, _ in try prepare(photo, watermark, rules, edits) })
  }

  /// A preparation that calls a closure.
  ///
  /// - Parameter look: tells which paper a stored picture shows, where that is asked again later.
  public init(
    comparing prepare: @escaping Prepare,
    lookingAgain look: @escaping @Sendable (_ stored: [UInt8]) -> PaperLook? = { PaperLook(inFile: $0) }
  ) {
    preparation = prepare
    looking = look
  }

  /// Which paper a stored picture shows; nil where it cannot be decoded.
  func paper(inStored bytes: [UInt8]) -> PaperLook? { looking(bytes) }

  /// Converts a photo into a watermarked picture.
  ///
  /// - Parameter number: The number that an identity card in the photo should bear; nil to compare none.
  /// - Throws: `DecodingError` where the photo cannot be decoded, another `DescribedError` where the policy cannot be
  ///   satisfied or too little of the photo would be kept.
  public func prepare(
    _ photo: [UInt8], _ watermark: String, _ rules: PictureRules, _ edits: PhotoEdits = PhotoEdits(),
    number: CardNumber? = nil
  ) throws -> ReadyPicture {
    try preparation(photo, watermark, rules, edits, number)
  }

  /// The preparation with ImageKit, which stores use by default. Mirrored text does not turn a photo: how it was changed
  /// could not be told as an angle, and pages are hardly ever mirrored.
  public static let imageKit = PicturePreparing(comparing: { photo, watermark, rules, edits, number in
    var options = Preparation.Options()
    options.upright = .auto
    options.mayMirror = false
    options.turn = edits.turn.flatMap(ExifOrientation.init(clockwise:))
    switch edits.crop {
    case .whole: break
    case .page: options.crop = .page
    case .part(let part): options.part = part
    }
    options.rules = rules
    options.meetsRules = rules.needFitting
    options.limits.maxPixels = rules.maxPhotoPixels
    options.looksAtContent = true
    options.cardNumber = number
    options.watermark = try Watermark(text: watermark)
    let prepared = try Preparation(options).prepare(photo)
    return ReadyPicture(
      bytes: prepared.bytes, format: prepared.format, width: prepared.width, height: prepared.height,
      // A page whose direction cannot be told is left as it is, which needs no words: the person sees it.
      findings: prepared.findings.filter { $0.code != .orientationUndecided }.map(warning), hash: prepared.hash,
      paper: prepared.paper, turned: edits.turn == nil ? prepared.turn.clockwise ?? 0 : 0, number: prepared.number)
  })

  /// A page that seems to lie on its side is only a warning, because the direction of its text is not certain.
  static func warning(_ finding: Finding) -> Finding {
    guard finding.code == .notUpright else { return finding }
    return Finding(
      .notUpright, .warning, score: finding.score,
      Bilingual(
        "The picture may not be upright. If so, turn the photo and upload it again.", "图片方向可能不正；如确实不正，请旋转后重新上传。"))
  }

  /// Prepares a photo and checks it against the policy.
  ///
  /// - Throws: `DecodingError`, or ``Refusal`` `picture-rejected` with the findings.
  func ready(
    _ photo: [UInt8], stamped watermark: String, under rules: PictureRules, _ edits: PhotoEdits = PhotoEdits(),
    number: CardNumber? = nil
  ) throws -> ReadyPicture {
    let picture: ReadyPicture
    do {
      picture = try prepare(photo, watermark, rules, edits, number: number)
    } catch let error as any DescribedError where error is EncodingError || error is FittingError {
      throw rejected([Refusal.Reason(error.code, error.explanation)])
    }
    var reasons = picture.findings.filter { $0.severity == .error }.map {
      Refusal.Reason($0.code.rawValue, $0.message)
    }
    let shortSide = min(picture.width, picture.height)
    if !rules.pixels.shortSide.accepts(shortSide),
      !reasons.contains(where: { $0.code == Finding.Code.tooSmall.rawValue })
    {
      reasons.append(
        Refusal.Reason(
          Finding.Code.tooSmall.rawValue,
          Bilingual(
            "The picture is only \(shortSide) pixels on its short side; take it again, closer.",
            "图片短边只有 \(shortSide) 像素，请靠近后重新拍摄。")))
    }
    let (width, height) = (picture.width, picture.height)
    if rules.ratio?.accepts(width: width, height: height) == false
      || rules.pixels.shortSide.accepts(shortSide) && !rules.pixels.accepts(width: width, height: height)
    {
      reasons.append(
        Refusal.Reason(
          Finding.Code.wrongSize.rawValue,
          Bilingual(
            "The picture has \(width) × \(height) pixels, which is not what this material requires.",
            "图片为 \(width) × \(height) 像素，不符合此项材料的要求。")))
    }
    if let minimum = rules.bytes.minimum, picture.bytes.count < minimum {
      reasons.append(
        Refusal.Reason(
          Finding.Code.tooFewBytes.rawValue,
          Bilingual(
            "The picture has \(picture.bytes.count) bytes; no fewer than \(minimum) are required.",
            "图片只有 \(picture.bytes.count) 字节，要求不小于 \(minimum) 字节。")))
    }
    if picture.bytes.count > rules.bytes.maximum ?? .max || picture.format != .jpeg {
      reasons.append(
        Refusal.Reason(
          Finding.Code.tooManyBytes.rawValue,
          Bilingual("The picture cannot be made small enough.", "无法将图片压缩到规定大小。")))
    }
    guard reasons.isEmpty else { throw rejected(reasons) }
    return picture
  }

  private func rejected(_ reasons: [Refusal.Reason]) -> Refusal {
    Refusal(
      .pictureRejected, "The picture does not meet the rules. Take it again.", "图片不符合要求，请重新拍摄后上传。", reasons: reasons)
  }
}
