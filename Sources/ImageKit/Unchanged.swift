/// Finds out whether a photo can be uploaded with its own pixels: as it is, or in a new file around them.
struct Unchanged {
  /// What is wanted of the result.
  let options: Preparation.Options
  /// The file's name without folders, where it has one.
  let fileName: String?

  /// What was learnt by reading a photo's data once.
  struct Reading {
    /// The photo's pixels, reduced or not; nil where none were wanted.
    var decoded: DecodedPicture?
    /// What is wrong with the file.
    var flaws: [DecodedPicture.Flaw]
    /// The photo's coefficients, where it is a sound JPEG of which a new file may be wanted.
    var coefficients: JPEGCoefficients?
    /// Whether the file was verified, which finds what decoding passes over.
    var isVerified = false
  }

  /// Whether it may be possible, judged by the headers: only then the photo is worth reading for it.
  ///
  /// - Throws: ``DecodingError`` when the photo cannot be read at all.
  func mayBePossible(_ photo: [UInt8]) throws(DecodingError) -> Bool {
    let facts = try PictureFacts(of: photo)
    guard options.watermark == nil, mayKeepPixels(facts) else { return false }
    return isFine(photo, facts) || mayFit(photo, facts)
  }

  /// Reads a photo of which it may be possible.
  ///
  /// - Parameter longSide: How many pixels of its long side are needed; nil where no pixels are needed.
  /// - Throws: ``DecodingError`` when the photo cannot be read at all.
  func read(_ photo: [UInt8], longSide: Int?) throws(DecodingError) -> Reading {
    let facts = try PictureFacts(of: photo)
    // A file that may be handed through is verified, which is faster than decoding. Any other JPEG is written anew.
    let isToBeVerified = longSide == nil && (facts.format != .jpeg || isFine(photo, facts))
    if !isToBeVerified, facts.format == .jpeg, rewrapper.mayFit(photo.count, facts),
      let coefficients = decoder.hold(photo, longSide: longSide ?? .max)
    {
      guard longSide != nil else { return Reading(flaws: coefficients.flaws, coefficients: coefficients) }
      if let decoded = coefficients.decoded() {
        return Reading(decoded: decoded, flaws: decoded.flaws, coefficients: coefficients)
      }
    }
    guard let longSide else { return Reading(flaws: try decoder.verify(photo).flaws, isVerified: true) }
    let decoded = try decoder.examine(photo, longSide: longSide)
    return Reading(decoded: decoded, flaws: decoded.flaws)
  }

  /// The result, or nil when pixels have to be made anew.
  ///
  /// - Parameters:
  ///   - photo: A photo of which it may be possible.
  ///   - reading: What was learnt of it. Only a photo with all its pixels keeps them.
  ///   - turn: How it has to be turned beyond what its EXIF says.
  /// - Throws: ``DecodingError`` when the photo cannot be read at all.
  func picture(
    of photo: [UInt8], _ reading: Reading, turn: ExifOrientation
  ) throws(DecodingError) -> PreparedPicture? {
    guard reading.flaws.allSatisfy(\.isUntidiness) else { return nil }
    let facts = try PictureFacts(of: photo)
    let orientation = facts.orientation.followed(by: turn)
    let (bytes, route): ([UInt8], PreparedPicture.Route)
    if isFine(photo, facts), turn == .upright, isTidy(photo, facts, reading) {
      (bytes, route) = (photo, .handedThrough)
    } else if let rewrapped = rewrap(photo, facts, turn, reading.coefficients),
      // A new PNG may have what made the old one untidy. A new JPEG is libjpeg's.
      facts.format == .jpeg || reading.flaws.isEmpty || (try? decoder.verify(rewrapped).flaws.isEmpty) == true
    {
      (bytes, route) = (rewrapped, .rewrapped)
    } else {
      return nil
    }

    let exchanged = orientation.exchangesSides
    return PreparedPicture(
      bytes: bytes, format: facts.format,
      width: exchanged ? facts.height : facts.width, height: exchanged ? facts.width : facts.height,
      facts: facts, quality: nil, watermarked: false, route: route,
      findings: Preparation.findings(facts, reading.flaws, photo.count, fileName))
  }

  private var decoder: PictureDecoder { PictureDecoder(limits: options.limits) }
  private var rewrapper: JPEGRewrapper { JPEGRewrapper(maxBytes: options.maxBytes, limits: options.limits) }

  /// Whether other programs will read the file as well. Decoding a JPEG does not show a few bytes of padding, so it is
  /// verified.
  private func isTidy(_ photo: [UInt8], _ facts: PictureFacts, _ reading: Reading) -> Bool {
    guard reading.flaws.isEmpty else { return false }
    return facts.format != .jpeg || reading.isVerified || (try? decoder.verify(photo).flaws.isEmpty) == true
  }

  /// Whether the file itself can be uploaded, unless it has to be turned.
  private func isFine(_ photo: [UInt8], _ facts: PictureFacts) -> Bool {
    facts.isBarePicture && photo.count <= options.maxBytes
  }

  /// Whether the pixels themselves are such as every portal and browser shows alike.
  private func mayKeepPixels(_ facts: PictureFacts) -> Bool {
    guard facts.width * facts.height <= options.limits.maxDecodedPixels else { return false }
    if let maxSide = options.maxSide, max(facts.width, facts.height) > maxSide { return false }
    switch facts.format {
    case .jpeg: return facts.components != 4  // inks look different everywhere
    case .png: return options.mayStayPNG && !facts.hasTransparency  // and so do transparent pixels
    case .heic, .avif, .webp: return false
    }
  }

  /// Whether a new file around the pixels may fit.
  private func mayFit(_ photo: [UInt8], _ facts: PictureFacts) -> Bool {
    switch facts.format {
    case .jpeg: rewrapper.mayFit(photo.count, facts)
    // Chunks are copied without looking into them: far cheaper than decoding a large PNG only to find that it will not fit.
    case .png: rewrap(photo, facts, .upright, nil) != nil
    case .heic, .avif, .webp: false
    }
  }

  private func rewrap(
    _ photo: [UInt8], _ facts: PictureFacts, _ turn: ExifOrientation, _ coefficients: JPEGCoefficients?
  ) -> [UInt8]? {
    switch facts.format {
    case .jpeg:
      if let coefficients { rewrapper.rewrap(coefficients, turn: turn) } else { rewrapper.rewrap(photo, turn: turn) }
    case .png: turn == .upright ? PNGRewrapper(maxBytes: options.maxBytes).rewrap(photo) : nil
    case .heic, .avif, .webp: nil
    }
  }
}
