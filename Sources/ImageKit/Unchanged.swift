/// Finds out whether a photo can be uploaded with its own pixels: as it is, or in a new file around them.
struct Unchanged {
  /// What is wanted of the result.
  let options: Preparation.Options
  /// The file's name without folders, where it has one.
  let fileName: String?

  /// Whether it may be possible, judged by the headers: only then the photo is worth looking at for it.
  ///
  /// - Throws: ``DecodingError`` when the photo cannot be read at all.
  func mayBePossible(_ photo: [UInt8]) throws(DecodingError) -> Bool {
    let facts = try PictureFacts(of: photo)
    guard options.watermark == nil, mayKeepPixels(facts) else { return false }
    return isFine(photo, facts) || mayFit(photo, facts)
  }

  /// The result, or nil when pixels have to be made anew.
  ///
  /// - Parameters:
  ///   - photo: A photo of which it may be possible.
  ///   - flaws: What is wrong with it. Only a photo with all its pixels keeps them.
  ///   - turn: How it has to be turned beyond what its EXIF says.
  /// - Throws: ``DecodingError`` when the photo cannot be read at all.
  func picture(
    of photo: [UInt8], flaws: [DecodedPicture.Flaw], turn: ExifOrientation
  ) throws(DecodingError) -> PreparedPicture? {
    guard flaws.allSatisfy(\.isUntidiness) else { return nil }
    let facts = try PictureFacts(of: photo)
    let orientation = facts.orientation.followed(by: turn)
    let (bytes, route): ([UInt8], PreparedPicture.Route)
    if isFine(photo, facts), turn == .upright, isTidy(photo, facts, flaws) {
      (bytes, route) = (photo, .handedThrough)
    } else if let rewrapped = rewrap(photo, facts, turn),
      // A new PNG may have what made the old one untidy.
      flaws.isEmpty || (try? decoder.verify(rewrapped).flaws.isEmpty) == true
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
      findings: Preparation.findings(facts, flaws, photo.count, fileName))
  }

  private var decoder: PictureDecoder { PictureDecoder(limits: options.limits) }

  /// Whether other programs will read the file as well. Making a JPEG's pixels does not show a few bytes of padding, so it
  /// is verified.
  private func isTidy(_ photo: [UInt8], _ facts: PictureFacts, _ flaws: [DecodedPicture.Flaw]) -> Bool {
    flaws.isEmpty && (facts.format != .jpeg || (try? decoder.verify(photo).flaws.isEmpty) == true)
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
    case .jpeg: JPEGRewrapper(maxBytes: options.maxBytes, limits: options.limits).mayFit(photo.count, facts)
    // Chunks are copied without looking into them: far cheaper than decoding a large PNG only to find that it will not fit.
    case .png: rewrap(photo, facts, .upright) != nil
    case .heic, .avif, .webp: false
    }
  }

  private func rewrap(_ photo: [UInt8], _ facts: PictureFacts, _ turn: ExifOrientation) -> [UInt8]? {
    switch facts.format {
    case .jpeg: JPEGRewrapper(maxBytes: options.maxBytes, limits: options.limits).rewrap(photo, turn: turn)
    case .png: turn == .upright ? PNGRewrapper(maxBytes: options.maxBytes).rewrap(photo) : nil
    case .heic, .avif, .webp: nil
    }
  }
}
