/// One item of a HEIF file: a picture, a tile of one, or what is said about one (ISO/IEC 23008-12, 6).
struct HEIFItem {
  /// A property of a picture.
  enum Property {
    /// Its size in pixels before it is turned (`ispe`).
    case size(width: Int, height: Int)
    /// How its data is to be decoded: the content of `hvcC` or `av1C`.
    case configuration(ByteView)
    /// An ICC profile (`colr`).
    case profile(ByteView)
    /// Code points of colour (`colr`).
    case colour(CodedColour)
    /// Quarter turns counter-clockwise (`irot`).
    case rotation(Int)
    /// Mirrored left to right, or else top to bottom (`imir`).
    case mirror(leftToRight: Bool)
    /// The part that is to be shown (`clap`).
    case aperture(HEIFAperture)
    /// What an auxiliary picture is for (`auxC`).
    case purpose(String)
  }

  /// The types of items that are pictures.
  static let pictureTypes: Set<String> = ["hvc1", "hev1", "av01", "grid", "iden", "iovl", "jpeg"]

  /// Its type: `hvc1`, `av01`, `grid`, `Exif`, `mime` …
  var type = ""
  /// The media type of a `mime` item.
  var mediaType = ""
  /// Whether it is not to be shown for itself.
  var isHidden = false
  /// Its properties, in the order in which they are to be applied.
  var properties: [Property] = []
  /// Where its data lies.
  var extents: [HEIFExtent] = []

  /// The size in pixels before turning.
  var size: (width: Int, height: Int)? {
    for case .size(let width, let height) in properties { return (width, height) }
    return nil
  }

  /// How its data is to be decoded.
  var configuration: ByteView? {
    for case .configuration(let bytes) in properties { return bytes }
    return nil
  }

  /// Its ICC profile.
  var profile: ByteView? {
    for case .profile(let bytes) in properties { return bytes }
    return nil
  }

  /// Its code points of colour.
  var colour: CodedColour? {
    for case .colour(let colour) in properties { return colour }
    return nil
  }

  /// The part that is to be shown.
  var aperture: HEIFAperture? {
    for case .aperture(let aperture) in properties { return aperture }
    return nil
  }

  /// What an auxiliary picture is for.
  var purpose: String? {
    for case .purpose(let purpose) in properties { return purpose }
    return nil
  }

  /// How the stored pixels must be turned: all turns and mirrorings, one after the other.
  var orientation: ExifOrientation {
    properties.reduce(.upright) { orientation, property in
      switch property {
      case .rotation(let quarters):
        orientation.followed(by: [.upright, .turnCounterclockwise, .upsideDown, .turnClockwise][quarters])
      case .mirror(let leftToRight): orientation.followed(by: leftToRight ? .mirrored : .flipped)
      default: orientation
      }
    }
  }
}

/// A stretch of an item's data.
struct HEIFExtent {
  /// Whether it lies in the box `idat`, and not anywhere in the file.
  let isInside: Bool
  let offset: Int
  /// Nil for everything from the offset on.
  let count: Int?
}

/// The part of a stored picture that is to be shown (ISO/IEC 14496-12, 12.1.4): its size, and how far its centre lies from
/// the picture's, all as fractions.
struct HEIFAperture {
  /// Width, height, horizontal and vertical offset: numerators and denominators.
  private let numbers: [Int]

  /// Reads the box's content.
  init?(_ content: ByteView) {
    // Offsets may be negative.
    let numbers = (0..<8).compactMap { index in
      content.number32(at: index * 4).map { index == 4 || index == 6 ? Int(Int32(truncatingIfNeeded: $0)) : $0 }
    }
    guard numbers.count == 8, stride(from: 1, to: 8, by: 2).allSatisfy({ numbers[$0] > 0 }) else { return nil }
    self.numbers = numbers
  }

  /// The part's columns and rows in a picture of a size, or nil if nothing of it lies inside.
  func part(ofWidth width: Int, height: Int) -> (columns: Range<Int>, rows: Range<Int>)? {
    func range(_ size: (Int, Int), _ offset: (Int, Int), in length: Int) -> Range<Int>? {
      let wanted = Double(size.0) / Double(size.1), centre = Double(offset.0) / Double(offset.1)
      let start = max(0, (centre + Double(length) / 2 - wanted / 2).rounded(.down))
      let end = min(Double(length), (start + wanted).rounded())
      return start < end ? Int(start)..<Int(end) : nil
    }
    guard let columns = range((numbers[0], numbers[1]), (numbers[4], numbers[5]), in: width),
      let rows = range((numbers[2], numbers[3]), (numbers[6], numbers[7]), in: height)
    else { return nil }
    return (columns, rows)
  }
}
