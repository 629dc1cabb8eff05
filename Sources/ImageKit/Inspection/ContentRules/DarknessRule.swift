import Wording

/// The page must be lit.
struct DarknessRule: ContentRule {
  private static let leastBrightness = 50

  func finding(on sight: Sight) -> Finding? {
    // Dark surroundings do no harm: the brightness is that of the paper.
    let clarity = sight.clarity
    guard clarity.brightness < Self.leastBrightness else { return nil }
    return Finding(
      .tooDark, .warning, score: clarity.brightness,
      Bilingual(
        "The picture is too dark (brightness \(clarity.brightness) of 100). Turn on more light and photograph it again.",
        "图片过暗（亮度 \(clarity.brightness)/100）。请增加光线后重新拍摄。"))
  }
}
