import Wording

/// The picture must be sharp enough to be read.
struct SharpnessRule: InspectionRule {
  /// Pictures whose sharpness is less have mostly lost a fifth of their characters to character recognition.
  private static let leastSharpness = 50

  func finding(on evidence: Evidence) -> Finding? {
    guard let sight = evidence.sight, let sharpness = sight.clarity.sharpness, sharpness < Self.leastSharpness
    else { return nil }
    // Letters of a few pixels are no softer than their pixels make them. In the picture that is for the rule on their
    // size to tell; where only the examined plane shows them so small, nothing is known of a blur.
    let clarity = sight.clarity
    if TextSizeRule.isTooSmall(clarity, 1 / sight.reduction), clarity.hasSharpEdges { return nil }
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
