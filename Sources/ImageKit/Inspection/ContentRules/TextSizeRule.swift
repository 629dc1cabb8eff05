import Wording

/// The text must have enough pixels to be read.
struct TextSizeRule: ContentRule {
  /// The least distance between strokes, in pixels, at which they can be told apart.
  private static let leastPixels = 2.0

  func finding(on sight: Sight) -> Finding? {
    Self.finding(sight.clarity) { pixels in
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
  ///   - clarity: What was measured of the photo.
  ///   - scale: The result's side length divided by the photo's.
  static func finding(on clarity: Clarity, scaledBy scale: Double) -> Finding? {
    finding(clarity, scale) { pixels in
      Bilingual(
        """
        Most of the text is only about \(pixels) pixels high in the result. Cut a long screenshot into several pictures, \
        photograph a page from nearer, or allow the result more bytes.
        """,
        "缩小后多数文字高度只有约 \(pixels) 像素，难以辨认。长截图请分成几张；照片请靠近页面重新拍摄，或放宽文件大小限制。")
    }
  }

  static func isTooSmall(_ clarity: Clarity, _ scale: Double) -> Bool {
    distance(clarity, scale).map { $0 < leastPixels } ?? false
  }

  /// Pixels from stroke to stroke; nil without text.
  private static func distance(_ clarity: Clarity, _ scale: Double) -> Double? {
    guard let height = clarity.textHeight, let strokes = clarity.strokesPerEm else { return nil }
    return height * scale / strokes
  }

  private static func finding(_ clarity: Clarity, _ scale: Double = 1, _ message: (Int) -> Bilingual) -> Finding? {
    guard let height = clarity.textHeight, let distance = distance(clarity, scale), distance < leastPixels else {
      return nil
    }
    return Finding(
      .smallText, .warning, score: Clarity.score(distance, best: 2 * leastPixels, worst: 0),
      message(Int((height * scale).rounded())))
  }
}
