/// Inspects a picture file as a portal and its reviewers would. It changes nothing.
///
/// ```swift
/// let inspection = Inspector().inspect(bytes, fileName: "IMG_0001.JPG")
/// inspection.ok
/// ```
public struct Inspector: Sendable {
  /// What the portal accepts.
  public var rules: PictureRules
  /// Limits on what decoding a picture may cost.
  public var decodingLimits: DecodingLimits
  /// Whether to examine the content as a reviewer would: its orientation and legibility.
  public var looksAtContent = true
  /// Whether to examine it again at twice the resolution where its orientation is undecided.
  public var looksTwice = false
  /// The papers that the picture may show; empty where that is not known. Another one is a warning.
  public var takes: [PaperKind] = []
  /// The number that an identity card in the picture should bear; nil to compare none. It takes effect only if the
  /// content is examined.
  public var cardNumber: CardNumber?
  /// Whether to keep a thumbnail. Without one, and without examining the content, no pixels are decoded.
  public var makesThumbnail = true

  /// An inspector for one portal's rules.
  public init(rules: PictureRules = .licensing, decodingLimits: DecodingLimits = DecodingLimits()) {
    self.rules = rules
    self.decodingLimits = decodingLimits
  }

  /// Inspects a file's bytes. Content that is no picture is a finding too, so nothing is thrown.
  ///
  /// - Parameters:
  ///   - bytes: The whole file.
  ///   - fileName: The file's name without folders, or nil where it has none.
  ///   - folder: The name of the folder that holds it, or nil where that is not known.
  public func inspect(_ bytes: [UInt8], fileName: String?, folder: String? = nil) -> Inspection {
    var evidence = FileEvidence(rules: rules, fileName: fileName, byteCount: bytes.count)
    evidence.folder = folder
    var sight: Sight?
    var thumbnail: PlanarPicture?
    var hash: PerceptualHash?
    var page: PageOutline?
    var paper: PaperLook?
    var number: CardNumberAnswer?
    do {
      let decoder = PictureDecoder(limits: decodingLimits)
      if looksAtContent || makesThumbnail || rules.needsPixels {
        let decoded = try looksAtContent ? decoder.look(at: bytes) : decoder.examine(bytes)
        let facts = decoded.facts
        evidence.facts = facts
        evidence.flaws = decoded.flaws
        let upright = decoded.upright()
        if rules.needsPixels { evidence.colours = PictureColours(of: upright) }
        if looksAtContent {
          let longSide = max(facts.width, facts.height)
          var seen = try Sight(of: upright.luma, in: bytes, decoder, pictureLongSide: longSide)
          if looksTwice {
            try seen.lookCloser(than: upright.luma, at: bytes, with: decoder, pictureLongSide: longSide)
          }
          sight = seen
          let outline = PageFinder.outline(in: upright.luma)
          page = outline?.scaled(by: Double(longSide) / Double(max(upright.width, upright.height)))
          let look = PaperLook(at: upright)
          paper = look
          // A number on another paper is not the card's.
          if let cardNumber, look.likeliest == .cardPortrait {
            number = CardNumberReader.answer(
              in: upright.luma, for: cardNumber, card: outline, state: seen.orientation.state)
          }
          hash = PerceptualHash(of: upright.luma, seen: seen)
        }
        if makesThumbnail { thumbnail = Self.thumbnail(of: upright) }
      } else {
        let verified = try decoder.verify(bytes)
        evidence.facts = verified.facts
        evidence.flaws = verified.flaws
      }
    } catch {
      evidence.failure = error
      evidence.facts = try? PictureFacts(of: bytes)
    }
    if rules.colour == .sRGB, case .embedded? = evidence.facts?.colourProfile {
      let profile = PictureDecoder(limits: decodingLimits).profile(in: bytes)
      evidence.isProfileNearlySRGB = profile.map(ProfileTransform.isNearlySRGB) ?? false
    }
    let wrongNumber = cardNumber.flatMap { number?.finding(for: $0) }
    return Inspection(
      byteCount: bytes.count,
      facts: evidence.facts,
      findings: evidence.findings(and: sight, [paper?.wrongPaper(wanted: takes), wrongNumber].compactMap(\.self)),
      sight: sight,
      paper: paper,
      number: number?.kind,
      page: page,
      hash: hash,
      thumbnail: thumbnail)
  }

  /// The picture halved until it has a few hundred pixels a side: fast, and enough for a thumbnail.
  private static func thumbnail(of picture: PlanarPicture) -> PlanarPicture {
    var factor = 1.0
    while Double(max(picture.width, picture.height)) * factor > 600 { factor /= 2 }
    return picture.scaled(by: factor)
  }
}
