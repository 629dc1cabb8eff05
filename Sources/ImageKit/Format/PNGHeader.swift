/// What a PNG file's chunks say: the facts about the picture, and what a decoder needs. Image data is not inflated.
struct PNGHeader {
  /// The facts about the picture.
  private(set) var facts: PictureFacts
  /// The colour space from the cICP chunk, which takes precedence over other colour chunks (PNG specification, third
  /// edition, 4.3); nil if there is none.
  private(set) var colour: CodedColour?

  private var sizes = MetadataSizes()

  /// Reads all chunks in one pass over the file.
  init(of bytes: [UInt8]) throws(DecodingError) {
    var chunks = PNGChunks(bytes)
    guard let first = chunks.next() else { throw .truncated(.png) }
    guard first.type == "IHDR" else { throw .corrupt(.png, reason: "no IHDR chunk") }
    guard let frame = Self.frame(ByteView(bytes[first.data])) else {
      throw first.isWhole ? .corrupt(.png, reason: "wrong IHDR chunk") : .truncated(.png)
    }
    facts = frame
    while let chunk = chunks.next() {
      let data = ByteView(bytes[chunk.data])
      if Self.canBeUsed(chunk, of: chunks) {
        take(data, of: chunk.type)
      } else {
        sizes.add(.other, data.count)
      }
    }
    if let colour { facts.colourProfile = colour.isSRGB ? .sRGB : .coded(colour) }
    facts.metadata = sizes.list
    if let end = chunks.end { facts.trailingBytes = bytes.count - end }
  }

  /// The facts from a file's chunks.
  static func facts(of bytes: [UInt8]) throws(DecodingError) -> PictureFacts { try PNGHeader(of: bytes).facts }

  /// Whether a chunk is valid. A chunk whose length is impossible for its type does not hold what its type says, and a
  /// damaged ancillary chunk is ignored (13.2).
  static func canBeUsed(_ chunk: PNGChunks.Chunk, of chunks: PNGChunks) -> Bool {
    lengths[chunk.type]?.contains(chunk.data.count) != false
      && (!described.contains(chunk.type) || chunks.isIntact(chunk))
  }

  /// The types of chunks that are read.
  private static let described: Set = ["tRNS", "sRGB", "gAMA", "iCCP", "cICP", "eXIf", "acTL"]

  private mutating func take(_ data: ByteView, of type: String) {
    switch type {
    case "tRNS":
      facts.hasTransparency = true
    case "IHDR", "PLTE", "IDAT", "IEND", "cHRM", "sBIT", "bKGD", "hIST":
      break
    case "pHYs":
      // Pixels per metre (11.3.4.3), where 300 dpi are 11,811.
      if data.byte(at: 8) == 1, let across = data.number32(at: 0), across > 0, let down = data.number32(at: 4), down > 0
      {
        facts.resolutions.insert(Resolution(.png, across: Double(across) * 0.0254, down: Double(down) * 0.0254), at: 0)
      }
    case "sRGB":
      facts.colourProfile = .sRGB
    case "gAMA":
      if facts.colourProfile == .none, let value = data.number32(at: 0) {
        facts.colourProfile = .gamma(Double(value) / 100_000)
      }
    case "iCCP":
      sizes.add(.icc, data.count)
      facts.colourProfile = .embedded(bytes: data.count)
    case "cICP":
      // A reader that does not know cICP uses other chunks, so programs may show the file differently.
      sizes.add(.other, data.count)
      if colour == nil { colour = Self.colour(data) }
    case "eXIf":
      sizes.add(.exif, data.count)
      // Some writers put the Exif header of a JPEG segment before the block.
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

  /// The colour space in a cICP chunk (11.3.2.6). Nil if the matrix is not the identity, because PNG samples are always
  /// RGB, or if code points are reserved or unspecified.
  private static func colour(_ data: ByteView) -> CodedColour? {
    guard let primaries = data.byte(at: 0), let transfer = data.byte(at: 1), data.byte(at: 2) == 0,
      let range = data.byte(at: 3), range <= 1, [1, 4, 5, 6, 7, 8, 9, 10, 11, 12, 22].contains(primaries),
      (1...18).contains(transfer), transfer != 2, transfer != 3
    else { return nil }
    return CodedColour(primaries: primaries, transfer: transfer, matrix: 0, isFullRange: range == 1)
  }

  /// The valid lengths of chunks that describe the picture (PNG specification, third edition, 11.2 and 11.3).
  private static let lengths: [String: ClosedRange<Int>] = [
    "IHDR": 13...13, "PLTE": 3...768, "IEND": 0...0, "tRNS": 1...256, "cHRM": 32...32, "gAMA": 4...4, "sRGB": 1...1,
    "cICP": 4...4, "sBIT": 1...4, "bKGD": 1...6, "hIST": 2...512, "pHYs": 9...9,
  ]

  /// The facts from the header chunk, or nil if it is truncated or its colour type is unknown.
  private static func frame(_ header: ByteView) -> PictureFacts? {
    guard header.count == 13, let width = header.number32(at: 0), let height = header.number32(at: 4),
      let depth = header.byte(at: 8), let type = header.byte(at: 9), let interlace = header.byte(at: 12),
      let components = [0: 1, 2: 3, 3: 1, 4: 2, 6: 4][type]
    else { return nil }
    var facts = PictureFacts(format: .png, width: width, height: height, components: components, bitDepth: depth)
    facts.isProgressive = interlace != 0
    facts.hasPalette = type == 3
    facts.hasTransparency = components == 2 || components == 4
    return facts
  }
}
