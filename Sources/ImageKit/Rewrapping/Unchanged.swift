/// Finds out whether a photo can be uploaded with its own pixels: as it is, or in a new file around them.
struct Unchanged {
  /// What is wanted of the result.
  let options: Preparation.Options
  /// The file's name without folders, where it has one.
  let fileName: String?

  /// The result, or nil when pixels have to be made anew.
  ///
  /// - Throws: ``DecodingError`` when the photo cannot be read at all.
  func picture(of photo: [UInt8]) throws(DecodingError) -> PreparedPicture? {
    let facts = try PictureFacts(of: photo)
    guard options.watermark == nil, mayKeepPixels(facts) else { return nil }
    let isFine = facts.isBarePicture && photo.count <= options.maxBytes
    guard isFine || mayFit(photo, facts) else { return nil }
    // Only what was seen whole may go on unseen, and what is broken is not worth a re-wrapper's memory.
    let flaws = try PictureDecoder(limits: options.limits).verify(photo).flaws
    guard flaws.isEmpty else { return nil }

    let (bytes, route): ([UInt8], PreparedPicture.Route)
    if isFine {
      (bytes, route) = (photo, .handedThrough)
    } else if let rewrapped = rewrap(photo, facts) {
      (bytes, route) = (rewrapped, .rewrapped)
    } else {
      return nil
    }

    let exchanged = facts.orientation.exchangesSides
    return PreparedPicture(
      bytes: bytes, format: facts.format,
      width: exchanged ? facts.height : facts.width, height: exchanged ? facts.width : facts.height,
      facts: facts, quality: nil, watermarked: false, route: route,
      findings: Preparation.findings(facts, flaws, photo.count, fileName))
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
    case .jpeg: JPEGRewrapper(maxBytes: options.maxBytes, limits: options.limits).mayFit(photo.count, facts)
    // Chunks are copied without looking into them: far cheaper than decoding a large PNG only to find that it will not fit.
    case .png: rewrap(photo, facts) != nil
    case .heic, .avif, .webp: false
    }
  }

  private func rewrap(_ photo: [UInt8], _ facts: PictureFacts) -> [UInt8]? {
    switch facts.format {
    case .jpeg: JPEGRewrapper(maxBytes: options.maxBytes, limits: options.limits).rewrap(photo)
    case .png: PNGRewrapper(maxBytes: options.maxBytes).rewrap(photo)
    case .heic, .avif, .webp: nil
    }
  }
}
