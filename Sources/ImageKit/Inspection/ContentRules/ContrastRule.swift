import Wording

/// Ink must stand out from paper.
struct ContrastRule: ContentRule {
  private static let leastContrast = 35

  func finding(on sight: Sight) -> Finding? {
    guard let contrast = sight.clarity.contrast, contrast < Self.leastContrast else { return nil }
    return Finding(
      .lowContrast, .warning, score: contrast,
      Bilingual(
        "The text hardly stands out from the paper (contrast \(contrast) of 100). Use even, brighter light.",
        "文字与纸张对比度过低（对比度 \(contrast)/100）。请在均匀、明亮的光线下重新拍摄。"))
  }
}
