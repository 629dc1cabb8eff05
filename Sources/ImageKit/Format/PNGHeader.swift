/// The facts in a PNG file's chunks. Nothing is inflated for them.
enum PNGHeader {
  /// Walks the file once.
  static func facts(of bytes: [UInt8]) throws(DecodingError) -> PictureFacts {
    var chunks = PNGChunks(bytes)
    guard let first = chunks.next() else { throw .truncated(.png) }
    guard first.type == "IHDR" else { throw .corrupt(.png, reason: "no IHDR chunk") }
    guard var facts = frame(ByteView(bytes[first.data])) else {
      throw first.isWhole ? .corrupt(.png, reason: "wrong IHDR chunk") : .truncated(.png)
    }
    var sizes = MetadataSizes()
    while let chunk = chunks.next() {
      let data = ByteView(bytes[chunk.data])
      guard lengths[chunk.type].map({ $0.contains(data.count) }) ?? true else {
        // What is longer than its kind can be holds something else.
        sizes.add(.other, data.count)
        continue
      }
      switch chunk.type {
      case "tRNS":
        facts.hasTransparency = true
      case "IHDR", "PLTE", "IDAT", "IEND", "cHRM", "pHYs", "sBIT", "bKGD", "hIST":
        break
      case "sRGB":
        facts.colourProfile = .sRGB
      case "gAMA":
        if facts.colourProfile == .none, let value = data.number32(at: 0) {
          facts.colourProfile = .gamma(Double(value) / 100_000)
        }
      case "iCCP":
        sizes.add(.icc, data.count)
        facts.colourProfile = .embedded(bytes: data.count)
      case "eXIf":
        sizes.add(.exif, data.count)
        // Some writers put JPEG's opening before the block.
        let block = data.begins(with: "Exif\0\0") ? data.rest(from: 6) : data
        if let exif = block.flatMap({ ExifFacts($0) }) { facts.take(exif) }
      case "acTL":
        if let frames = data.number32(at: 0), frames > 1 { facts.pictureCount = frames }
        sizes.add(.animation, data.count)
      case "fcTL", "fdAT":
        sizes.add(.animation, data.count)
      case "iTXt" where data.begins(with: "XML:com.adobe.xmp"):
        sizes.add(.xmp, data.count)
        if data.contains("GPSLatitude") { facts.hasLocation = true }
      case "tEXt", "zTXt", "iTXt":
        sizes.add(.text, data.count)
      case "tIME":
        sizes.add(.time, data.count)
      default:
        sizes.add(.other, data.count)
      }
    }
    facts.metadata = sizes.list
    if let end = chunks.end { facts.trailingBytes = bytes.count - end }
    return facts
  }

  /// The bytes that chunks about the picture itself may have (PNG specification, third edition, 11.2 and 11.3).
  static let lengths: [String: ClosedRange<Int>] = [
    "IHDR": 13...13, "PLTE": 3...768, "IEND": 0...0, "tRNS": 1...256, "cHRM": 32...32, "gAMA": 4...4, "sRGB": 1...1,
    "sBIT": 1...4, "bKGD": 1...6, "hIST": 2...512, "pHYs": 9...9,
  ]

  /// The facts in the header chunk, or nil if it is cut off or of no known colour type.
  private static func frame(_ header: ByteView) -> PictureFacts? {
    guard header.count == 13, let width = header.number32(at: 0), let height = header.number32(at: 4),
      let depth = header.byte(at: 8), let type = header.byte(at: 9), let interlace = header.byte(at: 12),
      let components = [0: 1, 2: 3, 3: 1, 4: 2, 6: 4][type]
    else { return nil }
    var facts = PictureFacts(format: .png, width: width, height: height, components: components, bitDepth: depth)
    facts.isProgressive = interlace != 0
    facts.hasTransparency = components == 2 || components == 4
    return facts
  }
}
