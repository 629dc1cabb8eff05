import Wording

/// The file must state the resolution that the portal requires.
struct DotsRule: FileRule {
  func finding(on evidence: FileEvidence) -> Finding? {
    guard let dpi = evidence.rules.dpi, let facts = evidence.facts else { return nil }
    let found = facts.wholeDPI
    guard found != dpi else { return nil }
    return Finding(
      .wrongDots, .error,
      found.map {
        Bilingual(
          "The file states \($0) dots per inch; the portal takes \(dpi).", "文件标注的分辨率为 \($0) dpi，系统要求 \(dpi) dpi。")
      }
        ?? Bilingual(
          "The file states no resolution; the portal takes \(dpi) dots per inch.", "文件未标注分辨率，系统要求 \(dpi) dpi。"),
      remedy: evidence.remedy)
  }
}
