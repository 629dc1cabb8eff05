import Wording

/// The text must have enough pixels to be read.
struct TextSizeRule: InspectionRule {
  /// Two strokes that are nearer to each other than two pixels cannot be told apart.
  private static let leastPixels = 2.0

  func finding(on evidence: Evidence) -> Finding? {
    guard let clarity = evidence.sight?.clarity, let height = clarity.textHeight, let strokes = clarity.strokesPerEm,
      height / strokes < Self.leastPixels
    else { return nil }
    let pixels = Int(height.rounded())
    return Finding(
      .smallText, .warning, score: Clarity.score(height / strokes, best: 2 * Self.leastPixels, worst: 0),
      Bilingual(
        """
        Most of the text is only about \(pixels) pixels high. Use the original photo, or photograph the page from nearer, \
        so that it fills the picture.
        """,
        "多数文字高度只有约 \(pixels) 像素。请使用原始照片，或靠近页面、让页面占满画面后重新拍摄。"))
  }
}
