import Wording

/// The file must state the resolution that the portal requires, and no other: a portal reads it from JFIF or from EXIF.
struct DotsRule: FileRule {
  func finding(on evidence: FileEvidence) -> Finding? {
    guard let dpi = evidence.rules.dpi, let facts = evidence.facts, facts.dpi != dpi else { return nil }
    return Finding(.wrongDots, .error, Self.message(facts, dpi), remedy: evidence.remedy)
  }

  private static func message(_ facts: PictureFacts, _ dpi: Int) -> Bilingual {
    if let found = facts.dpi {
      return Bilingual(
        "The file states \(found) dots per inch; the portal takes \(dpi).", "文件标注的分辨率为 \(found) dpi，系统要求 \(dpi) dpi。")
    }
    if facts.resolutions.isEmpty {
      return Bilingual(
        "The file states no resolution; the portal takes \(dpi) dots per inch.", "文件未标注分辨率，系统要求 \(dpi) dpi。")
    }
    let stated = facts.resolutions.map(\.text)
    return Bilingual(
      "The file states different resolutions: \(stated.joined(separator: ", ")). The portal takes \(dpi) dots per inch.",
      "文件标注的分辨率不一致：\(stated.joined(separator: "、"))；系统要求 \(dpi) dpi。")
  }
}
