import Wording

/// What became of one rule of a portal when a picture was made.
public struct RuleResult: Sendable, Hashable {
  /// The rule's key in a rules file: `bytes`, `pixels`, `ratio`, `dpi`, `format`, `colour`.
  public let key: String
  /// Whether the result meets it.
  public let isMet: Bool
  /// The result's figure and the rule's.
  public let figures: Bilingual

  init(_ key: String, _ isMet: Bool, _ english: String, _ chinese: String) {
    self.key = key
    self.isMet = isMet
    figures = Bilingual(english, chinese)
  }
}

extension PictureRules {
  /// What a finished file says to each rule about bytes, pixels, ratio, resolution, format and colour.
  ///
  /// - Parameter comment: How many of its bytes are without meaning.
  func results(of file: [UInt8], comment: Int = 0) throws(DecodingError) -> [RuleResult] {
    let facts = try PictureFacts(of: file)
    let turned = facts.orientation.exchangesSides
    let (width, height) = turned ? (facts.height, facts.width) : (facts.width, facts.height)
    var results: [RuleResult] = []
    if bytes.minimum != nil || bytes.maximum != nil || bytes.makeAtLeast != nil || bytes.makeAtMost != nil {
      let range = bytes.figures
      let (told, chineseTold) =
        comment == 0 ? ("", "") : (" (\(comment) of them a comment without meaning)", "（其中 \(comment) 字节为无意义的注释）")
      results.append(
        RuleResult(
          "bytes", bytes.accepts(file.count), "\(file.count) bytes\(told); \(range) are required.",
          "\(file.count) 字节\(chineseTold)，要求 \(range) 字节。"))
    }
    if pixels != Pixels() {
      let wanted = pixels.figures
      results.append(
        RuleResult(
          "pixels", pixels.accepts(width: width, height: height),
          "\(width) × \(height) pixels; required: \(wanted.english).",
          "\(width) × \(height) 像素，要求：\(wanted.chinese)。"))
    }
    if let ratio {
      let wanted = "\(ratio.width.short):\(ratio.height.short)"
      results.append(
        RuleResult(
          "ratio", ratio.accepts(width: width, height: height), "\(width):\(height); required: \(wanted).",
          "\(width):\(height)，要求 \(wanted)。"))
    }
    if let dpi {
      let own = FileAdditions.dpi(of: file, format: facts.format)
      results.append(
        RuleResult(
          "dpi", own == dpi, "\(own.map(String.init) ?? "no") dpi; \(dpi) are required.",
          "\(own.map { "\($0) dpi" } ?? "未标分辨率")，要求 \(dpi) dpi。"))
    }
    let names = formats.map(\.name).sorted().joined(separator: "/")
    results.append(
      RuleResult(
        "format", formats.contains(facts.format), "\(facts.format.name); accepted: \(names).",
        "\(facts.format.name)，可用：\(names)。"))
    if colour != .any {
      results.append(
        RuleResult("colour", accepts(facts), colour.figures.english, colour.figures.chinese))
    }
    return results
  }

  /// Whether the pixels' colours are as required, as far as the headers tell.
  func accepts(_ facts: PictureFacts) -> Bool {
    switch colour {
    case .any, .sRGB: true
    case .grey: facts.components == 1
    // A JPEG has no other sign of two levels.
    case .blackAndWhite: facts.components == 1 && (facts.bitDepth == 1 || facts.format == .jpeg)
    }
  }
}

extension PictureRules.Bytes {
  /// The accepted sizes in figures.
  var figures: String { PictureRules.Side(minimum: minimum, maximum: maximum ?? makeAtMost).figures }
}

extension PictureRules.Pixels {
  /// The accepted sizes in figures.
  var figures: Bilingual {
    if let exact { return Bilingual("\(exact.width) × \(exact.height)", "\(exact.width) × \(exact.height)") }
    let sides = [
      ("width", "宽", width), ("height", "高", height), ("long side", "长边", longSide), ("short side", "短边", shortSide),
    ].filter { $0.2 != PictureRules.Side() }
    return Bilingual(
      sides.map { "\($0.0) \($0.2.figures)" }.joined(separator: ", "),
      sides.map { "\($0.1) \($0.2.figures)" }.joined(separator: "，"))
  }
}

extension PictureRules.Colour {
  fileprivate var figures: Bilingual {
    switch self {
    case .any: Bilingual("any colours", "颜色不限")
    case .sRGB: Bilingual("sRGB", "sRGB")
    case .grey: Bilingual("shades of grey", "灰度")
    case .blackAndWhite: Bilingual("black and white", "黑白")
    }
  }
}

extension Double {
  /// A whole number without a decimal point.
  fileprivate var short: String { self == rounded() && abs(self) < 1e9 ? String(Int(self)) : String(self) }
}
