import Wording

/// Width and height must have the ratio that the portal requires.
struct RatioRule: FileRule {
  func finding(on evidence: FileEvidence) -> Finding? {
    guard let ratio = evidence.rules.ratio, let (width, height) = evidence.uprightSize,
      !ratio.accepts(width: width, height: height)
    else { return nil }
    return Finding(
      .wrongRatio, .error,
      Bilingual(
        "The picture has \(width) × \(height) pixels, which is not the ratio \(ratio.text) that the portal takes.",
        "图片为 \(width) × \(height) 像素，宽高比不是系统要求的 \(ratio.text)。"),
      remedy: evidence.rules.fit == .refuse ? nil : evidence.remedy)
  }
}

extension PictureRules.Ratio {
  /// The ratio as people write it: `3:4`.
  public var text: String { "\(Self.short(width)):\(Self.short(height))" }

  /// A number without a fraction of zero.
  private static func short(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : String(value)
  }
}
