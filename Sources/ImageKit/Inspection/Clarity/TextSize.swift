/// How large the text of a picture is, and how dense its strokes are.
struct TextSize: Sendable, Hashable {
  /// The text's em in pixels of the picture as stored, the median over the patches with text.
  let height: Double
  /// Strokes along an em of the text, from 5 for Latin letters to 7.5 for Chinese characters.
  let strokesPerEm: Double

  /// A size that is known.
  init(height: Double, strokesPerEm: Double) {
    self.height = height
    self.strokesPerEm = strokesPerEm
  }

  /// The size that a survey of a plane found; nil without a page of text.
  ///
  /// - Parameters:
  ///   - reduction: The picture's side length divided by the plane's.
  ///   - enlarged: A survey of the plane at twice its size, where no page of text was found in the plane itself.
  init?(_ survey: TextSurvey, reduction: Double, enlarged: TextSurvey?) {
    let isEnlarged = survey.page.isEmpty
    guard let survey = isEnlarged ? enlarged : survey, let strokes = Self.strokesPerEm(survey) else { return nil }
    let heights = survey.page.map {
      Double($0.answer.em) * Double($0.reduction) * reduction / (isEnlarged ? 2 : 1)
    }
    height = heights.sorted()[heights.count / 2]
    strokesPerEm = strokes
  }

  /// Strokes along an em of Latin letters.
  private static let latinStrokes = 5.0
  /// Strokes along an em of Chinese characters: a smaller blur merges them than those of Latin letters of the same
  /// size.
  private static let chineseStrokes = 7.5

  /// Interpolated between the two scripts by the share of patches with dense strokes; nil without a page of text. Digits
  /// within Chinese text look like Latin letters.
  static func strokesPerEm(_ survey: TextSurvey) -> Double? {
    let text = survey.page
    guard !text.isEmpty else { return nil }
    let dense = Double(text.count { $0.answer.density > 0.5 }) / Double(text.count)
    return latinStrokes + (chineseStrokes - latinStrokes) * min(1, max(0, (dense - 0.2) / 0.3))
  }
}
