extension Preparation {
  /// Whether an identity card in an upright picture bears the number that it should; nil where none was asked for.
  ///
  /// - Parameter page: The page to which the picture was cropped, if it was.
  func number(in luma: Plane, _ page: PageOutline?) -> CardNumberAnswer? {
    guard let wanted = options.cardNumber else { return nil }
    let reduced = Sight.reduced(luma)
    let outline = page == nil ? PageFinder.outline(in: reduced) : nil
    return CardNumberReader.answer(in: reduced, for: wanted, card: outline)
  }

  /// What is kept of a photo. Rules may crop it to the page; a picture that has their shape already is not cropped.
  func crop(of photo: [UInt8]) throws(DecodingError) -> Crop {
    guard options.meetsRules, case .crop(.page) = options.rules.fit, options.part == nil else { return options.crop }
    let facts = try PictureFacts(of: photo)
    let (width, height) = facts.uprightSize
    guard let shape = try? FittedShape(width: width, height: height, rules: options.rules),
      shape.kept.width * shape.kept.height == width * height
    else { return .page }
    return options.crop
  }

  /// The file of a picture, of at most `maxBytes`, and what the encoder says about it. With rules it meets them.
  func encoded(_ picture: consuming PlanarPicture, _ facts: PictureFacts, maxBytes: Int) throws -> FittedFile {
    if options.meetsRules {
      let shape = try FittedShape(
        width: picture.width, height: picture.height, rules: options.rules, maxSide: options.maxSide)
      return try FittedEncoder(options.rules, shape, effort: options.effort, mostBytes: maxBytes).encode(picture)
    }
    let encoder = BudgetEncoder(
      maxBytes: maxBytes, maxSide: min(options.maxSide ?? .max, FittedShape.mostPixels), effort: options.effort,
      photoLongSide: mayDecodeSmaller ? max(facts.width, facts.height) : nil)
    let encoded = try encoder.encode(picture)
    return FittedFile(
      bytes: encoded.bytes, format: .jpeg, width: encoded.width, height: encoded.height, quality: encoded.quality,
      predictedSize: encoded.predictedSize)
  }
}

extension Preparation.Options {
  /// The rules by which the photo itself is judged. Where the result is made to meet the rules, the photo's size does
  /// not matter: making the picture tells whether it suffices.
  var photoRules: PictureRules { meetsRules ? PictureRules() : rules }
}

extension PictureRules {
  /// Whether a picture has to be made for these rules. Otherwise they limit no more than its bytes and its shorter side,
  /// which every preparation meets, and a check of the result.
  public var needFitting: Bool {
    var plain = self
    plain.pixels = PictureRules().pixels
    plain.pixels.shortSide.minimum = pixels.shortSide.minimum
    plain.bytes.minimum = nil
    plain.bytes.makeAtLeast = nil
    plain.ratio = nil
    plain.dpi = nil
    plain.colour = .any
    plain.makes = .jpeg
    return self != plain
  }
}
