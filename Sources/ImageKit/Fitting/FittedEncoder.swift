/// A file that meets rules.
struct FittedFile {
  var bytes: [UInt8]
  var format: PictureFormat
  var width: Int
  var height: Int
  /// The equivalent libjpeg quality; nil for a PNG.
  var quality: Int?
  /// The size that was predicted before entropy coding; nil for a PNG.
  var predictedSize: Int?
  /// How many bytes are without meaning, added to reach the minimum.
  var comment = 0
}

/// Makes the closest file of a picture that meets rules about bytes, pixels, resolution, colour and format.
///
/// A minimum of bytes is reached by quality and chroma at full size, then by size where the rules leave it free, and
/// only then by bytes without meaning.
struct FittedEncoder {
  let rules: PictureRules
  let shape: FittedShape
  let effort: Effort
  /// The file sizes to make, in bytes.
  let sizes: ClosedRange<Int>

  init(_ rules: PictureRules, _ shape: FittedShape, effort: Effort, mostBytes: Int) {
    self.rules = rules
    self.shape = shape
    self.effort = effort
    let made = rules.bytes.made
    sizes = min(made.lowerBound, mostBytes)...min(made.upperBound, mostBytes)
  }

  /// Makes the file.
  ///
  /// - Throws: ``FittingError`` if no file meets the rules.
  func encode(_ picture: consuming PlanarPicture) throws -> FittedFile {
    var photo = picture
    if rules.colour == .grey || rules.colour == .blackAndWhite { photo = photo.grey() }
    var scale = firstScale(photo)
    var tooSmall: FittedFile?
    while true {
      let made = try file(of: photo, at: scale)
      if let made, made.bytes.count >= sizes.lowerBound { return try finished(made) }
      if let made {
        guard scale < shape.scales.upperBound else { return try finished(made) }
        tooSmall = made
        scale = min(shape.scales.upperBound, scale * 1.25)
      } else if let tooSmall {
        return try finished(tooSmall)
      } else if scale > shape.scales.lowerBound,
        scale * Double(max(shape.kept.width, shape.kept.height)) > Self.shortest
      {
        scale = max(shape.scales.lowerBound, scale * 0.75)
      } else {
        let size = shape.size(at: scale).canvas
        throw FittingError.doesNotFit(width: size.width, height: size.height, maxBytes: sizes.upperBound)
      }
    }
  }

  /// The least useful long side, in pixels.
  private static let shortest = 16.0

  /// Roughly the part of the picture that is kept: it begins at whole samples of chroma.
  private func kept(_ picture: PlanarPicture) -> PlanarPicture {
    let kept = shape.kept
    guard (kept.width, kept.height) != (picture.width, picture.height) else { return picture }
    let x = kept.x / picture.horizontalSubsampling * picture.horizontalSubsampling
    let y = kept.y / picture.verticalSubsampling * picture.verticalSubsampling
    func part(_ plane: Plane, _ across: Int, _ down: Int) -> Plane {
      plane.cropped(
        x: x / across, y: y / down, width: (kept.width + across - 1) / across,
        height: (kept.height + down - 1) / down)
    }
    let (across, down) = (picture.horizontalSubsampling, picture.verticalSubsampling)
    return PlanarPicture(
      luma: part(picture.luma, 1, 1),
      chroma: picture.chroma.map {
        PlanarPicture.Chroma(blue: part($0.blue, across, down), red: part($0.red, across, down))
      },
      horizontalSubsampling: across, verticalSubsampling: down)
  }

  /// The scale to try first: the closest for a JPEG, the largest for a PNG or a picture of two levels.
  private func firstScale(_ photo: PlanarPicture) -> Double {
    let most = shape.scales.upperBound
    guard !shape.isExact, rules.makes != .png, rules.colour != .blackAndWhite else { return most }
    let choice = ScaleChoice(
      kept(photo).subsampled(forBytes: sizes.upperBound, scale: min(1, most)), maxBytes: sizes.upperBound)
    return min(most, max(shape.scales.lowerBound, choice.best(upTo: min(1, most)).scale))
  }

  /// The file at one scale; nil if it does not fit.
  private func file(of photo: PlanarPicture, at scale: Double) throws(EncodingError) -> FittedFile? {
    let (canvas, content) = shape.size(at: scale)
    func picture(_ subsampling: Int) -> PlanarPicture {
      var picture = photo.resized(shape.kept, width: content.width, height: content.height, subsampling: subsampling)
      if rules.colour == .blackAndWhite {
        picture = PlanarPicture(luma: picture.luma.inTwoLevels(), chroma: nil)
      }
      guard let margin = shape.margin else { return picture }
      if !margin.isGrey, rules.colour != .grey, rules.colour != .blackAndWhite { picture = picture.coloured() }
      return picture.centred(width: canvas.width, height: canvas.height, fill: margin.coded)
    }
    if rules.makes == .png {
      let depth: PNGFile.Depth = rules.colour == .blackAndWhite ? .twoLevels : .full
      guard let bytes = try PNGFile.write(picture(1), depth: depth, maxBytes: budget) else { return nil }
      return FittedFile(bytes: bytes, format: .png, width: canvas.width, height: canvas.height)
    }
    let encoder = BudgetEncoder(maxBytes: budget, effort: effort)
    // A picture that is compared at its own size is itself the photo.
    let relative = shape.isExact ? 1 : min(1, scale)
    func encoded(_ subsampling: Int) throws(EncodingError) -> FittedFile? {
      let picture = picture(subsampling)
      let pixels = shape.isExact ? picture.width * picture.height : shape.kept.width * shape.kept.height
      return try encoder.encode(asItIs: picture, scale: relative, photoPixels: pixels).map {
        FittedFile(
          bytes: $0.bytes, format: .jpeg, width: $0.width, height: $0.height, quality: $0.quality,
          predictedSize: $0.predictedSize)
      }
    }
    let bitsPerPixel = 8 * Double(budget) / Double(canvas.width * canvas.height)
    if photo.chroma == nil || bitsPerPixel >= Self.leastBitsForWholeChroma { return try encoded(1) }
    let made = try encoded(2)
    guard let made, made.bytes.count < sizes.lowerBound else { return made }
    return try encoded(1) ?? made
  }

  /// The bits per pixel from which chroma is coded at the size of luma.
  private static let leastBitsForWholeChroma = 2.0

  /// The largest file to encode. In a range of a few bytes, room is left for a comment.
  private var budget: Int {
    let least = FileAdditions.leastAddition(rules.makes)
    let room = sizes.lowerBound > 0 && sizes.count <= least ? least : 0
    let resolution = rules.dpi == nil ? 0 : FileAdditions.resolutionBytes(rules.makes)
    return max(1, sizes.upperBound - room - resolution)
  }

  /// The file with its resolution, and with a comment if it is too small.
  private func finished(_ file: FittedFile) throws(FittingError) -> FittedFile {
    var file = file
    if let dpi = rules.dpi { file.bytes = FileAdditions.settingDPI(dpi, in: file.bytes, format: file.format) }
    let missing = sizes.lowerBound - file.bytes.count
    if missing > 0 {
      let before = file.bytes.count
      file.bytes = FileAdditions.adding(
        max(missing, FileAdditions.leastAddition(file.format)), to: file.bytes, format: file.format)
      file.comment = file.bytes.count - before
    }
    guard sizes.contains(file.bytes.count) else {
      throw .noFileBetween(minBytes: sizes.lowerBound, maxBytes: sizes.upperBound)
    }
    return file
  }
}

extension RGBColour {
  /// The colour's samples in a JPEG (JFIF: BT.601, full range).
  fileprivate var coded: (luma: UInt8, blue: UInt8, red: UInt8) {
    let (r, g, b) = (Double(red), Double(green), Double(blue))
    func level(_ value: Double) -> UInt8 { UInt8(min(255, max(0, value.rounded()))) }
    return (
      level(0.299 * r + 0.587 * g + 0.114 * b), level(128 - 0.168736 * r - 0.331264 * g + 0.5 * b),
      level(128 + 0.5 * r - 0.418688 * g - 0.081312 * b)
    )
  }
}
