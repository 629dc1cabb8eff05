import Wording

/// The whole page must be in the picture.
struct CutOffRule: ContentRule {
  /// Text that meets less than this share of a border may be a single line, or belong to another sheet.
  private static let mostCut = 0.12

  func finding(on sight: Sight) -> Finding? {
    let cut = sight.clarity.cutText
    guard cut > Self.mostCut else { return nil }
    let percent = Int((min(1, cut) * 100).rounded())
    return Finding(
      .cutOff, .warning, score: 100 - percent,
      Bilingual(
        """
        The page is cut off: text runs out of the picture along \(percent)% of one side. Step back, so that all four edges of \
        the page are in the picture.
        """,
        "页面未拍全：图片一侧有 \(percent)% 的边缘处文字被截断。请离远一些，让页面四边都进入画面后重新拍摄。"))
  }
}
