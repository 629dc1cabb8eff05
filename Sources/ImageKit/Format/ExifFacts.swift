/// The facts used from an EXIF block, which is a TIFF file with a few directories (Exif 2.32, 4.5 and 4.6).
///
/// Phones, scanners and editors write wrong offsets, counts and byte orders. Entries that can be read are used, and the
/// others are ignored. At most four directories are read, each once, so a cycle of directories cannot cause an endless
/// loop.
struct ExifFacts: Hashable {
  var orientation = ExifOrientation.upright
  var hasLocation = false
  var maker: String?
  var model: String?
  var dateTaken: String?
  var thumbnailBytes: Int?
  /// The resolution that the first directory states.
  var resolution: Resolution?
  /// Whether the block has nothing else.
  var isResolutionOnly = false
  /// Whether the first directory describes a raw photo: a DNG, or a manufacturer's format whose pictures are in
  /// sub-IFDs.
  var isRaw = false

  /// Whether the file is a DNG.
  var isDNG = false

  /// The camera's make and model as one name, without repeating the make.
  var camera: String? {
    guard let maker, let model else { return maker ?? model }
    return model.lowercased().hasPrefix(maker.lowercased()) ? model : "\(maker) \(model)"
  }

  /// Compression types that only camera manufacturers use: Sony, Samsung, Nikon, Kodak, Pentax.
  private static let rawCompressions: Set = [32767, 32769, 32770, 34713, 65000, 65535]

  /// Reads the facts from a TIFF block; nil if the block is not TIFF.
  init?(_ block: ByteView) {
    var tiff = block
    if block.begins(with: "II") {
      tiff.order = .littleEndian
    } else if block.begins(with: "MM") {
      tiff.order = .bigEndian
    } else {
      return nil
    }
    guard tiff.number16(at: 2) == 42, let offset = tiff.number32(at: 4) else { return nil }
    let primary = Directory(in: tiff, at: offset)
    if let value = primary.number(.orientation), let known = ExifOrientation(rawValue: value) { orientation = known }
    maker = primary.text(.make)
    model = primary.text(.model)
    dateTaken = primary.text(.dateTime)
    resolution = Self.resolution(of: primary)
    isResolutionOnly =
      resolution != nil && primary.holdsOnly(Self.resolutionTags) && block.count <= Self.resolutionBytes
    isDNG = primary.has(.dngVersion)
    let isCoded = primary.number(.compression).map(Self.rawCompressions.contains) ?? false
    isRaw = isDNG || (maker != nil && (isCoded || primary.has(.subDirectories)))
    if let offset = primary.number(.exifDirectory),
      let taken = Directory(in: tiff, at: offset).text(.dateTimeOriginal)
    {
      dateTaken = taken
    }
    if let offset = primary.number(.locationDirectory) {
      let location = Directory(in: tiff, at: offset)
      // Many cameras write the GPS version and time even when they have no position.
      hasLocation = Directory.placeTags.contains { location.entry($0) != nil }
    }
    if let next = primary.nextOffset, next != offset {
      thumbnailBytes = Directory(in: tiff, at: next).number(.thumbnailLength)
    }
  }
}

extension ExifFacts {
  /// The resolution in a directory (Exif 2.32, 4.6.4); nil where there is none, or it has no unit.
  private static func resolution(of directory: Directory) -> Resolution? {
    let unit = directory.number(.resolutionUnit) ?? 2
    guard let across = directory.ratio(.horizontalResolution), across > 0, (2...3).contains(unit) else { return nil }
    let down = directory.ratio(.verticalResolution) ?? across
    guard down > 0 else { return nil }
    let inch = unit == 2 ? 1 : 2.54
    return Resolution(.exif, across: across * inch, down: down * inch)
  }

  private static let resolutionTags: Set = [
    Directory.Tag.horizontalResolution, .verticalResolution, .resolutionUnit,
  ]

  /// The bytes of a block with a resolution: the header, the directory with its three entries, and two ratios.
  private static let resolutionBytes = 8 + (2 + 3 * 12 + 4) + 2 * 8
}

/// A TIFF image file directory (IFD): 12-byte entries, each with a tag, a type, a count, and a value or its offset.
struct Directory {
  /// The tags that are read.
  enum Tag: Int {
    case compression = 0x0103
    case make = 0x010F
    case model = 0x0110
    case orientation = 0x0112
    case horizontalResolution = 0x011A
    case verticalResolution = 0x011B
    case resolutionUnit = 0x0128
    case dateTime = 0x0132
    case thumbnailLength = 0x0202
    case exifDirectory = 0x8769
    case locationDirectory = 0x8825
    case dateTimeOriginal = 0x9003
    case subDirectories = 0x014A
    case multiPictureCount = 0xB001
    case multiPictureEntries = 0xB002
    case dngVersion = 0xC612
  }

  /// Tags of the GPS directory: latitude, longitude, latitude and longitude of the destination, and name of the area.
  static let placeTags = [0x0002, 0x0004, 0x0014, 0x0016, 0x001C]

  private let tiff: ByteView
  private let start: Int
  /// The number of entries that lie within the block, whatever count the directory declares.
  private let entryCount: Int
  /// The offset of the next directory, or nil if there is none.
  let nextOffset: Int?

  /// Reads the directory at an offset; it has no entries if the offset is out of bounds.
  init(in tiff: ByteView, at offset: Int) {
    self.tiff = tiff
    start = offset + 2
    let claimed = tiff.number16(at: offset) ?? 0
    entryCount = max(0, min(claimed, (tiff.count - start) / 12))
    let next = claimed == entryCount ? tiff.number32(at: start + claimed * 12) : nil
    nextOffset = next == 0 ? nil : next
  }

  /// The offset of the first entry with a tag.
  func entry(_ tag: Int) -> Int? {
    for index in 0..<entryCount where tiff.number16(at: start + index * 12) == tag { return start + index * 12 }
    return nil
  }

  /// Whether there is an entry with a tag.
  func has(_ tag: Tag) -> Bool { entry(tag.rawValue) != nil }

  /// Whether all entries have one of these tags, and no directory follows.
  func holdsOnly(_ tags: Set<Tag>) -> Bool {
    let known = Set(tags.map(\.rawValue))
    return nextOffset == nil
      && (0..<entryCount).allSatisfy { tiff.number16(at: start + $0 * 12).map(known.contains) == true }
  }

  /// The first number of an entry of type BYTE, SHORT or LONG; all three are accepted because writers confuse them.
  func number(_ tag: Tag) -> Int? {
    guard let entry = entry(tag.rawValue), let count = tiff.number32(at: entry + 4), count > 0 else { return nil }
    switch tiff.number16(at: entry + 2) {
    case 1, 6, 7: return tiff.byte(at: entry + 8)
    case 3, 8: return tiff.number16(at: entry + 8)
    case 4, 9, 13: return tiff.number32(at: entry + 8)
    default: return nil
    }
  }

  /// The first ratio of an entry of type RATIONAL; nil where the divisor is zero.
  func ratio(_ tag: Tag) -> Double? {
    guard let entry = entry(tag.rawValue), tiff.number16(at: entry + 2) == 5,
      let place = tiff.number32(at: entry + 8), let dividend = tiff.number32(at: place),
      let divisor = tiff.number32(at: place + 4), divisor > 0
    else { return nil }
    return Double(dividend) / Double(divisor)
  }

  /// The text of an entry, at most 200 bytes; nil if it is empty.
  func text(_ tag: Tag) -> String? {
    guard let entry = entry(tag.rawValue), tiff.number16(at: entry + 2) == 2,
      let count = tiff.number32(at: entry + 4), count > 0
    else { return nil }
    let place = count <= 4 ? entry + 8 : tiff.number32(at: entry + 8)
    guard let place, let text = tiff.part(at: place, count: min(count, 200))?.text, !text.isEmpty else { return nil }
    return text
  }
}
