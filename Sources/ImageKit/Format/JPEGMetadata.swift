/// Collects the metadata in a JPEG file's APPn and comment segments.
struct JPEGMetadata {
  private var sizes = MetadataSizes()
  private var exif: ExifFacts?
  private var xmpHasLocation = false
  private var hasJFIF = false
  /// The resolution of the JFIF segment.
  private var resolution: Resolution?
  private var hasAdobe = false
  private var pictureCount = 1
  /// The number of pictures that are only smaller copies of the first one.
  private(set) var previewCount = 0
  /// The parts of the ICC profile.
  private(set) var profile = ICCParts()

  /// Adds one segment. The JFIF APP0 segment and the Adobe APP14 segment belong to the picture and are not metadata;
  /// only bytes beyond their regular content count as metadata.
  mutating func add(_ payload: ByteView, marker: UInt8) {
    switch marker {
    case 0xE0 where payload.begins(with: "JFIF\0"):
      if payload.count < 14 || hasJFIF {
        // Some decoders reject a truncated or a second JFIF segment.
        sizes.add(.other, payload.count)
      } else if let width = payload.byte(at: 12), let height = payload.byte(at: 13), width * height > 0 {
        sizes.add(.thumbnail, width * height * 3)
      } else if payload.count > 14 {
        sizes.add(.other, payload.count - 14)
      }
      if !hasJFIF { resolution = Self.resolution(payload) }
      hasJFIF = true
    case 0xE0 where payload.begins(with: "JFXX\0"):
      sizes.add(.thumbnail, payload.count)
    case 0xE1 where payload.begins(with: "Exif\0"):
      sizes.add(.exif, payload.count)
      if exif == nil, let block = payload.rest(from: 6), let facts = ExifFacts(block) {
        exif = facts
        if let bytes = facts.thumbnailBytes { sizes.add(.thumbnail, min(bytes, payload.count)) }
      }
    case 0xE1 where payload.begins(with: "http://ns.adobe.com/x"):
      sizes.add(.xmp, payload.count)
      xmpHasLocation = xmpHasLocation || payload.contains("GPSLatitude")
    case 0xE2 where payload.begins(with: "ICC_PROFILE\0"):
      sizes.add(.icc, payload.count)
      profile.add(payload)
    case 0xE2 where payload.begins(with: "MPF\0"):
      sizes.add(.multiPicture, payload.count)
      if let index = payload.rest(from: 4), let count = Self.multiPictureCount(index) {
        pictureCount = count
        previewCount = Self.previewCount(index, of: count)
      }
    case 0xED:
      sizes.add(.iptc, payload.count)
    case 0xEE where payload.begins(with: "Adobe"):
      if payload.count != 12 || hasAdobe { sizes.add(.other, payload.count) }
      hasAdobe = true
    case 0xFE:
      sizes.add(.comment, payload.count)
    default:
      sizes.add(.other, payload.count)
    }
  }

  /// Stores the results in the facts.
  func finish(_ facts: inout PictureFacts) {
    if let resolution { facts.resolutions = [resolution] }
    if let exif { facts.take(exif) }
    if xmpHasLocation { facts.hasLocation = true }
    facts.pictureCount = pictureCount
    facts.colourProfile = profile.state
    facts.metadata = sizes.list
  }

  /// The resolution in a JFIF segment (ITU-T T.871, 10.1); nil where it only gives a ratio of width to height.
  private static func resolution(_ payload: ByteView) -> Resolution? {
    guard let unit = payload.byte(at: 7), (1...2).contains(unit), let across = payload.number16(at: 8), across > 0,
      let down = payload.number16(at: 10), down > 0
    else { return nil }
    let inch = unit == 1 ? 1 : 2.54
    return Resolution(.jfif, across: Double(across) * inch, down: Double(down) * inch)
  }

  /// Whether a segment marks a further picture as auxiliary, not to be shown on its own: an HDR gain map (Adobe's and
  /// Android's Ultra HDR, ISO 21496-1), or one of Apple's auxiliary images, such as a depth map.
  static func marksHelper(_ payload: ByteView, marker: UInt8) -> Bool {
    switch marker {
    case 0xE1 where payload.begins(with: "http://ns.adobe.com/x"):
      payload.contains("hdr-gain-map") || payload.contains("AuxiliaryImageType")
    case 0xE2: payload.begins(with: "urn:iso:std:iso:ts:21496")
    default: false
    }
  }

  /// The number of pictures in a multi-picture index (CIPA DC-007, 5.2.3), or nil if it is implausible.
  private static func multiPictureCount(_ index: ByteView) -> Int? {
    guard let count = directory(of: index).number(.multiPictureCount) else { return nil }
    return (1...1000).contains(count) ? count : nil
  }

  /// The number of large thumbnails of the first picture (5.2.3.3). Each picture has a 16-byte entry that begins with
  /// its type.
  private static func previewCount(_ index: ByteView, of count: Int) -> Int {
    let tiff = ordered(index)
    guard let entry = directory(of: index).entry(Directory.Tag.multiPictureEntries.rawValue),
      let offset = tiff.number32(at: entry + 8)
    else { return 0 }
    return (0..<count).count { number in
      tiff.number32(at: offset + 16 * number).map { $0 & 0xFF0000 == 0x010000 } ?? false
    }
  }

  private static func directory(of index: ByteView) -> Directory {
    let tiff = ordered(index)
    return Directory(in: tiff, at: tiff.number32(at: 4) ?? tiff.count)
  }

  private static func ordered(_ index: ByteView) -> ByteView {
    var tiff = index
    tiff.order = index.begins(with: "II") ? .littleEndian : .bigEndian
    return tiff
  }
}
