extension Preparation {
  /// The preparation with the options that follow from its rules for a photo.
  func following(_ rules: PictureRules, for photo: [UInt8]) throws(DecodingError) -> Preparation {
    var made = self
    made.options.maxBytes = rules.bytes.made.upperBound
    if case .crop(.page) = rules.fit, options.part == nil {
      let facts = try PictureFacts(of: photo)
      let turned = facts.orientation.exchangesSides
      let shape = try? FittedShape(
        width: turned ? facts.height : facts.width, height: turned ? facts.width : facts.height, rules: rules)
      // A picture that has the shape already is not cropped.
      if shape.map({ $0.kept.width * $0.kept.height < facts.width * facts.height }) ?? true {
        made.options.crop = .page
      }
    }
    return made
  }

  /// The file of a picture, of at most `maxBytes`, and what the encoder says about it. With rules it meets them.
  func encoded(_ picture: consuming PlanarPicture, _ facts: PictureFacts, maxBytes: Int) throws -> FittedFile {
    if let rules = options.rules {
      let shape = try FittedShape(
        width: picture.width, height: picture.height, rules: rules, maxSide: options.maxSide)
      return try FittedEncoder(rules, shape, effort: options.effort, mostBytes: maxBytes).encode(picture)
    }
    let encoder = BudgetEncoder(
      maxBytes: maxBytes, maxSide: options.maxSide, effort: options.effort,
      photoLongSide: mayDecodeSmaller ? max(facts.width, facts.height) : nil)
    let encoded = try encoder.encode(picture)
    return FittedFile(
      bytes: encoded.bytes, format: .jpeg, width: encoded.width, height: encoded.height, quality: encoded.quality,
      predictedSize: encoded.predictedSize)
  }
}

extension Preparation.Options {
  /// The rules by which the photo itself is judged. Where the result must meet rules of its own, the photo's size does
  /// not matter: making the picture tells whether it suffices.
  var photoRules: PictureRules { rules == nil ? .licensing : PictureRules() }
}

extension PictureRules {
  /// Whether a picture has to be made for these rules. Otherwise they limit no more than its bytes and its shorter side,
  /// which a preparation without rules meets, and a check of the result.
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
