import Wording

/// Width and height must be what the portal requires.
struct SideRule: FileRule {
  func finding(on evidence: FileEvidence) -> Finding? {
    guard let (width, height) = evidence.uprightSize else { return nil }
    let pixels = evidence.rules.pixels
    if let exact = pixels.exact {
      guard (width, height) != exact else { return nil }
      return Finding(
        .wrongSize, .error,
        Bilingual(
          "The picture has \(width) × \(height) pixels; the portal takes \(exact.width) × \(exact.height) only.",
          "图片为 \(width) × \(height) 像素，系统要求 \(exact.width) × \(exact.height) 像素。"),
        remedy: evidence.remedy)
    }
    let sides: [(Bilingual, PictureRules.Side, Int)] = [
      (Bilingual("width", "宽度"), pixels.width, width), (Bilingual("height", "高度"), pixels.height, height),
      (Bilingual("long side", "长边"), pixels.longSide, max(width, height)),
      // PixelSizeRule reports a short side that is too short.
      (
        Bilingual("short side", "短边"), PictureRules.Side(maximum: pixels.shortSide.maximum), min(width, height)
      ),
    ]
    guard let (name, side, found) = sides.first(where: { !$0.1.accepts($0.2) }) else { return nil }
    let limits = side.words
    return Finding(
      .wrongSize, .error,
      Bilingual(
        "The picture has \(width) × \(height) pixels; the portal takes a \(name.english) of \(limits.english), not \(found).",
        "图片为 \(width) × \(height) 像素，系统要求\(name.chinese)\(limits.chinese)像素，实际为 \(found)。"),
      remedy: evidence.remedy)
  }
}

extension PictureRules.Side {
  /// The limits in words: `at least 200`, `150 to 300`, `295`.
  public var words: Bilingual {
    switch (minimum, maximum) {
    case (let low?, let high?) where low == high: Bilingual("\(low)", "为 \(low) ")
    case (let low?, let high?): Bilingual("\(low) to \(high)", "为 \(low) 至 \(high) ")
    case (let low?, nil): Bilingual("at least \(low)", "至少 \(low) ")
    case (nil, let high?): Bilingual("at most \(high)", "至多 \(high) ")
    case (nil, nil): Bilingual("any number", "不限")
    }
  }
}
