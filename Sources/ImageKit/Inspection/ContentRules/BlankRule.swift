import Wording

/// The picture must show something.
struct BlankRule: ContentRule {
  func finding(on sight: Sight) -> Finding? {
    guard sight.isBlank else { return nil }
    return Finding(
      .blank, .warning, score: 0,
      Bilingual(
        "The picture is blank or nearly so. Photograph the page again, in good light.",
        "图片几乎是空白的。请在光线充足处重新拍摄。"))
  }
}
