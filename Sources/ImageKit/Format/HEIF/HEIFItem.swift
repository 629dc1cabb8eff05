/// One item of a HEIF file: a picture, a tile, or metadata about a picture (ISO/IEC 23008-12, 6).
struct HEIFItem {
  /// A property of a picture.
  enum Property {
    /// The size in pixels before rotation (`ispe`).
    case size(width: Int, height: Int)
    /// The decoder configuration: the content of `hvcC` or `av1C`.
    case configuration(ByteView)
    /// An ICC profile (`colr`).
    case profile(ByteView)
    /// The colour space as code points (`colr`).
    case colour(CodedColour)
    /// The number of quarter turns counter-clockwise (`irot`).
    case rotation(Int)
    /// Mirroring: left to right, or top to bottom (`imir`).
    case mirror(leftToRight: Bool)
    /// The clean aperture, which is the part to be displayed (`clap`).
    case aperture(HEIFAperture)
    /// The type of an auxiliary image (`auxC`).
    case purpose(String)
  }

  /// The item types that are pictures.
  static let pictureTypes: Set<String> = ["hvc1", "hev1", "av01", "grid", "iden", "iovl", "jpeg"]

  /// The item type: `hvc1`, `av01`, `grid`, `Exif`, `mime` …
  var type = ""
  /// The media type, for a `mime` item.
  var mediaType = ""
  /// Whether the item is marked as hidden, so that it is not displayed on its own.
  var isHidden = false
  /// The properties, in the order in which they apply.
  var properties: [Property] = []
  /// The extents that hold the item's data.
  var extents: [HEIFExtent] = []

  /// The size in pixels before rotation.
  var size: (width: Int, height: Int)? {
    for case .size(let width, let height) in properties { return (width, height) }
    return nil
  }

  /// The decoder configuration.
  var configuration: ByteView? {
    for case .configuration(let bytes) in properties { return bytes }
    return nil
  }

  /// The ICC profile.
  var profile: ByteView? {
    for case .profile(let bytes) in properties { return bytes }
    return nil
  }

  /// The colour space as code points.
  var colour: CodedColour? {
    for case .colour(let colour) in properties { return colour }
    return nil
  }

  /// The clean aperture.
  var aperture: HEIFAperture? {
    for case .aperture(let aperture) in properties { return aperture }
    return nil
  }

  /// The type of an auxiliary image.
  var purpose: String? {
    for case .purpose(let purpose) in properties { return purpose }
    return nil
  }

  /// The orientation that results from all rotations and mirrorings, in order.
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

/// A range of bytes that holds an item's data or a part of it.
struct HEIFExtent {
  /// Whether the offset is relative to the `idat` box rather than to the file.
  let isInside: Bool
  let offset: Int
  /// The number of bytes; nil means everything from the offset to the end.
  let count: Int?
}

/// The clean aperture of a stored picture (ISO/IEC 14496-12, 12.1.4): its size, and the offset of its centre from the
/// centre of the picture, as fractions.
struct HEIFAperture {
  /// Numerators and denominators of width, height, horizontal offset and vertical offset.
  private let numbers: [Int]

  /// Parses the content of the box.
  init?(_ content: ByteView) {
    // Offsets are signed.
    let numbers = (0..<8).compactMap { index in
      content.number32(at: index * 4).map { index == 4 || index == 6 ? Int(Int32(truncatingIfNeeded: $0)) : $0 }
    }
    guard numbers.count == 8, stride(from: 1, to: 8, by: 2).allSatisfy({ numbers[$0] > 0 }) else { return nil }
    self.numbers = numbers
  }

  /// The columns and rows of the aperture in a picture of a given size, or nil if it lies outside the picture.
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
