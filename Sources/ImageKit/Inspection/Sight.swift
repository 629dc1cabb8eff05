/// What a reviewer would see at a glance: how the content lies, and how well it can be read.
public struct Sight: Sendable, Hashable {
  /// How the content lies in the picture once it is turned as its EXIF says.
  public private(set) var orientation: ContentOrientation
  /// How well it can be read.
  public let clarity: Clarity

  /// Whether there is nothing to be seen: hardly any contrast anywhere, and no text.
  public var isBlank: Bool { clarity.detail < 0.002 && clarity.textHeight == nil }

  /// The least long side, in pixels, of the plane that is looked at, where the picture has as many.
  static let longSide = 1_300

  /// Looks at a picture that stands as its EXIF says.
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

  /// Whether the text is too blurred to trust what its shape says: a smear looks alike in several states.
  private var isIllegible: Bool { clarity.sharpness.map { $0 < Self.leastSharpness } ?? false }
  /// Smeared over their own height, letters are taken for their mirror images, and with confidence: such pages lay up to 44.
  /// So what is called blurred is left undecided; the least sharp photo that people would read has over 50.
  private static let leastSharpness = 50

  /// As much of a plane as is looked at.
  static func reduced(_ luma: Plane) -> Plane { PlaneScaler.halve(luma, below: 2 * longSide) }

  /// Where it could not be told how the content lies, looks again in twice the detail, as far as the picture has it.
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
