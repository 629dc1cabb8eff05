import Wording

/// The background of a portrait must have a colour that the portal takes. Nothing paints another one.
struct BackgroundRule: FileRule {
  func finding(on evidence: FileEvidence) -> Finding? {
    guard let background = evidence.rules.background, let colours = evidence.colours, let middle = colours.middle else {
      return nil
    }
    // Hair and shoulders may reach the border; shadows and creases may not cover more than a tenth of it.
    let best = background.colours.map { colour in
      colours.border.count { $0.distance(to: colour) <= background.tolerance }
    }.max()
    guard (best ?? 0) * 10 < colours.border.count * 9 else { return nil }
    let wanted = background.colours.map(\.code)
    return Finding(
      .wrongBackground, .error,
      Bilingual(
        """
        The background is about \(middle.code) or uneven; the portal takes \(wanted.joined(separator: " or ")). \
        Photograph again before a plain wall or cloth.
        """,
        "背景约为 \(middle.code) 或不均匀，系统要求 \(wanted.joined(separator: " 或 "))。请在纯色背景前重新拍摄。"))
  }
}
