import Wording

extension Preparation {
  /// Checks the result against the portal's rules, and adds the errors that remain. If the text's orientation becomes
  /// certain only in the result and is not upright, the photo is turned and prepared again.
  ///
  /// The result is decoded for this only if the photo has text whose orientation was undecided, or if it has a watermark.
  ///
  /// - Parameters:
  ///   - result: The prepared picture.
  ///   - text: The orientation of the text in the photo; nil if it does not apply to the result.
  ///   - photo: The photo's bytes, if they are still in memory.
  ///   - reading: The result of reading the photo, if it was read before.
  func judged(
    _ result: PreparedPicture, _ text: TextLook?, of photo: [UInt8]?, named fileName: String?,
    _ reading: Unchanged.Reading?
  ) throws -> PreparedPicture {
    guard options.judgesResult else { return result }
    var evidence = FileEvidence(
      rules: options.rules, byteCount: result.bytes.count, facts: try PictureFacts(of: result.bytes))
    if options.rules.needsPixels {
      evidence.colours = PictureColours(of: try PictureDecoder(limits: options.limits).examine(result.bytes).upright())
    }
    var sight: Sight?
    var textSize: TextSize?
    let isSure = text?.isDecided == true && (options.upright == .auto || text?.orientation.state == .upright)
    if result.route == .handedThrough, options.crop == .none, let text {
      sight = text.sight
      textSize = text.sight.clarity.textSize
    } else if !isSure, text?.showsTooLittle != true || options.watermark != nil {
      (sight, textSize) = try examine(result.bytes, onlyText: text != nil && options.watermark == nil)
    }
    // With a watermark, the text that was recognised may be the watermark.
    if options.upright == .auto, text != nil, options.watermark == nil, let photo,
      let turn = sight?.orientation.state, turn != .upright
    {
      let whole = (text?.orientation.state ?? .upright).followed(by: turn)
      return try prepare(photo, named: fileName, turn: whole, reading: reading)
    }
    // Errors that were already found in the photo are not repeated.
    let known = result.findings.filter { $0.severity == .error }.map(\.code)
    let errors = evidence.findings(and: sight).filter { $0.severity == .error && !known.contains($0.code) }
    return result.adding(errors.map { Self.explained($0, result) } + Self.smallText(textSize, scaledBy: 1, in: result))
  }

  /// The finding that text is too small to be read in the result, unless it was already reported. It is computed from
  /// the measurements of the photo, so that the result need not be decoded.
  static func smallText(_ photo: Sight?, in result: PreparedPicture) -> [Finding] {
    let scale =
      Double(max(result.width, result.height)) / Double(max(1, result.inputWidth, result.inputHeight))
    return smallText(photo?.clarity.textSize, scaledBy: scale, in: result)
  }

  /// The same from the size of the text in a picture that has the result's size once it is scaled by `scale`.
  private static func smallText(_ text: TextSize?, scaledBy scale: Double, in result: PreparedPicture) -> [Finding] {
    guard !result.findings.contains(where: { $0.code == .smallText }) else { return [] }
    return [TextSizeRule.finding(on: text, scaledBy: scale)].compactMap(\.self)
  }

  /// Examines the content of a file as an ``Inspector`` does.
  ///
  /// - Parameter onlyText: Whether nothing matters but errors and the text's size. Then what no error can come from is
  ///   not measured, and there is no sight where the text is not found to lie another way.
  private func examine(_ file: [UInt8], onlyText: Bool) throws(DecodingError) -> (Sight?, TextSize?) {
    let decoder = PictureDecoder(limits: options.limits)
    let decoded = try decoder.look(at: file)
    let longSide = max(decoded.facts.width, decoded.facts.height)
    if onlyText, let size = Sight.sizeOfUprightText(in: decoded.upright().luma, pictureLongSide: longSide) {
      return (nil, size)
    }
    let sight = try TextLook(at: decoded, of: file, decoder, closer: false).sight
    return (sight, sight.clarity.textSize)
  }

  /// Changes the advice of a finding if the result is too small only because a large photo was reduced.
  private static func explained(_ finding: Finding, _ result: PreparedPicture) -> Finding {
    let side = min(result.inputWidth, result.inputHeight)
    guard finding.code == .tooSmall, side > min(result.width, result.height) else { return finding }
    return Finding(
      .tooSmall, .error,
      Bilingual(
        """
        Only \(result.width) × \(result.height) pixels are left of \(result.inputWidth) × \(result.inputHeight), too few \
        to be read. Allow the result more bytes, or a longer side.
        """,
        """
        \(result.inputWidth) × \(result.inputHeight) 像素的照片只剩 \(result.width) × \(result.height) 像素，无法辨认。\
        请放宽输出文件的字节数或边长限制。
        """))
  }
}
