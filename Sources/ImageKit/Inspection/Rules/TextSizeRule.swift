/// The text must have enough pixels to be read.
struct TextSizeRule: InspectionRule {
  /// Chinese characters need about this many pixels a side to keep their strokes apart. It is one more than that, because
  /// the height of text so small is measured one or two pixels too large.
  private static let leastHeight = 12.0

  func finding(on evidence: Evidence) -> Finding? {
    guard let height = evidence.sight?.clarity.textHeight, height < Self.leastHeight else { return nil }
    let pixels = Int(height.rounded())
    return Finding(
      .smallText, .warning, score: Clarity.score(height, best: 2 * Self.leastHeight, worst: 0),
      Bilingual(
        """
        Most of the text is only about \(pixels) pixels high. Use the original photo, or photograph the page from nearer, \
        so that it fills the picture.
        """,
        "多数文字高度只有约 \(pixels) 像素。请使用原始照片，或靠近页面、让页面占满画面后重新拍摄。"))
  }
}
