import CPNG

/// Decodes PNG into planes, row by row.
struct PNGDecoding {
  let limits: DecodingLimits

  /// The picture.
  func decode(_ bytes: [UInt8]) throws(DecodingError) -> DecodedPicture {
    let header = try header(of: bytes)
    var flaws: [DecodedPicture.Flaw] = []
    var picture: PlanarPicture?
    try withReader(over: bytes) { reader, frame throws(DecodingError) in
      let profile = Self.profile(of: frame, header)
      let levels = Self.levels(of: frame, header)
      // Colours are converted before transparency is blended with white. Without a conversion, rows are blended as they
      // come.
      var canvas = Canvas(
        frame, levels: levels, keepsOpacity: profile != nil || levels != nil,
        factor: RowReducer.factor(
          width: Int(frame.width), height: Int(frame.height), maxPixels: limits.maxDecodedPixels))
      try read(reader, into: &canvas)
      finish(reader, bytes, header, &flaws)
      var (decoded, opacity) = canvas.finished()
      if let profile { decoded.convertToSRGB(from: profile, noting: &flaws) }
      if let opacity { decoded.layOnWhite(opacity) }
      picture = decoded
    }
    return DecodedPicture(facts: header.facts, picture: picture!, flaws: flaws)
  }

  /// What is wrong with the file. All of its data is read, and no pixels are kept.
  func verify(_ bytes: [UInt8]) throws(DecodingError) -> VerifiedPicture {
    let header = try header(of: bytes)
    var flaws: [DecodedPicture.Flaw] = []
    try withReader(over: bytes) { reader, frame throws(DecodingError) in
      var row = [UInt8](repeating: 0, count: Int(frame.width) * Int(frame.components))
      var place = cpng_place()
      var isFirst = true
      while try readRow(reader, &row, nil, &place, isFirst: isFirst), place.count > 0 { isFirst = false }
      finish(reader, bytes, header, &flaws)
      if let profile = Self.profile(of: frame, header) {
        flaws.verify(profile, components: Int(frame.components))
      }
    }
    return VerifiedPicture(facts: header.facts, flaws: flaws)
  }

  /// What the file says, if it is within limits.
  private func header(of bytes: [UInt8]) throws(DecodingError) -> PNGHeader {
    let header = try PNGHeader(of: bytes)
    let facts = header.facts
    guard facts.width > 0, facts.height > 0 else { throw .corrupt(.png, reason: "no pixels") }
    func require(atMost pixels: Int) throws(DecodingError) {
      try DecodingLimits.require(width: facts.width, height: facts.height, atMost: pixels)
    }
    try require(atMost: limits.maxPixels)
    // An interlaced picture cannot be reduced while it is read: its rows come in seven passes.
    if facts.isProgressive { try require(atMost: limits.maxDecodedPixels * 4) }
    // Image data may inflate to a thousand times its size. Three bytes for each pixel of the largest picture bound the
    // time.
    let bytesPerPixel = max(1, facts.components * facts.bitDepth / 8)
    try require(atMost: limits.maxPixels * 3 / bytesPerPixel)
    return header
  }

  /// Calls `body` with a reader that has read the header.
  private func withReader(
    over bytes: [UInt8], _ body: (OpaquePointer, cpng_frame) throws(DecodingError) -> Void
  ) throws(DecodingError) {
    try bytes.withUnsafeBufferPointer { bytes throws(DecodingError) in
      guard let reader = cpng_reader_create(bytes.baseAddress, bytes.count, limits.forPNG) else { throw .outOfMemory }
      defer { cpng_reader_destroy(reader) }
      var frame = cpng_frame()
      try check(cpng_reader_start(reader, &frame), reader)
      try body(reader, frame)
    }
  }

  /// Reads the file to its end, and adds what was wrong with it.
  private func finish(
    _ reader: OpaquePointer, _ bytes: [UInt8], _ header: PNGHeader, _ flaws: inout [DecodedPicture.Flaw]
  ) {
    let finished = cpng_reader_finish(reader)
    let damage = cpng_reader_damage(reader)
    let reason = String(cString: cpng_reader_message(reader))
    if damage.truncated {
      flaws.append(.truncated)
    } else if damage.corrupt || finished != CPNG_OK {
      flaws.append(.corrupt(reason: reason))
    } else if damage.unchecked, !Self.isImageDataIntact(in: bytes) {
      flaws.append(.corrupt(reason: "IDAT: CRC error"))
    }
    if damage.untidy { flaws.append(.untidy(reason: reason)) }
    if damage.profile, header.colour == nil {
      flaws.append(.brokenProfile(reason: String(cString: cpng_reader_profile_message(reader))))
    }
  }

  /// Whether the checksums of all image data are right; a chunk that is cut off by the end of the file does not count.
  private static func isImageDataIntact(in bytes: [UInt8]) -> Bool {
    var chunks = PNGChunks(bytes)
    while let chunk = chunks.next() {
      if chunk.type == "IDAT", chunk.isWhole, !chunks.isIntact(chunk) { return false }
    }
    return true
  }

  /// The ICC profile that a file embeds; nil if it has none that can be read.
  func profile(in bytes: [UInt8]) -> [UInt8]? {
    var profile: [UInt8]?
    try? withReader(over: bytes) { _, frame throws(DecodingError) in profile = Self.profile(in: frame) }
    return profile
  }

  private static func profile(in frame: cpng_frame) -> [UInt8]? {
    frame.profile.map { Array(UnsafeBufferPointer(start: $0, count: Int(frame.profile_count))) }
  }

  /// The profile of the samples, built from the file's code points if there are any; nil for sRGB.
  private static func profile(of frame: cpng_frame, _ header: PNGHeader) -> [UInt8]? {
    if let colour = header.colour { return colour.profile() }
    return profile(in: frame)
  }

  /// The new value for each value of a sample before colours are converted; nil to keep samples.
  private static func levels(of frame: cpng_frame, _ header: PNGHeader) -> [UInt8]? {
    guard let colour = header.colour else { return GammaCurve(frame.gamma)?.table }
    return colour.isFullRange ? nil : SampleLevels(bits: 8, isFullRange: false).luma
  }

  /// Reads all rows there are. Those of an interlaced picture come pass by pass.
  private func read(_ reader: OpaquePointer, into canvas: inout Canvas) throws(DecodingError) {
    var row = [UInt8](repeating: 0, count: canvas.width * canvas.components)
    var opacity = [UInt8](repeating: 0, count: canvas.keepsOpacity ? canvas.width : 0)
    var place = cpng_place()
    var isFirst = true
    while true {
      let isThere = try opacity.withUnsafeMutableBufferPointer { opacity throws(DecodingError) in
        try readRow(reader, &row, canvas.keepsOpacity ? opacity.baseAddress : nil, &place, isFirst: isFirst)
      }
      guard isThere, place.count > 0 else { return }
      isFirst = false
      canvas.paint(&row, opacity, at: place)
    }
  }

  /// Reads a row; false if there are no more. Damage is an error only before the first row.
  private func readRow(
    _ reader: OpaquePointer, _ row: inout [UInt8], _ opacity: UnsafeMutablePointer<UInt8>?, _ place: inout cpng_place,
    isFirst: Bool
  ) throws(DecodingError) -> Bool {
    let status = cpng_reader_read_row(reader, &row, opacity, &place)
    if isFirst || status == CPNG_NO_MEMORY || status == CPNG_MISUSE { try check(status, reader) }
    return status == CPNG_OK
  }

  private func check(_ status: cpng_status, _ reader: OpaquePointer) throws(DecodingError) {
    guard status != CPNG_OK else { return }
    let message = String(cString: cpng_reader_message(reader))
    switch status {
    case CPNG_BAD_DATA where cpng_reader_damage(reader).truncated: throw .truncated(.png)
    case CPNG_BAD_DATA: throw .corrupt(.png, reason: message)
    case CPNG_NO_MEMORY: throw .outOfMemory
    default: throw .fault(reason: message)
    }
  }
}
