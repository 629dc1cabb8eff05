/// Decides whether a photo's pixels can be kept without loss, in its own file or in a new one, and makes that result.
struct Unchanged {
  /// The options of the preparation.
  let options: Preparation.Options
  /// The file's name without folders; nil if it has none.
  let fileName: String?

  /// The result of reading a photo's data once.
  struct Reading {
    /// The photo's pixels, reduced or not; nil if none were requested.
    var decoded: DecodedPicture?
    /// What is wrong with the file.
    var flaws: [DecodedPicture.Flaw]
    /// The coefficients of an undamaged JPEG from which a new file may be made.
    var coefficients: JPEGCoefficients?
    /// Whether the file was verified, which finds faults that decoding ignores.
    var isVerified = false
  }

  /// Whether the headers allow the pixels to be kept. Only then does the photo's data need to be read for this.
  ///
  /// - Throws: ``DecodingError`` when the photo cannot be read at all.
  func mayBePossible(_ photo: [UInt8]) throws(DecodingError) -> Bool {
    let facts = try PictureFacts(of: photo)
    guard options.watermark == nil, mayKeepPixels(facts) else { return false }
    return isFine(photo, facts) || mayFit(photo, facts)
  }

  /// Reads a photo for which ``mayBePossible(_:)`` is true.
  ///
  /// - Parameter longSide: The long side, in pixels, that the decoded picture needs; nil if no pixels are needed.
  /// - Throws: ``DecodingError`` when the photo cannot be read at all.
  func read(_ photo: [UInt8], longSide: Int?) throws(DecodingError) -> Reading {
    let facts = try PictureFacts(of: photo)
    // A file that may be returned unchanged is verified, which is faster than decoding. Any other JPEG gets a new file.
    if facts.format == .jpeg, longSide != nil || !isFine(photo, facts), rewrapper.mayFit(photo.count, facts),
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

  /// The result with the photo's own pixels; nil if the photo has to be encoded again.
  ///
  /// - Parameters:
  ///   - photo: A photo for which ``mayBePossible(_:)`` is true.
  ///   - reading: The result of reading it. A damaged photo does not keep its pixels.
  ///   - turn: The orientation to apply after the EXIF orientation.
  /// - Throws: ``DecodingError`` when the photo cannot be read at all.
  func picture(
    of photo: [UInt8], _ reading: Reading, turn: ExifOrientation
  ) throws(DecodingError) -> PreparedPicture? {
    guard reading.flaws.allSatisfy(\.isUntidiness) else { return nil }
    let facts = try PictureFacts(of: photo)
    let orientation = facts.orientation.followed(by: turn)
    var (bytes, route): ([UInt8], PreparedPicture.Route)
    if isFine(photo, facts), turn == .upright, isTidy(photo, facts, reading) {
      (bytes, route) = (photo, .handedThrough)
    } else if let rewrapped = rewrap(photo, facts, turn, reading.coefficients),
      // Chunks are copied to a new PNG, so it may have the old file's faults. A new JPEG is written by libjpeg.
      facts.format == .jpeg || reading.flaws.isEmpty || (try? decoder.verify(rewrapped).flaws.isEmpty) == true
    {
      (bytes, route) = (rewrapped, .rewrapped)
    } else {
      return nil
    }
    if options.meetsRules {
      guard let fitted = options.rules.fitted(bytes, isNew: route == .rewrapped) else { return nil }
      if fitted != bytes { (bytes, route) = (fitted, .rewrapped) }
    }

    let exchanged = orientation.exchangesSides
    return PreparedPicture(
      bytes: bytes, format: facts.format,
      width: exchanged ? facts.height : facts.width, height: exchanged ? facts.width : facts.height,
      facts: facts, quality: nil, watermarked: false, route: route,
      findings: Preparation.findings(facts, reading.flaws, photo.count, fileName, by: options.photoRules), turn: turn)
  }

  private var decoder: PictureDecoder { PictureDecoder(limits: options.limits) }
  private var rewrapper: JPEGRewrapper { JPEGRewrapper(maxBytes: options.maxBytes, limits: options.limits) }

  /// Whether the file follows the rules of its format, so that other programs accept it. A JPEG is verified, because
  /// decoding ignores a few bytes of padding.
  private func isTidy(_ photo: [UInt8], _ facts: PictureFacts, _ reading: Reading) -> Bool {
    guard reading.flaws.isEmpty else { return false }
    return facts.format != .jpeg || reading.isVerified || (try? decoder.verify(photo).flaws.isEmpty) == true
  }

  /// Whether the file itself can be uploaded if it need not be turned.
  private func isFine(_ photo: [UInt8], _ facts: PictureFacts) -> Bool {
    (options.meetsRules && options.rules.dpi != nil ? facts.isBareWithResolution : facts.isBarePicture)
      && photo.count <= options.maxBytes
  }

  /// Whether the pixels are within the limits, and every portal and browser shows them alike.
  private func mayKeepPixels(_ facts: PictureFacts) -> Bool {
    guard facts.width * facts.height <= options.limits.maxDecodedPixels else { return false }
    if let maxSide = options.maxSide, max(facts.width, facts.height) > maxSide { return false }
    if options.meetsRules, !options.rules.mayAccept(facts) { return false }
    switch facts.format {
    case .jpeg: return facts.components != 4  // inks look different everywhere
    case .png: return options.mayStayPNG && !facts.hasTransparency  // and so do transparent pixels
    case .heic, .avif, .webp: return false
    }
  }

  /// Whether a new file with the same pixels may fit the budget.
  private func mayFit(_ photo: [UInt8], _ facts: PictureFacts) -> Bool {
    switch facts.format {
    case .jpeg: rewrapper.mayFit(photo.count, facts)
    // Copying the chunks is far cheaper than decoding a large PNG only to find that it does not fit.
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
