/// Gathers what stands in a JPEG file's application and comment segments.
struct JPEGMetadata {
  private var sizes: [PictureFacts.Metadata.Kind: Int] = [:]
  private var order: [PictureFacts.Metadata.Kind] = []
  private var exif: ExifFacts?
  private var xmpHasLocation = false
  private var pictureCount = 1
  /// The ICC profile's parts.
  private(set) var profile = ICCParts()

  /// Takes in one segment. An APP0 of JFIF and the Adobe marker belong to the picture and are no metadata.
  mutating func add(_ payload: ByteView, marker: UInt8) {
    switch marker {
    case 0xE0 where payload.begins(with: "JFIF\0"):
      if let width = payload.byte(at: 12), let height = payload.byte(at: 13), width * height > 0 {
        count(.thumbnail, width * height * 3)
      }
    case 0xE0 where payload.begins(with: "JFXX\0"):
      count(.thumbnail, payload.count)
    case 0xE1 where payload.begins(with: "Exif\0"):
      count(.exif, payload.count)
      if exif == nil, let block = payload.rest(from: 6), let facts = ExifFacts(block) {
        exif = facts
        if let bytes = facts.thumbnailBytes { count(.thumbnail, min(bytes, payload.count)) }
      }
    case 0xE1 where payload.begins(with: "http://ns.adobe.com/x"):
      count(.xmp, payload.count)
      xmpHasLocation = xmpHasLocation || payload.contains("GPSLatitude")
    case 0xE2 where payload.begins(with: "ICC_PROFILE\0"):
      count(.icc, payload.count)
      profile.add(payload)
    case 0xE2 where payload.begins(with: "MPF\0"):
      count(.multiPicture, payload.count)
      if let index = payload.rest(from: 4), let count = Self.multiPictureCount(index) { pictureCount = count }
    case 0xED:
      count(.iptc, payload.count)
    case 0xEE where payload.begins(with: "Adobe"):
      break
    case 0xFE:
      count(.comment, payload.count)
    default:
      count(.other, payload.count)
    }
  }

  /// Writes what was found into the facts.
  func finish(_ facts: inout PictureFacts) {
    if let exif {
      facts.orientation = exif.orientation
      facts.camera = exif.camera
      facts.dateTaken = exif.dateTaken
    }
    facts.hasLocation = xmpHasLocation || exif?.hasLocation == true
    facts.pictureCount = pictureCount
    facts.colourProfile = profile.state
    facts.metadata = order.map { .init(kind: $0, bytes: sizes[$0] ?? 0) }
  }

  private mutating func count(_ kind: PictureFacts.Metadata.Kind, _ bytes: Int) {
    if sizes[kind] == nil { order.append(kind) }
    sizes[kind, default: 0] += bytes
  }

  /// The number of pictures that a multi-picture index names (CIPA DC-007, 5.2.3), if it is a believable one.
  private static func multiPictureCount(_ index: ByteView) -> Int? {
    var tiff = index
    tiff.order = index.begins(with: "II") ? .littleEndian : .bigEndian
    guard let offset = tiff.number32(at: 4), let count = Directory(in: tiff, at: offset).number(.multiPictureCount)
    else { return nil }
    return (1...1000).contains(count) ? count : nil
  }
}
