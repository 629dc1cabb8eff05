import Wording

/// The picture must have the kind of colours that the portal requires.
struct ColourRule: FileRule {
  func finding(on evidence: FileEvidence) -> Finding? {
    switch evidence.rules.colour {
    case .any: return nil
    case .sRGB:
      guard let facts = evidence.facts, !facts.colourProfile.isSRGB, !evidence.isProfileNearlySRGB else { return nil }
      return Finding(
        .wrongColour, .error,
        Bilingual(
          "The file has a colour profile of its own; the portal takes sRGB.", "文件内嵌了颜色配置文件，系统要求 sRGB。"),
        remedy: evidence.remedy)
    case .grey:
      guard let colours = evidence.colours, !colours.isGrey else { return nil }
      return Finding(
        .wrongColour, .error, Bilingual("The picture has colours; the portal takes grey.", "图片为彩色，系统要求灰度图。"),
        remedy: evidence.remedy)
    case .blackAndWhite:
      guard let colours = evidence.colours, !colours.isBlackAndWhite else { return nil }
      return Finding(
        .wrongColour, .error,
        Bilingual(
          "The picture has colours or shades of grey; the portal takes black and white.", "图片含彩色或灰色，系统要求黑白图。"),
        remedy: evidence.remedy)
    }
  }
}
