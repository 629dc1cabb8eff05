/// What the chunks of a WebP file say (RFC 9649). No pixels are decoded.
struct WebPHeader {
  /// The facts about the picture.
  private(set) var facts: PictureFacts
  /// The embedded ICC profile.
  private(set) var profile: [UInt8]?

  /// Reads all chunks in one pass over the file.
  init(of bytes: [UInt8]) throws(DecodingError) {
    let file = ByteView(bytes[...], order: .littleEndian)
    guard let claimed = file.number32(at: 4) else { throw .truncated(.webp) }
    let end = min(8 + claimed, bytes.count)
    facts = PictureFacts(format: .webp, width: 0, height: 0, components: 3, bitDepth: 8)
    var sizes = MetadataSizes()
    var exif: ExifFacts?
    var frames = 0
    var at = 12
    while let type = file.fourCharacters(at: at), let count = file.number32(at: at + 4), at + 8 <= end {
      let data = file.part(at: at + 8, count: min(count, end - at - 8))
      at += 8 + count + count % 2
      guard let data else { break }
      switch type {
      case "VP8X": takeCanvas(data)
      case "VP8 ": takeLossy(data)
      case "VP8L": takeLossless(data)
      case "ALPH": facts.hasTransparency = true
      case "ANMF": frames += 1
      case "ANIM": sizes.add(.animation, data.count)
      case "ICCP":
        sizes.add(.icc, data.count)
        facts.colourProfile = .embedded(bytes: data.count)
        profile = data.copied
      case "EXIF":
        sizes.add(.exif, data.count)
        // Some writers put the Exif header of a JPEG segment before the block.
        let block = data.begins(with: "Exif\0\0") ? data.rest(from: 6) : data
        if exif == nil, let block { exif = ExifFacts(block) }
      case "XMP ":
        sizes.add(.xmp, data.count)
        if data.contains("GPSLatitude") { facts.hasLocation = true }
      default: sizes.add(.other, data.count)
      }
    }
    guard facts.width > 0, facts.height > 0 else {
      throw 8 + claimed > bytes.count ? .truncated(.webp) : .corrupt(.webp, reason: "no picture header")
    }
    if let exif { facts.take(exif) }
    facts.metadata = sizes.list
    facts.pictureCount = max(1, frames)
    facts.trailingBytes = bytes.count - end
  }

  /// The canvas width and height are stored as 24-bit numbers, each minus one.
  private mutating func takeCanvas(_ data: ByteView) {
    guard let flags = data.byte(at: 0), let width = data.number24(at: 4), let height = data.number24(at: 7) else {
      return
    }
    facts.hasTransparency = flags & 0x10 != 0
    (facts.width, facts.height) = (width + 1, height + 1)
  }

  /// The header of a VP8 key frame (RFC 6386, 9.1).
  private mutating func takeLossy(_ data: ByteView) {
    facts.chromaSubsampling = "4:2:0"
    guard facts.width == 0, let width = data.number16(at: 6), let height = data.number16(at: 8) else { return }
    (facts.width, facts.height) = (width & 0x3FFF, height & 0x3FFF)
  }

  private mutating func takeLossless(_ data: ByteView) {
    guard facts.width == 0, data.byte(at: 0) == 0x2F, let bits = data.number32(at: 1) else { return }
    (facts.width, facts.height) = ((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    facts.hasTransparency = bits >> 28 & 1 == 1
  }
}

extension ByteView {
  /// The 24-bit little-endian number at an offset.
  fileprivate func number24(at offset: Int) -> Int? {
    guard let low = number16(at: offset), let high = byte(at: offset + 2) else { return nil }
    return high << 16 | low
  }
}
