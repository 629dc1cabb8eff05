import Wording

extension Preparation {
  /// What was made, held against what a portal takes: an error that is left over is told, and text that is surely seen to
  /// lie otherwise only in the result turns the photo once more.
  ///
  /// The result is decoded for it only where the look at the photo left a doubt.
  ///
  /// - Parameters:
  ///   - result: What was made.
  ///   - text: How the text lay in the photo; nil where what was seen of it is true of the result no more.
  ///   - photo: The photo, where it is still at hand.
  ///   - reading: What was learnt of it when it was read for being left unchanged.
  func judged(
    _ result: PreparedPicture, _ text: TextLook?, of photo: [UInt8]?, named fileName: String?,
    _ reading: Unchanged.Reading?
  ) throws -> PreparedPicture {
    guard let limits = options.judgedBy else { return result }
    let evidence = FileEvidence(
      limits: limits, byteCount: result.bytes.count, facts: try PictureFacts(of: result.bytes))
    var sight: Sight?
    let isSure = text?.isSurelyUpright == true && (options.upright == .auto || text?.orientation.state == .upright)
    if result.route == .handedThrough, options.crop == .none, let text {
      sight = text.sight
    } else if !isSure {
      sight = try self.sight(of: result.bytes)
    }
    // With a stamp on it, it may be the stamp that was read.
    if options.upright == .auto, text != nil, options.watermark == nil, let photo,
      let turn = sight?.orientation.state, turn != .upright
    {
      let whole = (text?.orientation.state ?? .upright).followed(by: turn)
      return try prepare(photo, named: fileName, turn: whole, reading: reading)
    }
    // What is true of the photo already need not be said twice.
    let known = result.findings.filter { $0.severity == .error }.map(\.code)
    let errors = Finding.inReadingOrder(evidence.findings + (sight?.findings ?? []))
      .filter { $0.severity == .error && !known.contains($0.code) }
    let isKnown = result.findings.contains { $0.code == .smallText }
    let small = isKnown ? nil : sight.flatMap { TextSizeRule.finding(on: $0.clarity, scaledBy: 1) }
    return result.adding(errors.map { Self.explained($0, result) } + [small].compactMap(\.self))
  }

  /// Text that is too small to be read in a result, unless that was told already: known from what was seen of the photo,
  /// so that the result need not be decoded.
  static func smallText(_ photo: Sight?, in result: PreparedPicture) -> [Finding] {
    guard let photo, !result.findings.contains(where: { $0.code == .smallText }) else { return [] }
    let scale =
      Double(max(result.width, result.height)) / Double(max(1, result.inputWidth, result.inputHeight))
    return [TextSizeRule.finding(on: photo.clarity, scaledBy: scale)].compactMap(\.self)
  }

  /// What a check would see of a file.
  private func sight(of file: [UInt8]) throws(DecodingError) -> Sight {
    let decoder = PictureDecoder(limits: options.limits)
    let decoded = try decoder.look(at: file)
    return try TextLook(at: decoded, of: file, decoder, closer: false).sight
  }

  /// A picture that was made too small of a large photo needs other advice than a small photo.
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
