import Wording

/// The file must state the resolution that the portal requires.
struct DotsRule: FileRule {
  func finding(on evidence: FileEvidence) -> Finding? {
    guard let dpi = evidence.rules.dpi, let facts = evidence.facts else { return nil }
    // PNG counts by the metre, so 300 dpi are 299.9994 there.
    guard facts.dpi.map({ Int($0.rounded()) }) != dpi else { return nil }
    let found = facts.dpi.map { Int(min(1e9, $0.rounded())) }
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
