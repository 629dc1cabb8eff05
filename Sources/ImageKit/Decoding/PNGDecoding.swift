import CPNG

/// Decodes PNG into planes, row by row.
struct PNGDecoding {
  let limits: DecodingLimits

  /// The picture.
  func decode(_ bytes: [UInt8]) throws(DecodingError) -> DecodedPicture {
    let facts = try facts(of: bytes)
    var flaws: [DecodedPicture.Flaw] = []
    var picture: PlanarPicture?
    try withReader(over: bytes) { reader, frame throws(DecodingError) in
      var decoded = try frame.interlaced ? readPasses(reader, frame) : readRows(reader, frame)
      finish(reader, &flaws)
      if let profile = Self.profile(of: frame) { decoded.convertToSRGB(from: profile, noting: &flaws) }
      picture = decoded
    }
    return DecodedPicture(facts: facts, picture: picture!, flaws: flaws)
  }

  /// What is wrong with the picture; its data is read whole, and no pixels are kept.
  func verify(_ bytes: [UInt8]) throws(DecodingError) -> VerifiedPicture {
    let facts = try facts(of: bytes)
    var flaws: [DecodedPicture.Flaw] = []
    try withReader(over: bytes) { reader, frame throws(DecodingError) in
      var row = [UInt8](repeating: 0, count: Int(frame.width) * Int(frame.components))
      var place = cpng_place()
      var isFirst = true
      while try readRow(reader, &row, &place, isFirst: isFirst), place.count > 0 { isFirst = false }
      finish(reader, &flaws)
      if let profile = Self.profile(of: frame) { flaws.verify(profile, components: Int(frame.components)) }
    }
    return VerifiedPicture(facts: facts, flaws: flaws)
  }

  /// What the file says, if it is within limits.
  private func facts(of bytes: [UInt8]) throws(DecodingError) -> PictureFacts {
    let facts = try PNGHeader.facts(of: bytes)
    guard facts.width > 0, facts.height > 0 else { throw .corrupt(.png, reason: "no pixels") }
    func require(atMost pixels: Int) throws(DecodingError) {
      try DecodingLimits.require(width: facts.width, height: facts.height, atMost: pixels)
    }
    try require(atMost: limits.maxPixels)
    // An interlaced picture cannot be reduced while it is read: its rows come in seven passes.
    if facts.isProgressive { try require(atMost: limits.maxDecodedPixels * 4) }
    // Image data may inflate to a thousand times its size. Three bytes a pixel of the largest picture bound the time.
    let bytesPerPixel = max(1, facts.components * facts.bitDepth / 8)
    try require(atMost: limits.maxPixels * 3 / bytesPerPixel)
    return facts
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

  /// Reads what is behind the last row, and notes what was wrong anywhere.
  private func finish(_ reader: OpaquePointer, _ flaws: inout [DecodedPicture.Flaw]) {
    let finished = cpng_reader_finish(reader)
    let damage = cpng_reader_damage(reader)
    if damage.truncated {
      flaws.append(.truncated)
    } else if damage.corrupt || finished != CPNG_OK {
      flaws.append(.corrupt(reason: String(cString: cpng_reader_message(reader))))
    }
    if damage.profile { flaws.append(.brokenProfile(reason: String(cString: cpng_reader_profile_message(reader)))) }
  }

  /// The embedded ICC profile.
  private static func profile(of frame: cpng_frame) -> [UInt8]? {
    frame.profile.map { Array(UnsafeBufferPointer(start: $0, count: Int(frame.profile_count))) }
  }

  /// Reads a picture whose rows come in order, reducing it on the way if it is too large.
  private func readRows(_ reader: OpaquePointer, _ frame: cpng_frame) throws(DecodingError) -> PlanarPicture {
    let width = Int(frame.width), height = Int(frame.height), components = Int(frame.components)
    var reducer = RowReducer(
      width: width, height: height, components: components,
      factor: RowReducer.factor(width: width, height: height, maxPixels: limits.maxDecodedPixels))
    var canvas = PlanarCanvas(width: reducer.reducedWidth, height: reducer.reducedHeight, isGrey: components == 1)
    let curve = GammaCurve(frame.gamma)
    var row = [UInt8](repeating: 0, count: width * components)
    var place = cpng_place()
    for y in 0..<height {
      guard try readRow(reader, &row, &place, isFirst: y == 0) else { break }
      row.withUnsafeMutableBufferPointer { row in
        curve?.apply(to: row)
        reducer.add(UnsafeBufferPointer(row)) { reduced, y in canvas.paint(reduced, components, at: .init(y: y)) }
      }
    }
    return canvas.finished()
  }

  /// Reads an interlaced picture, each row of each pass right into its place.
  private func readPasses(_ reader: OpaquePointer, _ frame: cpng_frame) throws(DecodingError) -> PlanarPicture {
    let width = Int(frame.width), components = Int(frame.components)
    var canvas = PlanarCanvas(width: width, height: Int(frame.height), isGrey: components == 1)
    let curve = GammaCurve(frame.gamma)
    var row = [UInt8](repeating: 0, count: width * components)
    var place = cpng_place()
    var isFirst = true
    while try readRow(reader, &row, &place, isFirst: isFirst), place.count > 0 {
      isFirst = false
      row.withUnsafeMutableBufferPointer { row in
        let row = UnsafeMutableBufferPointer(rebasing: row[..<(Int(place.count) * components)])
        curve?.apply(to: row)
        canvas.paint(
          UnsafeBufferPointer(row), components, at: .init(y: Int(place.y), x: Int(place.x), step: Int(place.step)))
      }
    }
    return canvas.finished().reduced(
      by: RowReducer.factor(width: width, height: canvas.height, maxPixels: limits.maxDecodedPixels))
  }

  /// Reads a row. False when the data gives no more of them; an error only when it gave none at all.
  private func readRow(
    _ reader: OpaquePointer, _ row: inout [UInt8], _ place: inout cpng_place, isFirst: Bool
  ) throws(DecodingError) -> Bool {
    let status = cpng_reader_read_row(reader, &row, &place)
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
