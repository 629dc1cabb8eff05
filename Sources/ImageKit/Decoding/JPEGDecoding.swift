import CJPEG

/// Decodes JPEG into planes.
struct JPEGDecoding {
  let limits: DecodingLimits

  /// The picture, reduced as far as its long side keeps `leastLongSide` pixels.
  func decode(_ bytes: [UInt8], leastLongSide: Int) throws(DecodingError) -> DecodedPicture {
    JPEGPass.observer?(.decoding)
    let header = try header(of: bytes)
    return try bytes.withUnsafeBufferPointer { bytes throws(DecodingError) in
      guard let reader = cjpeg_reader_create(bytes.baseAddress, bytes.count, limits.forJPEG) else { throw .outOfMemory }
      defer { cjpeg_reader_destroy(reader) }
      var frame = cjpeg_frame()
      let eighths = Self.eighths(of: header.facts, leaving: leastLongSide)
      try check(cjpeg_reader_start(reader, eighths, maxOutputPixels, &frame), reader)
      return try picture(from: reader, frame, header)
    }
  }

  /// The coefficients, from a single decoding; nil if anything is wrong with the data, in which case
  /// ``decode(_:leastLongSide:)`` or ``verify(_:)`` reports what is wrong. Also nil if the picture is wanted at an
  /// eighth of its size, because libjpeg then decodes only the coefficients that it needs.
  ///
  /// - Parameter leastLongSide: The least long side, in pixels, of a picture that is made from the coefficients.
  func hold(_ bytes: [UInt8], leastLongSide: Int) -> JPEGCoefficients? {
    guard let header = try? header(of: bytes) else { return nil }
    let eighths = Self.eighths(of: header.facts, leaving: leastLongSide)
    guard eighths > 1 else { return nil }
    JPEGPass.observer?(.decoding)
    return bytes.withUnsafeBufferPointer { bytes in
      guard let reader = cjpeg_reader_create(bytes.baseAddress, bytes.count, limits.forJPEG) else { return nil }
      var frame = cjpeg_frame()
      let status = cjpeg_reader_hold(reader, eighths, maxOutputPixels, &frame)
      let held = JPEGCoefficients(reader, frame, header, self)
      let damage = cjpeg_reader_damage(reader)
      return status == CJPEG_OK && !damage.truncated && !damage.corrupt ? held : nil
    }
  }

  /// What is wrong with the file. All of its data is read, and no pixels are made.
  func verify(_ bytes: [UInt8]) throws(DecodingError) -> VerifiedPicture {
    JPEGPass.observer?(.verifying)
    let header = try header(of: bytes)
    return try bytes.withUnsafeBufferPointer { bytes throws(DecodingError) in
      guard let reader = cjpeg_reader_create(bytes.baseAddress, bytes.count, limits.forJPEG) else { throw .outOfMemory }
      defer { cjpeg_reader_destroy(reader) }
      try check(cjpeg_reader_verify(reader), reader)
      return VerifiedPicture(facts: header.facts, flaws: flaws(after: reader, header))
    }
  }

  /// What the file says, if it is within limits.
  private func header(of bytes: [UInt8]) throws(DecodingError) -> JPEGHeader {
    let header = try JPEGHeader(of: bytes)
    try DecodingLimits.require(width: header.facts.width, height: header.facts.height, atMost: limits.maxPixels)
    return header
  }

  /// What the headers alone show to be wrong.
  private static func flaws(of facts: PictureFacts) -> [DecodedPicture.Flaw] {
    if case .broken(let reason) = facts.colourProfile { [.brokenProfile(reason: reason)] } else { [] }
  }

  private var maxOutputPixels: UInt64 { UInt64(max(1, limits.maxDecodedPixels)) }

  /// What was wrong with a file of which no pixels are made.
  func flaws(after reader: OpaquePointer, _ header: JPEGHeader) -> [DecodedPicture.Flaw] {
    var flaws = Self.flaws(of: header.facts)
    finish(reader, &flaws)
    if let profile = header.profile { flaws.verify(profile, components: header.facts.components) }
    return flaws
  }

  /// Reads the file to its end, and adds what was wrong with it.
  private func finish(_ reader: OpaquePointer, _ flaws: inout [DecodedPicture.Flaw]) {
    cjpeg_reader_finish(reader)
    let damage = cjpeg_reader_damage(reader)
    let reason = String(cString: cjpeg_reader_message(reader))
    if damage.truncated { flaws.append(.truncated) }
    if damage.corrupt { flaws.append(.corrupt(reason: reason)) }
    if damage.untidy { flaws.append(.untidy(reason: reason)) }
  }

  /// The scale of the inverse DCT, in eighths: the smallest of the fast ones that leaves enough pixels.
  private static func eighths(of facts: PictureFacts, leaving leastLongSide: Int) -> UInt32 {
    [1, 2, 4].first { max(facts.width, facts.height) * Int($0) >= 8 * min(leastLongSide, 1 << 32) } ?? 8
  }

  /// Makes the pixels, and reports what was wrong with the file.
  func picture(
    from reader: OpaquePointer, _ frame: cjpeg_frame, _ header: JPEGHeader
  ) throws(DecodingError) -> DecodedPicture {
    var flaws = Self.flaws(of: header.facts)
    let profile = header.profile
    var picture: PlanarPicture
    switch frame.layout {
    case CJPEG_PLANES: picture = try readPlanes(reader, frame)
    case CJPEG_CMYK_ROWS: picture = try readInks(reader, frame, profile: profile, &flaws)
    default: picture = try readRows(reader, frame)
    }
    finish(reader, &flaws)
    if let profile, frame.layout != CJPEG_CMYK_ROWS { picture.convertToSRGB(from: profile, noting: &flaws) }
    return DecodedPicture(facts: header.facts, picture: picture, flaws: flaws)
  }

  /// Reads the planes that the file itself holds.
  private func readPlanes(_ reader: OpaquePointer, _ frame: cjpeg_frame) throws(DecodingError) -> PlanarPicture {
    var luma = Self.samples(for: frame.planes.0)
    let isGrey = frame.components == 1
    var blue = isGrey ? [] : Self.samples(for: frame.planes.1), red = isGrey ? [] : Self.samples(for: frame.planes.2)
    let status = luma.withUnsafeMutableBufferPointer { luma in
      blue.withUnsafeMutableBufferPointer { blue in
        red.withUnsafeMutableBufferPointer { red in
          cjpeg_reader_read_planes(reader, [luma.baseAddress, blue.baseAddress, red.baseAddress])
        }
      }
    }
    try check(status, reader)
    let lumaPlane = Plane(frame.planes.0, samples: luma)
    guard !isGrey else { return PlanarPicture(luma: lumaPlane, chroma: nil) }
    let chroma = PlanarPicture.Chroma(
      blue: Plane(frame.planes.1, samples: blue), red: Plane(frame.planes.2, samples: red))
    return PlanarPicture(
      luma: lumaPlane, chroma: chroma,
      horizontalSubsampling: chroma.blue.width < lumaPlane.width ? 2 : 1,
      verticalSubsampling: chroma.blue.height < lumaPlane.height ? 2 : 1)
  }

  /// Reads rows of interleaved samples: RGB, or Y′CbCr with unusual subsampling.
  private func readRows(_ reader: OpaquePointer, _ frame: cjpeg_frame) throws(DecodingError) -> PlanarPicture {
    var canvas = PlanarCanvas(width: Int(frame.width), height: Int(frame.height), isGrey: false)
    var row = [UInt8](repeating: 0, count: canvas.width * 3)
    for y in 0..<canvas.height {
      try check(cjpeg_reader_read_row(reader, &row), reader)
      row.withUnsafeBufferPointer {
        if frame.layout == CJPEG_RGB_ROWS {
          canvas.paint(rgb: $0, at: .init(y: y))
        } else {
          canvas.paint(triples: $0, at: .init(y: y))
        }
      }
    }
    return canvas.finished()
  }

  /// Reads rows of ink samples (CMYK), and converts each by the profile, or by a formula if there is no usable profile.
  private func readInks(
    _ reader: OpaquePointer, _ frame: cjpeg_frame, profile: [UInt8]?, _ flaws: inout [DecodedPicture.Flaw]
  ) throws(DecodingError) -> PlanarPicture {
    var conversion = InkConversion()
    if let profile {
      do {
        conversion = try InkConversion(profile)
      } catch {
        flaws.append(.brokenProfile(reason: error.reason))
      }
    }
    var canvas = PlanarCanvas(width: Int(frame.width), height: Int(frame.height), isGrey: false)
    var inks = [UInt8](repeating: 0, count: canvas.width * 4), rgb = [UInt8](repeating: 0, count: canvas.width * 3)
    for y in 0..<canvas.height {
      try check(cjpeg_reader_read_row(reader, &inks), reader)
      inks.withUnsafeBufferPointer { inks in
        rgb.withUnsafeMutableBufferPointer { rgb in
          conversion.convert(inks, into: rgb)
          canvas.paint(rgb: UnsafeBufferPointer(rgb), at: .init(y: y))
        }
      }
    }
    return canvas.finished()
  }

  /// Room for a plane, not initialised: libjpeg writes every block of it.
  private static func samples(for plane: cjpeg_plane) -> [UInt8] {
    let count = Int(plane.stride) * Int(plane.rows)
    return [UInt8](unsafeUninitializedCapacity: count) { _, initialized in initialized = count }
  }

  private func check(_ status: cjpeg_status, _ reader: OpaquePointer) throws(DecodingError) {
    guard status != CJPEG_OK else { return }
    let message = String(cString: cjpeg_reader_message(reader))
    switch status {
    case CJPEG_BAD_DATA where cjpeg_reader_damage(reader).truncated: throw .truncated(.jpeg)
    case CJPEG_BAD_DATA: throw .corrupt(.jpeg, reason: message)
    case CJPEG_UNSUPPORTED: throw .unsupported(.jpeg, reason: message)
    // The pixels were checked before, and the limit on coefficients follows from them.
    case CJPEG_LIMIT: throw .tooManyScans
    case CJPEG_NO_MEMORY: throw .outOfMemory
    default: throw .fault(reason: message)
    }
  }
}

extension Plane {
  /// A plane that libjpeg has filled.
  fileprivate init(_ plane: cjpeg_plane, samples: [UInt8]) {
    self.init(width: Int(plane.width), height: Int(plane.height), stride: Int(plane.stride), samples: samples)
  }
}
