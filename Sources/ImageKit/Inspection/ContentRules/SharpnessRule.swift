import Wording

/// The picture must be sharp enough to be read.
struct SharpnessRule: ContentRule {
  /// In most pictures that are less sharp, character recognition misses a fifth of the characters.
  private static let leastSharpness = 50

  func finding(on sight: Sight) -> Finding? {
    guard let sharpness = sight.clarity.sharpness, sharpness < Self.leastSharpness else { return nil }
    // Letters of a few pixels always look soft. If they are so small in the picture, TextSizeRule says so; if only in
    // the reduced plane that was examined, their sharpness is not known.
    let clarity = sight.clarity
    if TextSizeRule.isTooSmall(clarity.textSize, 1 / sight.reduction), clarity.hasSharpEdges { return nil }
    return Finding(
      .blurred, .warning, score: sharpness,
      Bilingual(
        """
        The picture is blurred (sharpness \(sharpness) of 100). Hold the phone still, tap on the text to focus, and \
        photograph it again.
        """,
        "图片模糊（清晰度 \(sharpness)/100）。请拿稳手机，轻触文字对焦后重新拍摄。"))
  }
}
