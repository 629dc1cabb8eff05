import Wording

/// The text must have enough pixels to be read.
struct TextSizeRule: ContentRule {
  /// The least distance between strokes, in pixels, at which they can be told apart.
  private static let leastPixels = 2.0

  func finding(on sight: Sight) -> Finding? {
    Self.finding(sight.clarity.textSize) { pixels in
      Bilingual(
        """
        Most of the text is only about \(pixels) pixels high. Use the original photo, or photograph the page from nearer, \
        so that it fills the picture.
        """,
        "多数文字高度只有约 \(pixels) 像素。请使用原始照片，或靠近页面、让页面占满画面后重新拍摄。")
    }
  }

  /// The finding for a result, judged by the photo that it was made from.
  ///
  /// - Parameters:
  ///   - text: The size of the photo's text; nil without text.
  ///   - scale: The result's side length divided by the photo's.
  static func finding(on text: TextSize?, scaledBy scale: Double) -> Finding? {
    finding(text, scale) { pixels in
      Bilingual(
        """
        Most of the text is only about \(pixels) pixels high in the result. Cut a long screenshot into several pictures, \
        photograph a page from nearer, or allow the result more bytes.
        """,
        "缩小后多数文字高度只有约 \(pixels) 像素，难以辨认。长截图请分成几张；照片请靠近页面重新拍摄，或放宽文件大小限制。")
    }
  }

  static func isTooSmall(_ text: TextSize?, _ scale: Double) -> Bool {
    text.map { distance($0, scale) < leastPixels } ?? false
  }

  /// Pixels from stroke to stroke.
  private static func distance(_ text: TextSize, _ scale: Double) -> Double { text.height * scale / text.strokesPerEm }

  private static func finding(_ text: TextSize?, _ scale: Double = 1, _ message: (Int) -> Bilingual) -> Finding? {
    guard let text else { return nil }
    let distance = distance(text, scale)
    guard distance < leastPixels else { return nil }
    return Finding(
      .smallText, .warning, score: Clarity.score(distance, best: 2 * leastPixels, worst: 0),
      message(Int((text.height * scale).rounded())))
  }
}
