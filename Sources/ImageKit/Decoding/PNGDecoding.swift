import CPNG

/// Decodes PNG into planes, row by row.
struct PNGDecoding {
  let limits: DecodingLimits

  func decode(_ bytes: [UInt8]) throws(DecodingError) -> DecodedPicture {
    let facts = try PNGHeader.facts(of: bytes)
    guard facts.width > 0, facts.height > 0 else { throw .corrupt(.png, reason: "no pixels") }
    let (pixels, overflows) = facts.width.multipliedReportingOverflow(by: facts.height)
    guard !overflows, pixels <= limits.maxPixels else {
      throw .tooManyPixels(width: facts.width, height: facts.height, limit: limits.maxPixels)
    }
    // An interlaced picture cannot be reduced while it is read: its rows come in seven passes.
    guard !facts.isProgressive || pixels <= limits.maxDecodedPixels * 4 else {
      throw .tooManyPixels(width: facts.width, height: facts.height, limit: limits.maxDecodedPixels * 4)
    }
    // Image data may inflate to a thousand times its size. Three bytes a pixel of the largest picture bound the time.
    let bytesPerPixel = max(1, facts.components * facts.bitDepth / 8)
    guard pixels <= limits.maxPixels * 3 / bytesPerPixel else {
      throw .tooManyPixels(width: facts.width, height: facts.height, limit: limits.maxPixels * 3 / bytesPerPixel)
    }
    var flaws: [DecodedPicture.Flaw] = []
    let picture = try bytes.withUnsafeBufferPointer { bytes throws(DecodingError) in
      try read(bytes, &flaws)
    }
    return DecodedPicture(facts: facts, picture: picture, flaws: flaws)
  }

  private func read(
    _ bytes: UnsafeBufferPointer<UInt8>, _ flaws: inout [DecodedPicture.Flaw]
  ) throws(DecodingError) -> PlanarPicture {
    guard let reader = cpng_reader_create(bytes.baseAddress, bytes.count, limits.forPNG) else { throw .outOfMemory }
    defer { cpng_reader_destroy(reader) }
    var frame = cpng_frame()
    try check(cpng_reader_start(reader, &frame), reader)
    var picture = try frame.interlaced ? readPasses(reader, frame) : readRows(reader, frame)
    let finished = cpng_reader_finish(reader)
    let damage = cpng_reader_damage(reader)
    if damage.truncated {
      flaws.append(.truncated)
    } else if damage.corrupt || finished != CPNG_OK {
      flaws.append(.corrupt(reason: String(cString: cpng_reader_message(reader))))
    }
    if damage.profile { flaws.append(.brokenProfile(reason: String(cString: cpng_reader_profile_message(reader)))) }
    if let profile = frame.profile {
      do {
        try picture.convertToSRGB(from: Array(UnsafeBufferPointer(start: profile, count: Int(frame.profile_count))))
      } catch {
        flaws.append(.brokenProfile(reason: error.reason))
      }
    }
    return picture
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
