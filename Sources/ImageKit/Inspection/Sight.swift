/// What was measured of a picture's content: its orientation, and how well it can be read.
public struct Sight: Sendable, Hashable {
  /// The content's orientation in the picture after its EXIF orientation was applied.
  public private(set) var orientation: ContentOrientation
  /// How well it can be read.
  public let clarity: Clarity

  /// Whether the picture is blank: hardly any contrast anywhere, and no text.
  public var isBlank: Bool { clarity.detail < 0.002 && clarity.textHeight == nil }

  /// The least long side, in pixels, of the plane that is examined, if the picture has as many.
  static let longSide = 1_300

  /// Examines a picture to which its EXIF orientation was applied.
  ///
  /// - Parameters:
  ///   - luma: Its luma, reduced or not; twice `longSide` is enough, and more is reduced first.
  ///   - pictureLongSide: The picture's own long side, in pixels.
  public init(of luma: Plane, pictureLongSide: Int) {
    let plane = Self.reduced(luma)
    let survey = TextSurvey(of: plane)
    clarity = Clarity(
      of: plane, survey, reduction: Double(pictureLongSide) / Double(max(plane.width, plane.height)))
    orientation = ContentOrientation(survey)
    if isIllegible { orientation = orientation.doubted(to: Double(clarity.sharpness ?? 0) / 100) }
  }

  /// Whether the text is too blurred to tell its orientation: smeared text looks alike in several orientations.
  private var isIllegible: Bool { clarity.sharpness.map { $0 < Self.leastSharpness } ?? false }
  /// Smeared over their own height, letters are taken for their mirror images, and with confidence: such pages lay up to 44.
  /// So what is called blurred is left undecided; the least sharp photo that people would read has over 50.
  private static let leastSharpness = 50

  /// The plane at the size that is examined.
  static func reduced(_ luma: Plane) -> Plane { PlaneScaler.halve(luma, below: 2 * longSide) }

  /// Where the orientation is undecided, examines the content again at twice the resolution, if the picture has it.
  ///
  /// - Parameters:
  ///   - luma: The plane that was looked at. Of a format that is not reduced while it is read it will do again.
  ///   - file: What it came from.
  mutating func lookCloser(
    than luma: Plane, at file: [UInt8], with decoder: PictureDecoder, pictureLongSide: Int
  ) throws(DecodingError) {
    let wanted = 2 * Self.longSide
    guard orientation.state == nil, !isIllegible, pictureLongSide >= wanted else { return }
    var plane = luma
    if max(plane.width, plane.height) < wanted { plane = try decoder.examine(file, longSide: wanted).upright().luma }
    lookCloser(at: plane)
  }

  /// The same with pixels that are at hand.
  mutating func lookCloser(at plane: Plane) {
    let wanted = 2 * Self.longSide
    guard orientation.state == nil, !isIllegible, max(plane.width, plane.height) >= wanted else { return }
    let closer = ContentOrientation(TextSurvey(of: PlaneScaler.halve(plane, below: 2 * wanted)))
    if closer.state != nil { orientation = closer }
  }
}
