import Wording

/// Glare must not saturate the picture where the text is.
struct GlareRule: ContentRule {
  /// A smaller share of the text's area is taken for a highlight beside the text.
  private static let mostGlare = 0.04

  func finding(on sight: Sight) -> Finding? {
    let clarity = sight.clarity
    guard clarity.glare > Self.mostGlare else { return nil }
    let percent = Int((clarity.glare * 100).rounded())
    return Finding(
      .tooBright, .warning, score: max(0, 100 - 4 * percent),
      Bilingual(
        "A reflection or too much light covers \(percent)% of the text's area. Tilt the page or switch off the flash.",
        "反光或过强的光线盖住了 \(percent)% 的文字区域。请调整角度或关闭闪光灯后重新拍摄。"))
  }
}
