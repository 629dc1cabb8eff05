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
    var plane = luma
    while max(plane.width, plane.height) >= 2 * Self.longSide { plane = PlaneScaler.halve(plane) }
    let survey = TextSurvey(of: plane)
    orientation = ContentOrientation(survey)
    clarity = Clarity(
      of: plane, survey, reduction: Double(pictureLongSide) / Double(max(plane.width, plane.height)))
  }

  /// Where it could not be told how the content lies, looks again in twice the detail, as far as the picture has it.
  mutating func lookCloser(at file: [UInt8], with decoder: PictureDecoder) throws(DecodingError) {
    guard orientation.state == nil else { return }
    var plane = try decoder.examine(file, longSide: 2 * Self.longSide).upright().luma
    guard max(plane.width, plane.height) >= 2 * Self.longSide else { return }
    while max(plane.width, plane.height) >= 4 * Self.longSide { plane = PlaneScaler.halve(plane) }
    let closer = ContentOrientation(TextSurvey(of: plane))
    if closer.state != nil { orientation = closer }
  }
}
