/// What was measured of a picture's content: its orientation, and how well it can be read.
public struct Sight: Sendable, Hashable {
  /// The content's orientation in the picture after its EXIF orientation was applied.
  public private(set) var orientation: ContentOrientation
  /// How well it can be read.
  public private(set) var clarity: Clarity
  /// The picture's side length divided by that of the examined plane.
  private(set) var reduction: Double
  /// Whether it was examined at twice the resolution, so that the same plane need not be examined again.
  private var wasSeenCloser = false

  /// Whether the picture is blank: hardly any contrast anywhere, and no text.
  public var isBlank: Bool { clarity.detail < 0.002 && clarity.textHeight == nil }

  /// Examines a picture to which its EXIF orientation was applied.
  ///
  /// - Parameters:
  ///   - luma: Its luma, reduced or not. Twice `longSide` is enough; a larger plane is reduced first.
  ///   - pictureLongSide: The picture's own long side, in pixels.
  public init(of luma: Plane, pictureLongSide: Int) {
    self.init(of: luma, reduced: Self.reduced(luma), pictureLongSide: pictureLongSide)
  }

  /// The same where the plane was reduced already, to the size that is examined.
  init(of luma: Plane, reduced plane: Plane, pictureLongSide: Int) {
    reduction = Double(pictureLongSide) / Double(max(plane.width, plane.height))
    let survey = TextSurvey(of: plane)
    let enlarged = Self.enlarged(plane, survey, reduction: reduction)
    clarity = Clarity(of: plane, survey, reduction: reduction, enlarged: enlarged)
    orientation = ContentOrientation(survey, inStrip: Self.isStrip(plane))
    doubtOrientation()
    resolveStrokes(in: luma, pictureLongSide: pictureLongSide)
  }

  /// Examines a picture that was decoded at reduced size, and decodes it once more at a larger size if that is needed
  /// to judge its sharpness.
  ///
  /// - Parameters:
  ///   - luma: Its luma, upright, as ``PictureDecoder/look(at:)`` gave it.
  ///   - file: What it came from.
  init(of luma: Plane, in file: [UInt8], _ decoder: PictureDecoder, pictureLongSide: Int) throws(DecodingError) {
    self.init(of: luma, pictureLongSide: pictureLongSide)
    let wanted = Self.closerSide(of: luma)
    guard hasMergedStrokes, max(luma.width, luma.height) < min(wanted, pictureLongSide) else { return }
    resolveStrokes(
      in: try decoder.examine(file, longSide: wanted).upright().luma, pictureLongSide: pictureLongSide)
  }

  /// A survey of the plane at twice its size, where no page of text was found in it: letters of four pixels are too
  /// small for the network.
  private static func enlarged(_ plane: Plane, _ survey: TextSurvey, reduction: Double) -> TextSurvey? {
    guard survey.page.isEmpty, reduction < 1.5 else { return nil }
    return TextSurvey(of: PlaneScaler.resample(plane, width: 2 * plane.width, height: 2 * plane.height))
  }

  /// Examines the text of a result whose photo was examined already: only its size, where that is all that matters.
  ///
  /// - Parameter luma: The result's luma, upright.
  /// - Returns: Nil where the text is not upright, or may be found not to be by a closer look; then the whole
  ///   examination tells. Else the text's size, or `.some(nil)` for no text.
  static func sizeOfUprightText(in luma: Plane, pictureLongSide: Int) -> TextSize?? {
    let plane = reduced(luma)
    let reduction = Double(pictureLongSide) / Double(max(plane.width, plane.height))
    guard reduction <= mostWithoutMerging else { return nil }
    let survey = TextSurvey(of: plane)
    let state = ContentOrientation(survey, inStrip: isStrip(plane)).state
    guard state == nil || state == .upright else { return nil }
    return .some(TextSize(survey, reduction: reduction, enlarged: enlarged(plane, survey, reduction: reduction)))
  }

  /// Whether the text is too blurred to tell its orientation.
  private var isIllegible: Bool { clarity.sharpness.map { $0 < Self.leastSharpness } ?? false }
  /// Letters that are blurred by their own height are mistaken for their mirror images, with high confidence; such
  /// pages have a sharpness of up to 44. So the orientation of a blurred picture is left undecided. The least sharp
  /// photo that people can read has over 50.
  private static let leastSharpness = 50

  private mutating func doubtOrientation() {
    if isIllegible { orientation = orientation.doubted(to: Double(clarity.sharpness ?? 0) / 100) }
  }
}

// MARK: The size that is examined

extension Sight {
  /// The least long side, in pixels, of the plane that is examined, if the picture has as many.
  ///
  /// For a long, narrow picture, such as a phone's scrolling screenshot, it is larger, in proportion to the ratio of
  /// the sides. Otherwise the short side would become too small for letters to be recognised.
  static func longSide(width: Int, height: Int) -> Int { Int(Double(longSide) * stretch(width: width, height: height)) }
  private static let longSide = 1_300

  /// The same for the picture in a file; 0 if the file cannot be read.
  static func longSide(of file: [UInt8]) -> Int {
    (try? PictureFacts(of: file)).map { longSide(width: $0.width, height: $0.height) } ?? 0
  }

  /// The long side for a closer look.
  private static func closerSide(of plane: Plane) -> Int { 2 * longSide(width: plane.width, height: plane.height) }

  /// A picture's long side divided by twice its short side, and at least 1.
  static func stretch(width: Int, height: Int) -> Double {
    max(1, Double(max(width, height)) / Double(2 * max(1, min(width, height))))
  }

  private static func isStrip(_ plane: Plane) -> Bool { stretch(width: plane.width, height: plane.height) > 1 }

  /// The plane at the size that is examined.
  static func reduced(_ luma: Plane) -> Plane {
    PlaneScaler.halve(luma, below: closerSide(of: luma))
  }
}

// MARK: A closer look

extension Sight {
  /// Whether the text may seem blurred only because strokes merged when the picture was reduced: either the strokes are
  /// close to each other, or merged lines were taken for large letters and some edges are sharp.
  private var hasMergedStrokes: Bool {
    guard isIllegible, reduction > Self.mostWithoutMerging, let text = clarity.textSize else { return false }
    return text.height / reduction / text.strokesPerEm < Self.leastDistance || clarity.hasSharpEdges
  }
  /// Up to this reduction, strokes do not merge.
  private static let mostWithoutMerging = 1.1
  /// The distance between strokes, in pixels of the examined plane, below which even sharp text seems soft.
  private static let leastDistance = 2.5

  /// If strokes may have merged, examines the plane at twice the resolution, if it has that.
  private mutating func resolveStrokes(in luma: Plane, pictureLongSide: Int) {
    let wanted = Self.closerSide(of: luma)
    guard hasMergedStrokes, max(luma.width, luma.height) >= min(wanted, pictureLongSide) else { return }
    let plane = PlaneScaler.halve(luma, below: 2 * wanted)
    let survey = TextSurvey(of: plane)
    let finer = Double(pictureLongSide) / Double(max(plane.width, plane.height))
    let closer = Clarity(of: plane, survey, reduction: finer)
    guard let sharpness = closer.sharpness, sharpness > clarity.sharpness ?? 100 else { return }
    reduction = finer
    wasSeenCloser = true
    clarity = closer
    orientation = ContentOrientation(survey, inStrip: Self.isStrip(plane))
    doubtOrientation()
  }

  /// Whether a second examination may decide the orientation.
  private var isWorthLookingCloser: Bool { orientation.state == nil && !isIllegible && !wasSeenCloser }

  /// If the orientation is undecided, examines the content again at twice the resolution, if the picture has that.
  ///
  /// - Parameters:
  ///   - luma: The plane that was examined. It is used again if it was not reduced when it was decoded.
  ///   - file: What it came from.
  mutating func lookCloser(
    than luma: Plane, at file: [UInt8], with decoder: PictureDecoder, pictureLongSide: Int
  ) throws(DecodingError) {
    let wanted = Self.closerSide(of: luma)
    guard isWorthLookingCloser, pictureLongSide >= wanted else { return }
    var plane = luma
    if max(plane.width, plane.height) < wanted { plane = try decoder.examine(file, longSide: wanted).upright().luma }
    lookCloser(at: plane)
  }

  /// The same with pixels that are already decoded.
  mutating func lookCloser(at plane: Plane) {
    let wanted = Self.closerSide(of: plane)
    guard isWorthLookingCloser, max(plane.width, plane.height) >= wanted else { return }
    let survey = TextSurvey(of: PlaneScaler.halve(plane, below: 2 * wanted))
    let closer = ContentOrientation(survey, inStrip: Self.isStrip(plane))
    if closer.state != nil { orientation = closer }
  }
}

extension PictureDecoder {
  /// The picture in a file, no larger than it must be for its content to be examined.
  func look(at file: [UInt8]) throws(DecodingError) -> DecodedPicture {
    try examine(file, longSide: Sight.longSide(of: file))
  }
}
